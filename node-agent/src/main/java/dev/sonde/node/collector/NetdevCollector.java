package dev.sonde.node.collector;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.log.StateLog;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.node.jna.NativeCalls;
import dev.sonde.node.linux.Link;
import dev.sonde.node.linux.LinkTable;
import dev.sonde.node.linux.ProcNetDev;
import dev.sonde.node.linux.RawText;
import dev.sonde.node.linux.SystemCalls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Counters of the network interfaces: rtnetlink, or {@code proc/net/dev} when the flag says so or netlink is not to be
 * had. Both show the network namespace that the agent itself is in.
 */
public final class NetdevCollector extends AgentCollector {
    private static final String NETLINK = "netlink";

    private final StateLog log = new StateLog(LoggerFactory.getLogger(NetdevCollector.class));
    private final NodePaths paths;
    private final NetdevOptions options;
    private final NetdevSeries netlinkSeries;
    private byte[] key = new byte[64];
    private @Nullable SystemCalls calls;
    private @Nullable LinkTable links;
    private @Nullable NetworkAddresses addresses;
    private @Nullable NetdevSeries procSeries;
    private @Nullable ProcNetDev proc;
    private boolean fellBack;

    /** @throws IllegalArgumentException when a flag's value cannot be used; the message names it */
    public NetdevCollector(NodeContext context) {
        this(context.paths(), NetdevOptions.of(context.flags()), null);
    }

    /** @param calls null for the system's own, which are looked up at the first scrape */
    NetdevCollector(NodePaths paths, NetdevOptions options, @Nullable SystemCalls calls) {
        super("netdev");
        this.paths = paths;
        this.options = options;
        this.calls = calls;
        this.links = calls == null ? null : new LinkTable(calls);
        this.netlinkSeries = NetdevSeries.netlink(options);
    }

    public static void flags(FlagSet flags) {
        NetdevOptions.flags(flags);
    }

    @Override
    public void update(MetricSink sink) throws IOException {
        LinkTable table = options.netlink() || options.addressInfo() ? links() : null;
        if (table == null) {
            fromProc(sink);
            return;
        }
        synchronized (table) {
            boolean read = read(table, sink.scrapeId());
            if (read && options.netlink()) {
                fromNetlink(sink, table);
            } else {
                fromProc(sink);
            }
            if (read && addresses != null) {
                addresses.emit(sink, table);
            }
        }
    }

    private @Nullable LinkTable links() {
        if (links == null) {
            calls = NativeCalls.get();
            if (calls == null) {
                fallback(NativeCalls.reason());
                return null;
            }
            links = LinkTable.shared(calls);
        }
        if (options.addressInfo() && addresses == null && calls != null) {
            addresses = new NetworkAddresses(calls, options.filter());
        }
        return links;
    }

    private boolean read(LinkTable table, long scrapeId) {
        try {
            table.read(scrapeId);
        } catch (IOException e) {
            fallback(e.getMessage());
            return false;
        }
        if (fellBack) {
            fellBack = false;
            log.recovered(NETLINK, "netlink answers again");
        }
        return true;
    }

    private void fallback(@Nullable String reason) {
        if (!fellBack) {
            fellBack = true;
            log.failed(NETLINK, "no netlink, so no addresses, and counters from /proc/net/dev: " + reason, null);
        }
    }

    private void fromNetlink(MetricSink sink, LinkTable table) {
        netlinkSeries.begin();
        for (int i = 0; i < table.size(); i++) {
            Link link = table.get(i);
            RawText name = link.name();
            if (!link.hasStats()) {
                continue;
            }
            if (options.labelAlias()) {
                RawText alias = link.alias();
                int length = key(name.bytes(), 0, name.length(), alias.bytes(), alias.length());
                netlinkSeries.emit(sink, key, 0, length, link.stats());
            } else {
                netlinkSeries.emit(sink, name.bytes(), 0, name.length(), link.stats());
            }
        }
    }

    private void fromProc(MetricSink sink) throws IOException {
        ProcNetDev file = proc;
        NetdevSeries series = procSeries;
        if (file == null || series == null) {
            file = proc = new ProcNetDev(paths.proc("net/dev"));
            series = procSeries = NetdevSeries.proc(options);
        }
        file.read();
        series.begin();
        while (file.next()) {
            if (options.labelAlias()) {
                int length = withAlias(file);
                series.emit(sink, key, 0, length, file.counters());
            } else {
                series.emit(sink, file.bytes(), file.nameStart(), file.nameEnd(), file.counters());
            }
        }
    }

    private int withAlias(ProcNetDev file) {
        byte[] bytes = file.bytes();
        int from = file.nameStart();
        int to = file.nameEnd();
        String device = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        try (KernelFile alias = new KernelFile(paths.sys("class/net/" + device + "/ifalias"), 512)) {
            int length = alias.read() ? alias.length() : 0;
            while (length > 0 && alias.bytes()[length - 1] == '\n') {
                length--;
            }
            return key(bytes, from, to, alias.bytes(), length);
        }
    }

    /** Name, NUL and alias in {@link #key}; its length. */
    private int key(byte[] name, int from, int to, byte[] alias, int aliasLength) {
        int nameLength = to - from;
        int length = nameLength + 1 + aliasLength;
        if (key.length < length) {
            key = new byte[length];
        }
        System.arraycopy(name, from, key, 0, nameLength);
        key[nameLength] = 0;
        System.arraycopy(alias, 0, key, nameLength + 1, aliasLength);
        return length;
    }
}
