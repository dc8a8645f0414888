package dev.sonde.db.redis.names;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.Series;
import java.util.Arrays;

/** A family of a page, and the labels that its series have. Immutable. */
public final class Family {
    private final MetricFamily family;
    private final String[] labels;
    private final String role;

    Family(MetricFamily family, String[] labels, String role) {
        this.family = family;
        this.labels = labels;
        this.role = role;
    }

    /** The series with these values of the labels. */
    public Series series(String... values) {
        return part("", values);
    }

    /** The part of a summary or histogram with these values of the labels. */
    public Series part(String suffix, String... values) {
        return family.series(suffix, labels, withRole(values));
    }

    /** The part of a summary or histogram with one more label. */
    public Series partWith(String suffix, String label, String value, String... values) {
        String[] names = Arrays.copyOf(labels, labels.length + 1);
        names[labels.length] = label;
        String[] full = withRole(values);
        String[] all = Arrays.copyOf(full, full.length + 1);
        all[full.length] = value;
        return family.series(suffix, names, all);
    }

    /** A series with labels of its own, for families whose label sets differ. */
    public Series labelled(String[] names, String[] values) {
        if (role.isEmpty()) {
            return family.series("", names, values);
        }
        String[] more = Arrays.copyOf(names, names.length + 1);
        more[names.length] = labels[labels.length - 1];
        return family.series("", more, withRole(values));
    }

    private String[] withRole(String[] values) {
        if (role.isEmpty()) {
            return values;
        }
        String[] all = Arrays.copyOf(values, values.length + 1);
        all[values.length] = role;
        return all;
    }
}
