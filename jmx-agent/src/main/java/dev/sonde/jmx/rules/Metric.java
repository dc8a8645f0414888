package dev.sonde.jmx.rules;

import dev.sonde.core.metrics.MetricType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an attribute is to be on the page. Immutable. */
public final class Metric {
    /** Without reserved suffixes: a counter gets its {@code _total} on the page. */
    public final String name;

    public final MetricType type;
    public final String help;
    /** Valid and without duplicates. */
    public final List<String> labelNames;

    public final List<String> labelValues;
    /** Takes the place of the attribute's value; null when that counts. */
    public final @Nullable Double value;
    /** By which a number is multiplied. */
    public final double factor;
    /** The attribute as its rule saw it, for telling apart what would be the same series. */
    public final String attribute;

    Metric(
            String name,
            MetricType type,
            String help,
            List<String> labelNames,
            List<String> labelValues,
            @Nullable Double value,
            double factor,
            String attribute) {
        this.name = name;
        this.type = type;
        this.help = help;
        this.labelNames = labelNames;
        this.labelValues = labelValues;
        this.value = value;
        this.factor = factor;
        this.attribute = attribute;
    }
}
