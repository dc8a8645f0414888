package dev.sonde.core.metrics;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Our samples as simpleclient's objects, off the scrape path. */
final class Simpleclient {
    private Simpleclient() {}

    static List<MetricFamilySamples> samples(SampleBuffer buffer) {
        Map<String, MetricFamilySamples> byName = new LinkedHashMap<>();
        for (int i = 0; i < buffer.size(); i++) {
            Series series = buffer.series(i);
            MetricFamily family = series.family();
            MetricFamilySamples first = byName.computeIfAbsent(
                    family.name(),
                    name -> new MetricFamilySamples(name, type(family), family.help(), new ArrayList<>()));
            // as on a page, the first description of a family is the one that counts
            if (first.type == type(family) && first.help.equals(family.help())) {
                first.samples.add(sample(series, buffer.value(i)));
            }
        }
        return new ArrayList<>(byName.values());
    }

    /** simpleclient renames a counter without {@code _total}; as unknown it keeps its name. */
    private static Collector.Type type(MetricFamily family) {
        switch (family.type()) {
            case COUNTER:
                return family.name().endsWith("_total") ? Collector.Type.COUNTER : Collector.Type.UNKNOWN;
            case GAUGE:
                return Collector.Type.GAUGE;
            case SUMMARY:
                return Collector.Type.SUMMARY;
            case HISTOGRAM:
                return Collector.Type.HISTOGRAM;
            default:
                return Collector.Type.UNKNOWN;
        }
    }

    private static MetricFamilySamples.Sample sample(Series series, double value) {
        String name = new String(series.name(), StandardCharsets.UTF_8);
        String text = new String(series.labels(), StandardCharsets.UTF_8);
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        if (text.charAt(0) == '{') {
            labels(text, 1, names, values);
        }
        return new MetricFamilySamples.Sample(name, names, values, value);
    }

    private static void labels(String text, int from, List<String> names, List<String> values) {
        int at = from;
        while (text.charAt(at) != '}') {
            int equals = text.indexOf('=', at);
            names.add(text.substring(at, equals));
            StringBuilder value = new StringBuilder();
            at = equals + 2;
            for (char c = text.charAt(at); c != '"'; c = text.charAt(++at)) {
                if (c == '\\') {
                    c = text.charAt(++at);
                    value.append(c == 'n' ? '\n' : c);
                } else {
                    value.append(c);
                }
            }
            values.add(value.toString());
            at++;
            if (text.charAt(at) == ',') {
                at++;
            }
        }
    }
}
