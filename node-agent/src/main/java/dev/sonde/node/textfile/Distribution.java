package dev.sonde.node.textfile;

import dev.sonde.core.exposition.TextNumber;
import dev.sonde.core.exposition.TextSamples.Part;
import java.util.Arrays;

/**
 * One summary or histogram of a file: its quantiles or buckets sorted by bound, its sum and count. Of what is given twice
 * the last counts; a sum or count that is missing is 0, a missing bucket {@code +Inf} is the count.
 */
final class Distribution {
    private double[] bounds = new double[8];
    private long[] raws = new long[8];
    private byte[] scales = new byte[8];
    private int size;
    private long sum;
    private byte sumScale;
    private long count;
    private byte countScale;

    void add(Part part, double bound, TextNumber value) {
        switch (part) {
            case SUM -> {
                sum = value.raw();
                sumScale = value.scale();
            }
            case COUNT -> {
                count = value.raw();
                countScale = value.scale();
            }
            case QUANTILE, BUCKET -> set(bound == 0 ? 0 : bound, value.raw(), value.scale());
            default -> {}
        }
    }

    /** Bounds usually come sorted, so the place is looked for from the end. */
    private void set(double bound, long raw, byte scale) {
        int i = size;
        while (i > 0 && bounds[i - 1] > bound) {
            i--;
        }
        if (i == 0 || bounds[i - 1] != bound) {
            insert(i, bound);
            i++;
        }
        raws[i - 1] = raw;
        scales[i - 1] = scale;
    }

    private void insert(int i, double bound) {
        if (size == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * size);
            raws = Arrays.copyOf(raws, 2 * size);
            scales = Arrays.copyOf(scales, 2 * size);
        }
        System.arraycopy(bounds, i, bounds, i + 1, size - i);
        System.arraycopy(raws, i, raws, i + 1, size - i);
        System.arraycopy(scales, i, scales, i + 1, size - i);
        bounds[i] = bound;
        size++;
    }

    void complete(boolean histogram) {
        if (histogram && (size == 0 || bounds[size - 1] != Double.POSITIVE_INFINITY)) {
            set(Double.POSITIVE_INFINITY, count, countScale);
        }
    }

    int size() {
        return size;
    }

    double bound(int i) {
        return bounds[i];
    }

    long raw(int i) {
        return raws[i];
    }

    byte scale(int i) {
        return scales[i];
    }

    long sum() {
        return sum;
    }

    byte sumScale() {
        return sumScale;
    }

    long count() {
        return count;
    }

    byte countScale() {
        return countScale;
    }
}
