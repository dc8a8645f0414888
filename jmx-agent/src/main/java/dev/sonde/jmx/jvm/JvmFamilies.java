package dev.sonde.jmx.jvm;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.MetricType;
import dev.sonde.core.metrics.Series;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A family under its present name and, where it had another, its old one; series are made once. One thread at a time. */
final class JvmFamilies {
    private final boolean oldNames;
    private final Map<String, Map<String, Series>> series = new HashMap<>();

    JvmFamilies(boolean oldNames) {
        this.oldNames = oldNames;
    }

    /** What a sample is called. Immutable. */
    static final class Name {
        private final MetricFamily family;
        private final @Nullable MetricFamily old;

        private Name(MetricFamily family, @Nullable MetricFamily old) {
            this.family = family;
            this.old = old;
        }

        /** @param labels of the samples; {@link #sample} takes no more than one value, for the first */
        static Name of(MetricType type, String name, @Nullable String oldName, String help, String... labels) {
            MetricFamily old = oldName == null ? null : MetricFamily.of(type, oldName, help, labels);
            return new Name(MetricFamily.of(type, name, help, labels), old);
        }
    }

    void sample(MetricSink sink, Name name, double value) {
        sample(sink, name, null, value);
    }

    void sample(MetricSink sink, Name name, @Nullable String label, double value) {
        sink.sample(series(name.family, label, ""), value);
        if (oldNames && name.old != null) {
            sink.sample(series(name.old, label, ""), value);
        }
    }

    void part(MetricSink sink, Name name, String suffix, String label, double value) {
        sink.sample(series(name.family, label, suffix), value);
    }

    private Series series(MetricFamily family, @Nullable String label, String suffix) {
        Map<String, Series> known = series.computeIfAbsent(family.name().concat(suffix), key -> new HashMap<>());
        String key = label == null ? "" : label;
        Series made = known.get(key);
        if (made == null) {
            made = label == null ? family.series() : labelled(family, label, suffix);
            known.put(key, made);
        }
        return made;
    }

    private static Series labelled(MetricFamily family, String label, String suffix) {
        byte[] labels = family.series(label).labels();
        return family.encoded(suffix, labels);
    }
}
