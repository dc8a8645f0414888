package dev.sonde.node.collector;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.io.DescriptorShare;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.node.jna.NativeCalls;
import dev.sonde.node.linux.InterfaceFacts;
import dev.sonde.node.linux.Link;
import dev.sonde.node.linux.LinkTable;
import dev.sonde.node.linux.SysfsNet;
import dev.sonde.node.linux.SystemCalls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Attributes of the network interfaces as {@code class/net} of sysfs has them.
 *
 * <p>Most of them come cheaper from the netlink dump that the netdev collector uses too: two dozen files per interface
 * are opened otherwise, and several of them take the kernel's RTNL lock. That is done only while netlink and the given
 * sysfs list the same interfaces under the same numbers, so show the same network namespace.
 */
public final class NetclassCollector extends AgentCollector {
    private static final Logger LOG = LoggerFactory.getLogger(NetclassCollector.class);
    static final int MAX_DEVICES = 100_000;

    private final NetclassOptions options;
    private final SysfsNet sysfs;
    private final NoDataException noSysfs;
    private final LabelCache<NetclassDevice> devices;
    private NetclassDevice[] row = new NetclassDevice[16];
    private @Nullable SystemCalls calls;
    private @Nullable LinkTable links;
    private @Nullable NetclassByNetlink netlink;
    private int scrape;
    private int linksBefore = -1;
    private int mismatches;
    private int nextComparison;

    /** @throws IllegalArgumentException when a flag's value cannot be used; the message names it */
    public NetclassCollector(NodeContext context) {
        this(context.paths(), NetclassOptions.of(context.flags()), context.descriptors(), null);
    }

    /** @param calls null for the system's own, which are looked up at the first scrape */
    NetclassCollector(
            NodePaths paths, NetclassOptions options, DescriptorShare descriptors, @Nullable SystemCalls calls) {
        super("netclass");
        this.options = options;
        this.sysfs = new SysfsNet(paths.sys("class/net"), descriptors);
        this.noSysfs = new NoDataException(sysfs.directory() + " cannot be read");
        this.devices = new LabelCache<>(MAX_DEVICES, new LabelCache.Builder<>() {
            @Override
            public NetclassDevice build(String key) {
                return new NetclassDevice(key, options.accepts(key));
            }

            @Override
            public void forgotten(NetclassDevice device) {
                device.close();
            }
        });
        this.calls = calls;
        this.links = calls == null ? null : new LinkTable(calls);
    }

    public static void flags(FlagSet flags) {
        NetclassOptions.flags(flags);
    }

    @Override
    public void update(MetricSink sink) throws NoDataException, IOException {
        scrape++;
        LinkTable table = links();
        if (options.netlink()) {
            if (table == null || calls == null) {
                throw new IOException("netlink: " + NativeCalls.reason());
            }
            fromNetlink(sink, table, calls);
        } else if (table == null || scrape < nextComparison || !fromLinks(sink, table)) {
            fromSysfs(sink);
        }
    }

    private @Nullable LinkTable links() {
        if (links == null) {
            calls = NativeCalls.get();
            links = calls == null ? null : LinkTable.shared(calls);
        }
        return links;
    }

    private void fromNetlink(MetricSink sink, LinkTable table, SystemCalls system) throws IOException {
        NetclassByNetlink shown = netlink;
        if (shown == null) {
            shown = netlink = new NetclassByNetlink(options, sysfs, system);
        }
        synchronized (table) {
            table.read(sink.scrapeId());
            shown.update(sink, table, scrape);
        }
    }

    /** False when netlink cannot be used; then nothing was handed over. */
    private boolean fromLinks(MetricSink sink, LinkTable table) {
        synchronized (table) {
            try {
                table.read(sink.scrapeId());
            } catch (IOException e) {
                return false;
            }
            if (!find(table)) {
                linksBefore = -1;
                nextComparison = scrape + Math.min(1 << mismatches, NetclassDevice.READ_EVERY);
                if (mismatches++ == 1) {
                    LOG.info("{} shows other interfaces than netlink, so only it is read", sysfs.directory());
                }
                return false;
            }
            mismatches = 0;
            linksBefore = table.size();
            for (int i = 0; i < table.size(); i++) {
                NetclassDevice device = row[i];
                if (device == null) {
                    continue;
                }
                device.take(table.get(i), false);
                if (device.isShown()) {
                    device.close();
                    device.readRest(sysfs, scrape);
                    device.emit(sink, options);
                }
            }
            return true;
        }
    }

    /** Finds the device of each link; false when sysfs turns out to show another namespace. */
    private boolean find(LinkTable table) {
        if (row.length < table.size()) {
            row = new NetclassDevice[2 * table.size()];
        }
        devices.begin();
        boolean changed = table.size() != linksBefore;
        for (int i = 0; i < table.size(); i++) {
            Link link = table.get(i);
            NetclassDevice device =
                    devices.get(link.name().bytes(), 0, link.name().length());
            row[i] = device;
            if (device != null && device.isNew(link)) {
                changed = true;
                if (!isSame(device.name(), link)) {
                    return false;
                }
            }
        }
        return !changed || sameNames(table);
    }

    private boolean isSame(String device, Link link) {
        InterfaceFacts there = new InterfaceFacts();
        sysfs.number(device, InterfaceFacts.IFINDEX, there);
        sysfs.text(device, InterfaceFacts.ADDRESS, there);
        return there.number(InterfaceFacts.IFINDEX) == link.index()
                && there.text(InterfaceFacts.ADDRESS).equals(link.address().address());
    }

    private boolean sameNames(LinkTable table) {
        List<String> there = sysfs.devices();
        if (there == null || there.size() != table.size()) {
            return false;
        }
        Set<String> names = new HashSet<>(there);
        for (int i = 0; i < table.size(); i++) {
            if (!names.contains(table.get(i).name().toString())) {
                return false;
            }
        }
        return true;
    }

    private void fromSysfs(MetricSink sink) throws NoDataException {
        List<String> names = sysfs.devices();
        if (names == null) {
            throw noSysfs;
        }
        devices.begin();
        for (String name : names) {
            byte[] key = name.getBytes(StandardCharsets.UTF_8);
            NetclassDevice device = devices.get(key, 0, key.length);
            if (device == null || !device.isShown()) {
                continue;
            }
            if (device.readAll(sysfs, scrape)) {
                device.emit(sink, options);
            } else {
                device.close();
            }
        }
    }
}
