package dev.sonde.node.collector;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.NfsMountstats;
import dev.sonde.node.linux.Unsigned;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The series of one export, its transport and address, wherever it is mounted. One thread at a time. */
final class NfsMountSeries {
    private static final int MOST_OPERATIONS = 256;
    private static final int FIRST_TIME = 5;
    private static final int LAST_TIME = 7;
    private static final int IDLE_TIME = 4;
    private static final int MILLISECONDS = 3;

    /** The peer takes times modulo 2^53, which no real one reaches. */
    private static final long WHOLE = (1L << 53) - 1;

    private final String[] labels;
    private final Series age;
    private final Series[] bytes;
    private final @Nullable Series[] events;
    private @Nullable Series[][] transports = {};
    private final NamedRows operations;
    private long scrape;

    /** @param labels export, transport and address */
    NfsMountSeries(String... labels) {
        this.labels = labels;
        age = NfsMountFamilies.AGE.series(labels);
        bytes = SeriesRow.of(NfsMountFamilies.BYTES, labels);
        events = row(NfsMountFamilies.EVENTS, labels);
        operations = new NamedRows(MOST_OPERATIONS, NfsMountFamilies.OPERATIONS, labels);
    }

    private static @Nullable Series[] row(@Nullable MetricFamily[] families, String... labels) {
        @Nullable Series[] row = new Series[families.length];
        for (int i = 0; i < row.length; i++) {
            MetricFamily family = families[i];
            row[i] = family == null ? null : family.series(labels);
        }
        return row;
    }

    private String[] labels(String last) {
        String[] all = Arrays.copyOf(labels, labels.length + 1);
        all[labels.length] = last;
        return all;
    }

    /** Whether nothing has been handed over yet in this scrape: an export may be mounted at several places. */
    boolean isFirstIn(long thisScrape) {
        boolean first = scrape != thisScrape;
        scrape = thisScrape;
        return first;
    }

    void totals(MetricSink sink, NfsMountstats stats) {
        operations.begin();
        if (stats.ages() > 0) {
            Unsigned.sample(sink, age, stats.age());
        }
        for (int i = 0; i < stats.byteCounts(); i++) {
            Unsigned.sample(sink, bytes[i], stats.bytesOf(i));
        }
        for (int i = 0; i < stats.eventCounts(); i++) {
            Series event = events[i];
            if (event != null) {
                Unsigned.sample(sink, event, stats.event(i));
            }
        }
        for (int i = 0; i < stats.transports(); i++) {
            transport(sink, stats, i);
        }
    }

    private void transport(MetricSink sink, NfsMountstats stats, int transport) {
        if (transport == transports.length) {
            transports = Arrays.copyOf(transports, transport + 1);
            transports[transport] = row(NfsMountFamilies.TRANSPORTS, labels(Integer.toString(transport)));
        }
        for (int i = 0; i < NfsMountstats.TRANSPORT; i++) {
            Series series = transports[transport][i];
            if (series != null) {
                long number = stats.transport(transport, i);
                Unsigned.sample(sink, series, i == IDLE_TIME ? number & WHOLE : number);
            }
        }
    }

    void operation(MetricSink sink, NfsMountstats stats) {
        Series[] row = operations.get(stats.name(), stats.nameStart(), stats.nameEnd());
        if (row == null) {
            return;
        }
        for (int i = 0; i < stats.operationCounts(); i++) {
            long number = stats.operation(i);
            if (i >= FIRST_TIME && i <= LAST_TIME) {
                sink.decimal(row[i], number & WHOLE, MILLISECONDS);
            } else {
                Unsigned.sample(sink, row[i], number);
            }
        }
    }
}
