package dev.sonde.core.metrics;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The samples of one collector in columns, reused from scrape to scrape. One thread at a time: {@link #begin}, samples,
 * {@link #end}, then reads until the next {@code begin}.
 *
 * <p>Knows whether the series are the same objects in the same order as after the previous {@link #end}: {@link
 * #layout()} is a number that changes when they are not.
 */
public final class SampleBuffer implements MetricSink {
    private static final byte LONG = 0;
    private static final byte DOUBLE = -1;

    /** Beyond that many samples the room that growing leaves over is given back once their number is known. */
    private static final int LARGE = 4096;

    private @Nullable Series[] series = new Series[16];
    private long[] values = new long[16];
    private byte[] kinds = new byte[16];
    private final int limit;
    private int size;
    private int previousSize;
    private int refused;
    private boolean changed;
    private int layout;
    private long scrapeId;
    private long deadlineNanos;

    public SampleBuffer() {
        this(Integer.MAX_VALUE);
    }

    /** @param limit samples beyond that number are left out and counted */
    public SampleBuffer(int limit) {
        this.limit = limit;
    }

    /**
     * Empties the buffer for a new run.
     *
     * @param scrape number of the scrape
     * @param deadline when the scrape is answered, as {@link System#nanoTime}
     */
    public void begin(long scrape, long deadline) {
        scrapeId = scrape;
        deadlineNanos = deadline;
        previousSize = size;
        size = 0;
        refused = 0;
        changed = false;
    }

    /** Closes the run: what was handed over since {@link #begin} is the content. */
    public void end() {
        if (size != previousSize) {
            changed = true;
            if (size < previousSize) {
                Arrays.fill(series, size, previousSize, null);
            }
        }
        previousSize = size;
        if (changed) {
            layout++;
            if (series.length > LARGE && series.length - size > series.length / 8) {
                resize(size + size / 16);
            }
        }
    }

    /** Drops what was handed over since {@link #begin}: a failed collector leaves nothing on the page. */
    public void discard() {
        Arrays.fill(series, 0, Math.max(size, previousSize), null);
        if (previousSize > 0) {
            layout++;
        }
        size = 0;
        previousSize = 0;
    }

    @Override
    public void sample(Series s, long value) {
        add(s, value, LONG);
    }

    @Override
    public void sample(Series s, double value) {
        add(s, Double.doubleToRawLongBits(value), DOUBLE);
    }

    @Override
    public void decimal(Series s, long unscaled, int scale) {
        if (scale < 0 || scale > 18) {
            throw new IllegalArgumentException("scale " + scale + " of " + s);
        }
        add(s, unscaled, (byte) scale);
    }

    private void add(Series s, long bits, byte kind) {
        int i = size;
        if (i >= limit) {
            refused++;
            return;
        }
        if (i == series.length) {
            grow();
        }
        if (series[i] != s) {
            series[i] = s;
            changed = true;
        }
        values[i] = bits;
        kinds[i] = kind;
        size = i + 1;
    }

    private void grow() {
        resize(series.length * 2);
    }

    private void resize(int capacity) {
        series = Arrays.copyOf(series, capacity);
        values = Arrays.copyOf(values, capacity);
        kinds = Arrays.copyOf(kinds, capacity);
    }

    @Override
    public long scrapeId() {
        return scrapeId;
    }

    @Override
    public long remainingMillis() {
        return Math.max(0, (deadlineNanos - System.nanoTime()) / 1_000_000);
    }

    public int size() {
        return size;
    }

    /** How many samples were left out since {@link #begin} because of the limit. */
    public int refused() {
        return refused;
    }

    /** Changes whenever {@link #end} or {@link #discard} leaves other series, or another order, than before. */
    public int layout() {
        return layout;
    }

    public Series series(int i) {
        Series s = series[i];
        if (s == null || i >= size) {
            throw new IndexOutOfBoundsException(i + " of " + size);
        }
        return s;
    }

    /** True when {@link #raw} holds the bits of a double; else it is a decimal of {@link #scale} digits. */
    public boolean isDouble(int i) {
        return kinds[i] == DOUBLE;
    }

    /** Decimal digits behind the point of {@link #raw}; 0 for whole numbers. */
    public int scale(int i) {
        return kinds[i];
    }

    public long raw(int i) {
        return values[i];
    }

    /** The value as the double that goes on the wire. */
    public double value(int i) {
        if (kinds[i] == DOUBLE) {
            return Double.longBitsToDouble(values[i]);
        }
        return Decimals.toDouble(values[i], kinds[i]);
    }
}
