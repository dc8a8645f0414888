package dev.sonde.core.metrics;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One series: its family and the bytes of {@code name{labels} } with escapes done, labels in the order of their names
 * and a blank at the end, so that a scrape prints the number alone. Immutable. Collectors keep their series and hand
 * the same object to the sink on every scrape: the page's layout is compared by identity.
 */
public final class Series {
    private final MetricFamily family;
    private final byte[] prefix;
    private final int nameLength;

    Series(MetricFamily family, byte[] prefix, int nameLength) {
        this.family = family;
        this.prefix = prefix;
        this.nameLength = nameLength;
    }

    public MetricFamily family() {
        return family;
    }

    /** What precedes the number on the wire, in both text formats. Not to be changed. */
    public byte[] prefix() {
        return prefix;
    }

    /** Bytes of {@link #prefix()} that are the sample name. */
    public int nameLength() {
        return nameLength;
    }

    static byte[] encode(String sampleName, String[] names, String[] values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(sampleName.length() + 32 * names.length + 4);
        Escapes.ascii(out, sampleName);
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
                throw new IllegalArgumentException("label name twice in " + sampleName + Arrays.toString(names));
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
        return out.toByteArray();
    }

    /** Byte order of name and labels; for series of one family that is the order of their label values. */
    public static int compare(Series a, Series b) {
        byte[] x = a.prefix;
        byte[] y = b.prefix;
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
        return other instanceof Series && Arrays.equals(prefix, ((Series) other).prefix);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(prefix);
    }

    @Override
    public String toString() {
        return new String(prefix, 0, prefix.length - 1, StandardCharsets.UTF_8);
    }
}
