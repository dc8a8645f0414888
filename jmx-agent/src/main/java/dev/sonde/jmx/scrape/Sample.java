package dev.sonde.jmx.scrape;

import dev.sonde.core.metrics.MetricType;
import dev.sonde.core.metrics.Series;
import dev.sonde.jmx.rules.Metric;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One series of a {@link Family}, and its value of the latest scrape. One thread at a time. */
final class Sample {
    private final Family family;
    private final MetricType type;
    private final byte[] labels;
    private final PathSource source;
    private final String attribute;
    private double factor;
    private boolean isFixed;
    private double value;
    private int seen;
    private boolean removed;
    /** Whether it was on the last page. */
    boolean present;
    /** As on the page; null until the family is put in order with this sample in it. */
    @Nullable Series series;

    Sample(Family family, Metric metric, byte[] labels, PathSource source) {
        this.family = family;
        this.type = metric.type;
        this.labels = labels;
        this.source = source;
        this.attribute = metric.attribute;
        update(metric);
    }

    /** Whether the metric would be the same series. */
    boolean isOf(Metric metric) {
        return family.name().equals(metric.name)
                && type == metric.type
                && attribute.equals(metric.attribute)
                && Arrays.equals(labels, Family.encode(metric));
    }

    void update(Metric metric) {
        factor = metric.factor;
        Double given = metric.value;
        isFixed = given != null;
        if (given != null) {
            value = given * factor;
        }
    }

    boolean isFixed() {
        return isFixed;
    }

    double factor() {
        return factor;
    }

    void set(int scrape, double number) {
        seen = scrape;
        if (!isFixed) {
            value = number;
        }
    }

    boolean isOfScrape(int scrape) {
        return seen == scrape && !removed;
    }

    boolean isRemoved() {
        return removed;
    }

    void remove() {
        removed = true;
        family.changed();
    }

    double value() {
        return value;
    }

    MetricType type() {
        return type;
    }

    /** As {@link Series#labels}, without what is added to tell samples apart. */
    byte[] labels() {
        return labels;
    }

    /** The attribute as patterns see it, for {@code _objectname}. */
    String origin() {
        return source.path().prefix() + attribute;
    }
}
