package dev.sonde.node.collector;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.KernelFiles;
import dev.sonde.node.linux.Losses;
import dev.sonde.node.linux.Unsigned;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The IP virtual server: its totals, {@code proc/net/ip_vs_stats}, and the servers behind each virtual service, {@code
 * proc/net/ip_vs} ({@code net/netfilter/ipvs/ip_vs_ctl.c}). No data where it is not loaded.
 */
public final class IpvsCollector extends AgentCollector {
    private static final String BACKEND_LABELS = "collector.ipvs.backend-labels";

    /** The columns of the totals, all hexadecimal. */
    private enum Total {
        CONNECTIONS("connections", "Connections to virtual services."),
        INCOMING_PACKETS("incoming_packets", "Packets from clients."),
        OUTGOING_PACKETS("outgoing_packets", "Packets to clients."),
        INCOMING_BYTES("incoming_bytes", "Bytes from clients."),
        OUTGOING_BYTES("outgoing_bytes", "Bytes to clients.");

        final Series series;

        Total(String name, String help) {
            series = MetricFamily.counter("node_ipvs_" + name + "_total", help).series();
        }
    }

    private final String labels;
    private final KernelFile stats;
    private final KernelFile services;
    private final NoDataException absent;
    private final Losses losses = new Losses(IpvsCollector.class);
    private final ByteCursor cursor = new ByteCursor();
    private final long[] totals = new long[5];
    private @Nullable IpvsBackends backends;

    public static void flags(FlagSet flags) {
        flags.string(
                BACKEND_LABELS,
                IpvsBackends.ALL_LABELS,
                "Labels of a virtual service's servers, with commas between them; what differs in others is summed.");
    }

    /** @throws IllegalArgumentException when the flag names a label that there is not; the message names it */
    public IpvsCollector(NodeContext context) {
        super("ipvs");
        labels = context.flags().getString(BACKEND_LABELS);
        String unknown = IpvsBackends.unknown(labels);
        if (unknown != null) {
            throw new IllegalArgumentException("--" + BACKEND_LABELS + ": there is no label " + unknown);
        }
        stats = new KernelFile(context.paths().proc("net/ip_vs_stats"), 512);
        services = new KernelFile(context.paths().proc("net/ip_vs"));
        absent = new NoDataException(stats.path() + ": no such file, IPVS is not loaded");
    }

    /** Totals and servers are two files: one can be read without the other. */
    @Override
    public void update(MetricSink sink) throws NoDataException, IOException {
        losses.begin();
        if (losses.read(stats)) {
            totals(sink);
        }
        if (losses.read(services)) {
            servers(sink);
        }
        losses.end(absent);
    }

    private void totals(MetricSink sink) {
        cursor.reset(stats);
        cursor.nextLine();
        cursor.nextLine();
        for (int i = 0; i < totals.length; i++) {
            totals[i] = cursor.hex();
        }
        if (!cursor.ok()) {
            losses.lost(stats.path(), KernelFiles.malformed(stats, cursor));
            return;
        }
        losses.found(stats.path());
        for (Total total : Total.values()) {
            Unsigned.sample(sink, total.series, totals[total.ordinal()]);
        }
    }

    private void servers(MetricSink sink) {
        IpvsBackends kept = backends;
        if (kept == null) {
            kept = backends = new IpvsBackends(labels);
        }
        kept.update(sink, services, cursor);
        losses.found(services.path());
    }
}
