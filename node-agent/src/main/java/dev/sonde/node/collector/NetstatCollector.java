package dev.sonde.node.collector;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.io.ReadError;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.node.linux.KernelFiles;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Counters of the network protocols, {@code proc/net/netstat}, {@code proc/net/snmp} and, where IPv6 is on, {@code
 * proc/net/snmp6}; those whose {@code <protocol>_<name>} a pattern finds.
 */
public final class NetstatCollector extends AgentCollector implements LabelCache.Builder<Wanted> {
    static final String DEFAULT_FIELDS = "^(.*_(InErrors|InErrs)|Ip_Forwarding|Ip(6|Ext)_(InOctets|OutOctets)"
            + "|Icmp6?_(InMsgs|OutMsgs)"
            + "|TcpExt_(Listen.*|Syncookies.*|TCPSynRetrans|TCPTimeouts|TCPOFOQueue|TCPRcvQDrop)"
            + "|Tcp_(ActiveOpens|InSegs|OutSegs|OutRsts|PassiveOpens|RetransSegs|CurrEstab)"
            + "|Udp6?_(InDatagrams|OutDatagrams|NoPorts|RcvbufErrors|SndbufErrors))$";

    private static final String FIELDS = "collector.netstat.fields";

    private final @Nullable Pattern fields;
    private final NetstatTable netstat;
    private final NetstatTable snmp;
    private final KernelFile snmp6;
    private final LabelCache<Wanted> wanted6 = Wanted.cache(this);
    private final ByteCursor cursor = new ByteCursor();

    public static void flags(FlagSet flags) {
        flags.string(
                FIELDS,
                DEFAULT_FIELDS,
                "Give the protocols' counters whose <protocol>_<name> matches this regular expression.");
    }

    public NetstatCollector(NodeContext context) {
        this(context.paths(), context.flags().getString(FIELDS));
    }

    NetstatCollector(NodePaths paths, String fields) {
        super("netstat");
        this.fields = NameFilter.compile(FIELDS, fields);
        netstat = new NetstatTable(paths.proc("net/netstat"), this);
        snmp = new NetstatTable(paths.proc("net/snmp"), this);
        snmp6 = new KernelFile(paths.proc("net/snmp6"), 8192);
    }

    @Override
    public void update(MetricSink sink) throws IOException {
        netstat.update(sink);
        snmp.update(sink);
        if (snmp6.read()) {
            update6(sink);
        } else if (snmp6.error() != ReadError.MISSING) {
            throw new IOException(snmp6.failure());
        }
    }

    /** Lines of {@code Ip6InReceives 7}; what names no version 6 of a protocol is left out. */
    private void update6(MetricSink sink) throws IOException {
        wanted6.begin();
        cursor.reset(snmp6);
        do {
            if (!cursor.word()) {
                continue;
            }
            Wanted kept = wanted6.get(cursor.bytes(), cursor.wordStart(), cursor.wordEnd());
            if (cursor.word() && kept != null && kept.series != null && !Numbers.sample(sink, kept.series, cursor)) {
                throw KernelFiles.malformed(snmp6, cursor);
            }
        } while (cursor.nextLine());
    }

    /** The protocol of {@code Udp6InErrors} is {@code Udp6}. */
    @Override
    public Wanted build(String key) {
        int six = key.indexOf('6');
        return six < 0 ? Wanted.NOT : wanted(key.substring(0, six + 1), key.substring(six + 1));
    }

    Wanted wanted(String protocol, String name) {
        String key = protocol + '_' + name;
        if (fields != null && !fields.matcher(key).find()) {
            return Wanted.NOT;
        }
        return Wanted.as(MetricFamily.untyped(
                        "node_netstat_" + Names.metricPart(key), "Counter " + name + " of protocol " + protocol + ".")
                .series());
    }
}
