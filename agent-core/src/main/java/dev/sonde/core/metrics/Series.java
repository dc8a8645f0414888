package dev.sonde.core.metrics;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One series: its family, the bytes of its sample's name, and those of its labels with escapes done, sorted by name and
 * followed by a blank, so that a scrape prints the number alone. Immutable. Collectors keep their series and hand the
 * same object to the sink on every scrape: the page's layout is compared by identity.
 *
 * <p>A name is one array for all series of a family. Series that are made one after the other with the same labels, as
 * those of one device or mount are, have these in one array too: on a large host most of the heap is series.
 */
public final class Series {
    private static final int RECENT = 8;

    /** The label sets made last. */
    private static final byte[][] recent = new byte[RECENT][];

    private static int oldest;

    private final MetricFamily family;
    private final byte[] name;
    private final byte[] labels;

    Series(MetricFamily family, byte[] name, byte[] labels) {
        this.family = family;
        this.name = name;
        this.labels = labels;
    }

    public MetricFamily family() {
        return family;
    }

    /** Name of the sample: the family's, with a suffix for the parts of summaries and histograms. Not to be changed. */
    public byte[] name() {
        return name;
    }

    /** {@code {a="b",c="d"} } as in both text formats, or the blank alone. Not to be changed. */
    public byte[] labels() {
        return labels;
    }

    private static byte[] shared(byte[] labels) {
        synchronized (recent) {
            for (byte[] known : recent) {
                if (Arrays.equals(known, labels)) {
                    return known;
                }
            }
            recent[oldest] = labels;
            oldest = (oldest + 1) % RECENT;
            return labels;
        }
    }

    static byte[] encode(String[] names, String[] values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(32 * names.length + 4);
        char separator = '{';
        String previous = "";
        for (int written = 0; written < names.length; written++) {
            int next = -1;
            for (int i = 0; i < names.length; i++) {
                if ((written == 0 || names[i].compareTo(previous) > 0)
                        && (next < 0 || names[i].compareTo(names[next]) < 0)) {
                    next = i;
                }
            }
            if (next < 0) {
                throw new IllegalArgumentException("label name twice in " + Arrays.toString(names));
            }
            previous = names[next];
            out.write(separator);
            Escapes.ascii(out, previous);
            out.write('=');
            out.write('"');
            Escapes.append(out, values[next], true);
            out.write('"');
            separator = ',';
        }
        if (names.length > 0) {
            out.write('}');
        }
        out.write(' ');
        return shared(out.toByteArray());
    }

    /** Order of names, then of labels, by their bytes; for series of one family that is the order of label values. */
    public static int compare(Series a, Series b) {
        int names = a.name == b.name ? 0 : compare(a.name, b.name);
        return names != 0 || a.labels == b.labels ? names : compare(a.labels, b.labels);
    }

    private static int compare(byte[] x, byte[] y) {
        int n = Math.min(x.length, y.length);
        for (int i = 0; i < n; i++) {
            if (x[i] != y[i]) {
                return (x[i] & 0xff) - (y[i] & 0xff);
            }
        }
        return x.length - y.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Series && compare(this, (Series) other) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(name) + Arrays.hashCode(labels);
    }

    /** {@code name{a="b",c="d"}}. */
    @Override
    public String toString() {
        return new String(name, StandardCharsets.UTF_8)
                + new String(labels, 0, labels.length - 1, StandardCharsets.UTF_8);
    }
}
