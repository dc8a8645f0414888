package dev.sonde.node.collector;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.Series;

/** The series of one device or CPU in a table of families. */
final class SeriesRow {
    private SeriesRow() {}

    /** A series of each family, in their order, all with these label values. */
    static Series[] of(MetricFamily[] families, String... labelValues) {
        Series[] row = new Series[families.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = families[i].series(labelValues);
        }
        return row;
    }
}
