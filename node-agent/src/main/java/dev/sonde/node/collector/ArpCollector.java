package dev.sonde.node.collector;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.log.StateLog;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.IndexCounts;
import dev.sonde.node.linux.LinkTable;
import dev.sonde.node.linux.NeighbourTable;
import dev.sonde.node.linux.ProcNetArp;
import dev.sonde.node.linux.RawText;
import dev.sonde.node.linux.SystemCalls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * How many IPv4 neighbours each interface has: rtnetlink, or {@code proc/net/arp} when the flag says so or netlink is
 * not to be had. Both show the network namespace that the agent itself is in.
 */
public final class ArpCollector extends AgentCollector implements LabelCache.Builder<ArpCollector.Device> {
    private static final int MAX_DEVICES = 100_000;
    private static final String PREFIX = "collector.arp.";
    private static final String INCLUDE = PREFIX + "device-include";
    private static final String EXCLUDE = PREFIX + "device-exclude";
    private static final String NETLINK = "netlink";
    private static final MetricFamily ENTRIES =
            MetricFamily.gauge("node_arp_entries", "IPv4 neighbours of a network interface.", "device");

    /** An interface; entries of the file are counted here. */
    static final class Device {
        final @Nullable Series series;
        int entries;

        Device(@Nullable Series series) {
            this.series = series;
        }
    }

    private final StateLog log = new StateLog(LoggerFactory.getLogger(ArpCollector.class));
    private final NodePaths paths;
    private final NameFilter filter;
    private final boolean netlink;
    private final KernelAccess kernel;
    private final LabelCache<Device> devices = new LabelCache<>(MAX_DEVICES, this);
    private final List<Device> counted = new ArrayList<>();
    private @Nullable NeighbourTable neighbours;
    private @Nullable ProcNetArp proc;
    private boolean fellBack;

    /** @throws IllegalArgumentException when a flag's value cannot be used; the message names it */
    public ArpCollector(NodeContext context) {
        this(context.paths(), context.flags(), null);
    }

    /** @param calls null for the system's own, which are looked up at the first scrape */
    ArpCollector(NodePaths paths, FlagSet flags, @Nullable SystemCalls calls) {
        super("arp");
        this.paths = paths;
        filter = NameFilter.of(INCLUDE, flags.getString(INCLUDE), EXCLUDE, flags.getString(EXCLUDE));
        netlink = flags.getBool(PREFIX + NETLINK);
        kernel = new KernelAccess(calls);
    }

    public static void flags(FlagSet flags) {
        flags.string(INCLUDE, "Regexp of interfaces whose neighbours to count (mutually exclusive to device-exclude).");
        flags.string(EXCLUDE, "Regexp of interfaces to leave out (mutually exclusive to device-include).");
        flags.bool(PREFIX + NETLINK, true, "Ask rtnetlink instead of reading /proc/net/arp.");
    }

    @Override
    public Device build(String key) {
        return new Device(filter.accepts(key) ? ENTRIES.series(key) : null);
    }

    @Override
    public void update(MetricSink sink) throws IOException {
        devices.begin();
        if (!netlink || !fromNetlink(sink)) {
            fromProc(sink);
        }
    }

    /** False when netlink does not answer; then nothing was handed over. */
    private boolean fromNetlink(MetricSink sink) {
        try {
            NeighbourTable table = neighbours;
            if (table == null) {
                table = neighbours = new NeighbourTable(kernel.calls());
            }
            LinkTable links = kernel.links();
            synchronized (links) {
                links.read(sink.scrapeId());
                table.read();
                emit(sink, links, table.counts());
            }
        } catch (IOException e) {
            if (!fellBack) {
                fellBack = true;
                log.failed(NETLINK, "no netlink, so neighbours from /proc/net/arp: " + e.getMessage(), null);
            }
            return false;
        }
        if (fellBack) {
            fellBack = false;
            log.recovered(NETLINK, "netlink answers again");
        }
        return true;
    }

    private void emit(MetricSink sink, LinkTable links, IndexCounts counts) {
        for (int i = 0; i < links.size(); i++) {
            int entries = counts.get(links.get(i).index());
            if (entries == 0) {
                continue;
            }
            RawText name = links.get(i).name();
            Device device = devices.get(name.bytes(), 0, name.length());
            if (device != null && device.series != null) {
                sink.sample(device.series, entries);
            }
        }
    }

    private void fromProc(MetricSink sink) throws IOException {
        ProcNetArp file = proc;
        if (file == null) {
            file = proc = new ProcNetArp(paths.proc("net/arp"));
        }
        for (Device device : counted) {
            device.entries = 0;
        }
        counted.clear();
        file.read();
        while (file.next()) {
            Device device = devices.get(file.bytes(), file.deviceStart(), file.deviceEnd());
            if (device == null || device.series == null) {
                continue;
            }
            if (device.entries++ == 0) {
                counted.add(device);
            }
        }
        for (Device device : counted) {
            if (device.series != null) {
                sink.sample(device.series, device.entries);
            }
        }
    }
}
