package dev.sonde.node.collector;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.node.linux.LinkTable;
import dev.sonde.node.linux.Qdisc;
import dev.sonde.node.linux.QdiscTable;
import dev.sonde.node.linux.RawText;
import dev.sonde.node.linux.SystemCallException;
import dev.sonde.node.linux.SystemCalls;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Root queueing disciplines of the network interfaces, by rtnetlink, in the network namespace that the agent itself is
 * in. No data where a sandbox allows no netlink.
 */
public final class QdiscCollector extends AgentCollector implements LabelCache.Builder<QdiscSeries> {
    private static final int MAX_DISCIPLINES = 100_000;
    private static final String PREFIX = "collector.qdisc.";
    private static final String INCLUDE = PREFIX + "device-include";
    private static final String EXCLUDE = PREFIX + "device-exclude";
    private static final String FIXTURES = PREFIX + "fixtures";

    private final NameFilter filter;
    private final KernelAccess kernel;
    private final String fixtures;
    private final LabelCache<QdiscSeries> series = new LabelCache<>(MAX_DISCIPLINES, this);
    private byte[] key = new byte[64];
    private @Nullable QdiscTable disciplines;

    /** @throws IllegalArgumentException when a flag's value cannot be used; the message names it */
    public QdiscCollector(NodeContext context) {
        this(context.flags(), null);
    }

    /** @param calls null for the system's own, which are looked up at the first scrape */
    QdiscCollector(FlagSet flags, @Nullable SystemCalls calls) {
        super("qdisc");
        filter = NameFilter.of(INCLUDE, flags.getString(INCLUDE), EXCLUDE, flags.getString(EXCLUDE));
        fixtures = flags.getString(FIXTURES);
        kernel = new KernelAccess(calls);
    }

    public static void flags(FlagSet flags) {
        flags.string(FIXTURES, "", "Directory with a results.json to report instead of what the kernel says.");
        flags.string(INCLUDE, "Regexp of interfaces whose queues to report (mutually exclusive to device-exclude).");
        flags.string("collector.qdisk.device-include", "").deprecatedFor(INCLUDE);
        flags.string(EXCLUDE, "Regexp of interfaces to leave out (mutually exclusive to device-include).");
        flags.string("collector.qdisk.device-exclude", "").deprecatedFor(EXCLUDE);
    }

    @Override
    public QdiscSeries build(String text) {
        int nul = text.indexOf('\0');
        String device = text.substring(0, nul);
        return new QdiscSeries(filter.accepts(device), device, text.substring(nul + 1));
    }

    @Override
    public void update(MetricSink sink) throws NoDataException, IOException {
        series.begin();
        if (!fixtures.isEmpty()) {
            QdiscFixtures.emit(sink, fixtures, series);
            return;
        }
        QdiscTable table = disciplines;
        if (table == null) {
            table = disciplines = new QdiscTable(kernel.calls());
        }
        LinkTable links = kernel.links();
        synchronized (links) {
            try {
                links.read(sink.scrapeId());
                table.read();
            } catch (SystemCallException e) {
                throw KernelAccess.failure(e);
            }
            emit(sink, links, table);
        }
    }

    private void emit(MetricSink sink, LinkTable links, QdiscTable table) {
        int at = 0;
        for (int i = 0; i < table.size(); i++) {
            Qdisc qdisc = table.get(i);
            int found = links.find(qdisc.index(), at);
            // An interface that came or went between the two dumps.
            if (found < 0) {
                continue;
            }
            at = found;
            QdiscSeries shown = series.get(key, 0, key(links.get(found).name(), qdisc.kind()));
            if (shown != null) {
                shown.emit(
                        sink,
                        qdisc.bytes(),
                        qdisc.packets(),
                        qdisc.drops(),
                        qdisc.requeues(),
                        qdisc.overlimits(),
                        qdisc.length(),
                        qdisc.backlog());
            }
        }
    }

    /** Name, NUL and kind in {@link #key}; its length. */
    private int key(RawText name, RawText kind) {
        int length = name.length() + 1 + kind.length();
        if (key.length < length) {
            key = new byte[length];
        }
        System.arraycopy(name.bytes(), 0, key, 0, name.length());
        key[name.length()] = 0;
        System.arraycopy(kind.bytes(), 0, key, name.length() + 1, kind.length());
        return length;
    }
}
