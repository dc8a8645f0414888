package dev.sonde.node.collector;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.Unsigned;
import org.jspecify.annotations.Nullable;

/**
 * A file with one number and the family that shows it.
 *
 * @param file its name below the directory of a device
 * @param factor by which the number is multiplied, in 64 bits
 * @param scale digits of the number that stand behind the decimal point
 */
record AttributeMetric(String file, MetricFamily family, int factor, int scale) {
    /** A counter, or a gauge when the name does not end in {@code _total}. */
    static AttributeMetric of(String file, String name, String help, int factor, int scale, String... labels) {
        MetricFamily family = name.endsWith("_total")
                ? MetricFamily.counter(name, help, labels)
                : MetricFamily.gauge(name, help, labels);
        return new AttributeMetric(file, family, factor, scale);
    }

    void sample(MetricSink sink, Series series, long bits) {
        Unsigned.decimal(sink, series, bits * factor, scale);
    }

    /** The series of a device, each made when there is a first number for it. */
    static final class Of {
        private final AttributeMetric[] metrics;
        private final @Nullable Series[] series;
        private final String[] labelValues;

        Of(AttributeMetric[] metrics, String... labelValues) {
            this.metrics = metrics;
            this.labelValues = labelValues;
            series = new Series[metrics.length];
        }

        void sample(MetricSink sink, int metric, long bits) {
            Series made = series[metric];
            if (made == null) {
                made = series[metric] = metrics[metric].family.series(labelValues);
            }
            metrics[metric].sample(sink, made, bits);
        }
    }
}
