package dev.sonde.node.collector;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The series of an info family for one device, made anew when a label changes. One thread at a time. */
final class InfoSeries {
    private final MetricFamily family;
    private String[] values = {};
    private @Nullable Series series;

    InfoSeries(MetricFamily family) {
        this.family = family;
    }

    /** Hands over 1 with these labels; the array is kept. */
    void sample(MetricSink sink, String... labelValues) {
        Series made = series;
        if (made == null || !Arrays.equals(values, labelValues)) {
            made = series = family.series(labelValues);
            values = labelValues;
        }
        sink.sample(made, 1);
    }
}
