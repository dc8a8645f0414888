package dev.sonde.core.metrics;

import io.prometheus.client.Collector.MetricFamilySamples;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A family of simpleclient and what its samples are on our pages. Immutable. */
final class ForeignFamily {
    private static final String[] PLAIN = {""};
    private static final String[] SUMMARY = {"", "_sum", "_count"};
    private static final String[] HISTOGRAM = {"_bucket", "_sum", "_count"};
    private static final String CREATED = "_created";

    private final String source;
    private final MetricFamily family;
    private final String[] suffixes;
    private final boolean mayHaveCreated;

    private ForeignFamily(String source, MetricFamily family, boolean mayHaveCreated, String... suffixes) {
        this.source = source;
        this.family = family;
        this.mayHaveCreated = mayHaveCreated;
        this.suffixes = suffixes;
    }

    static ForeignFamily of(MetricFamilySamples from) {
        String name = from.name;
        String help = from.help == null ? "" : from.help;
        switch (from.type) {
            case COUNTER:
                return new ForeignFamily(name, MetricFamily.counter(name + "_total", help), true, PLAIN);
            case SUMMARY:
                return new ForeignFamily(name, MetricFamily.of(MetricType.SUMMARY, name, help), true, SUMMARY);
            case HISTOGRAM:
                return new ForeignFamily(name, MetricFamily.of(MetricType.HISTOGRAM, name, help), true, HISTOGRAM);
            case INFO:
                return new ForeignFamily(name, MetricFamily.gauge(name + "_info", help), false, PLAIN);
            case GAUGE:
            case STATE_SET:
                return new ForeignFamily(name, MetricFamily.gauge(name, help), false, PLAIN);
            default:
                return new ForeignFamily(name, MetricFamily.untyped(name, help), false, PLAIN);
        }
    }

    /** When the metric was made is no value that a page has room for. */
    boolean isLeftOut(String sample) {
        return mayHaveCreated
                && sample.length() == source.length() + CREATED.length()
                && sample.startsWith(source)
                && sample.endsWith(CREATED);
    }

    /** The series of a sample, or null when Prometheus would refuse it, and with it the page. */
    @Nullable Series series(MetricFamilySamples.Sample sample) {
        if (!isName(sample.name, true) || !areLabels(sample.labelNames, sample.labelValues)) {
            return null;
        }
        String[] names = sample.labelNames.toArray(new String[0]);
        String[] values = sample.labelValues.toArray(new String[0]);
        for (String suffix : suffixes) {
            if (sample.name.equals(family.name() + suffix)) {
                return family.series(suffix, names, values);
            }
        }
        return MetricFamily.untyped(sample.name, family.help()).series("", names, values);
    }

    private static boolean areLabels(List<String> names, List<String> values) {
        Set<String> distinct = new HashSet<>();
        for (String name : names) {
            if (!isName(name, false) || !distinct.add(name)) {
                return false;
            }
        }
        return names.size() == values.size() && !values.contains(null);
    }

    private static boolean isName(String name, boolean colons) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == ':' && colons;
            if (!letter && (i == 0 || c < '0' || c > '9')) {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
