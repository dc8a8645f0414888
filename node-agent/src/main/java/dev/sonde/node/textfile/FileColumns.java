package dev.sonde.node.textfile;

import dev.sonde.core.exposition.TextNumber;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** The samples of a file: series and their numbers side by side. One thread at a time. */
final class FileColumns {
    /** Bytes that a series takes beside its labels: two objects, its places here and in the scrape's buffer and order. */
    private static final int OVERHEAD = 72;

    private static final Series[] NONE = new Series[0];

    private @Nullable Series[] series;
    private long[] raws;
    private byte[] scales;
    private int size;
    private long cost;

    /** Series that are not given, because others forbid them. */
    private final BitSet omitted = new BitSet(0);

    FileColumns(int expected) {
        series = expected == 0 ? NONE : new Series[expected];
        raws = new long[expected];
        scales = new byte[expected];
    }

    int size() {
        return size;
    }

    /** About how many bytes all this keeps on the heap. */
    long cost() {
        return cost;
    }

    void add(Series s, long raw, byte scale) {
        if (size == series.length) {
            int capacity = Math.max(16, size + (size >> 1));
            series = Arrays.copyOf(series, capacity);
            raws = Arrays.copyOf(raws, capacity);
            scales = Arrays.copyOf(scales, capacity);
        }
        series[size] = s;
        raws[size] = raw;
        scales[size] = scale;
        size++;
        cost += OVERHEAD + s.labels().length;
    }

    Series series(int i) {
        Series s = series[i];
        if (s == null) {
            throw new IndexOutOfBoundsException(i + " of " + size);
        }
        return s;
    }

    void series(int i, Series replacement) {
        series[i] = replacement;
    }

    /** Hands the series over for good; nothing is left here. */
    @Nullable Series[] takeSeries() {
        @Nullable Series[] taken = series;
        series = NONE;
        size = 0;
        cost = 0;
        return taken;
    }

    /** Moves all series of one descriptor to another. */
    void repoint(MetricFamily from, MetricFamily to) {
        for (int i = 0; i < size; i++) {
            Series s = series(i);
            if (s.family() == from) {
                series[i] = to.encoded(suffix(s), s.labels());
            }
        }
    }

    /** What the name of a sample has beyond its family's. */
    static String suffix(Series s) {
        byte[] name = s.name();
        int from = s.family().name().length();
        return from == name.length ? "" : new String(name, from, name.length - from, StandardCharsets.US_ASCII);
    }

    void omitNone() {
        omitted.clear();
    }

    void omit(int from, int to) {
        omitted.set(from, to);
    }

    void omit(MetricFamily family) {
        for (int i = 0; i < size; i++) {
            if (series(i).family() == family) {
                omitted.set(i);
            }
        }
    }

    void give(MetricSink sink) {
        boolean whole = omitted.isEmpty();
        for (int i = 0; i < size; i++) {
            if (whole || !omitted.get(i)) {
                TextNumber.give(sink, series(i), raws[i], scales[i]);
            }
        }
    }
}
