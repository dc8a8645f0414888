package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.io.ReadError;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.Losses;
import dev.sonde.node.linux.NumberLines;
import dev.sonde.node.linux.NumberLines.Line;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What this host asked of NFS servers, {@code proc/net/rpc/nfs} ({@code rpc_proc_show} in {@code net/sunrpc/stats.c}).
 * No data where the client is not loaded. Procedures that the kernel does not know yet are 0.
 */
public final class NfsCollector extends AgentCollector {
    private static final int NET = 0;
    private static final int RPC = 1;
    private static final int PROC2 = 2;
    private static final int PROC3 = 3;
    private static final int PROC4 = 4;

    private final KernelFile file;
    private final NoDataException absent;
    private final Losses losses = new Losses(NfsCollector.class);
    private final ByteCursor cursor = new ByteCursor();
    private @Nullable NumberLines numbers;
    private @Nullable PlacedSeries series;

    public NfsCollector(NodeContext context) {
        super("nfs");
        file = new KernelFile(context.paths().proc("net/rpc/nfs"), 2048);
        absent = new NoDataException(file.path() + ": no such file, the NFS client is not loaded");
    }

    @Override
    public void update(MetricSink sink) throws NoDataException, IOException {
        if (!file.read()) {
            if (file.error() == ReadError.MISSING) {
                throw absent;
            }
            throw new IOException(file.failure());
        }
        NumberLines lines = numbers;
        PlacedSeries shown = series;
        if (lines == null || shown == null) {
            lines = numbers = new NumberLines(
                    new Line("net", 4, 4, false),
                    new Line("rpc", 3, 3, false),
                    new Line("proc2", 19, 19, true),
                    new Line("proc3", 23, 23, true),
                    new Line("proc4", 1, 60, true));
            shown = series = series();
        }
        shown.update(sink, file, lines, cursor, losses);
    }

    private static Series counter(String name, String help) {
        return MetricFamily.counter("node_nfs_" + name + "_total", help).series();
    }

    private static PlacedSeries series() {
        PlacedSeries made = new PlacedSeries();
        MetricFamily packets =
                MetricFamily.counter("node_nfs_packets_total", "Packets of the NFS client by transport.", "protocol");
        made.add(NET, 1, packets.series("udp"));
        made.add(NET, 2, packets.series("tcp"));
        made.add(NET, 3, counter("connections", "TCP connections that the NFS client made."));
        made.add(RPC, 0, counter("rpcs", "Remote procedure calls of the NFS client."));
        made.add(RPC, 1, counter("rpc_retransmissions", "Calls that the NFS client sent again."));
        made.add(RPC, 2, counter("rpc_authentication_refreshes", "Times the NFS client refreshed its credentials."));
        NfsMethods.client(
                made,
                MetricFamily.counter(
                        "node_nfs_requests_total",
                        "Requests of the NFS client by version of the protocol and procedure.",
                        "proto",
                        "method"),
                PROC2,
                PROC3,
                PROC4);
        return made;
    }
}
