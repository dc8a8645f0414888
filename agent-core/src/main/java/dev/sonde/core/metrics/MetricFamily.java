package dev.sonde.core.metrics;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Name, help and type of a family, encoded once. The name goes on the wire exactly as given: no suffix is added or
 * taken off, whatever the type. Immutable; made when a collector is made, or when a label set first appears, never per
 * scrape.
 *
 * <p>Two collectors may each hold a descriptor of the same family; the page merges them by name when type and help
 * agree, and keeps the first otherwise.
 */
public final class MetricFamily {
    private static final String TOTAL = "_total";

    private final String name;
    private final String help;
    private final MetricType type;
    private final String[] labelNames;
    private final byte[] textHeader;
    private final List<byte[]> sampleNames = new ArrayList<>(1);

    private MetricFamily(MetricType type, String name, String help, String[] labelNames) {
        this.type = type;
        this.name = name;
        this.help = help;
        this.labelNames = labelNames.clone();
        this.textHeader = header(name, type.text(), false);
    }

    public static MetricFamily of(MetricType type, String name, String help, String... labelNames) {
        return new MetricFamily(type, name, help, labelNames);
    }

    public static MetricFamily counter(String name, String help, String... labelNames) {
        return new MetricFamily(MetricType.COUNTER, name, help, labelNames);
    }

    public static MetricFamily gauge(String name, String help, String... labelNames) {
        return new MetricFamily(MetricType.GAUGE, name, help, labelNames);
    }

    public static MetricFamily untyped(String name, String help, String... labelNames) {
        return new MetricFamily(MetricType.UNTYPED, name, help, labelNames);
    }

    public String name() {
        return name;
    }

    public String help() {
        return help;
    }

    public MetricType type() {
        return type;
    }

    /**
     * The series with these label values, in the order of the family's label names.
     *
     * @throws IllegalArgumentException when the count differs from the label names'
     */
    public Series series(String... labelValues) {
        return series("", labelNames, labelValues);
    }

    /**
     * A series of any label set, for families whose label sets differ (a power supply names only what it knows), or a
     * part of a summary or histogram.
     *
     * @param suffix what follows the family name in the sample name: empty, {@code _bucket}, {@code _sum}, {@code
     *     _count}
     */
    public Series series(String suffix, String[] names, String[] values) {
        if (names.length != values.length) {
            throw new IllegalArgumentException(
                    name + " has " + names.length + " labels, not " + values.length + " values");
        }
        return new Series(this, sampleName(suffix), Series.encode(names, values));
    }

    /**
     * A series whose labels are encoded already, as {@link Series#labels} describes it.
     *
     * @param suffix as for {@link #series(String, String[], String[])}
     */
    public Series encoded(String suffix, byte[] labels) {
        return new Series(this, sampleName(suffix), labels);
    }

    /** Name and suffix, the same array each time. */
    private byte[] sampleName(String suffix) {
        synchronized (sampleNames) {
            for (byte[] known : sampleNames) {
                if (known.length == name.length() + suffix.length() && endsWith(known, suffix)) {
                    return known;
                }
            }
            byte[] made = (name + suffix).getBytes(StandardCharsets.UTF_8);
            sampleNames.add(made);
            return made;
        }
    }

    private static boolean endsWith(byte[] bytes, String ascii) {
        int from = bytes.length - ascii.length();
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[from + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** HELP and TYPE lines of text format 0.0.4, each with its line feed. Not to be changed. */
    public byte[] textHeader() {
        return textHeader;
    }

    /**
     * HELP and TYPE lines of OpenMetrics 1.0.0. A counter's family is named without {@code _total} there; a counter
     * that lacks the suffix is declared {@code unknown}, since its samples must keep their name.
     */
    public byte[] openMetricsHeader() {
        boolean total = name.endsWith(TOTAL);
        if (type == MetricType.UNTYPED || type == MetricType.COUNTER && !total) {
            return header(name, "unknown", true);
        }
        if (type == MetricType.COUNTER) {
            return header(name.substring(0, name.length() - TOTAL.length()), type.text(), true);
        }
        return header(name, type.text(), true);
    }

    private byte[] header(String wireName, String wireType, boolean openMetrics) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(64 + help.length() + 2 * wireName.length());
        Escapes.ascii(out, "# HELP ");
        Escapes.ascii(out, wireName);
        out.write(' ');
        Escapes.append(out, help, openMetrics);
        Escapes.ascii(out, "\n# TYPE ");
        Escapes.ascii(out, wireName);
        out.write(' ');
        Escapes.ascii(out, wireType);
        out.write('\n');
        return out.toByteArray();
    }

    @Override
    public String toString() {
        return type.text() + " " + name;
    }
}
