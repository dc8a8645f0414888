package dev.sonde.node.collector;

import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.Series;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table of a kernel file, each with a series of some families. The name of a row is the last label. One
 * thread at a time.
 */
final class NamedRows implements LabelCache.Builder<NamedRows.Row> {
    /** A row, once in a scrape: a name that comes twice would give the same series twice. */
    static final class Row {
        private final Series[] series;
        private int scrape;

        private Row(Series[] series) {
            this.series = series;
        }
    }

    private final MetricFamily[] families;
    private final String[] labels;
    private final LabelCache<Row> rows;
    private int scrape;

    /** @param labels values of all labels but the last */
    NamedRows(int mostRows, MetricFamily[] families, String... labels) {
        this.families = families;
        this.labels = labels;
        rows = new LabelCache<>(mostRows, this);
    }

    @Override
    public Row build(String name) {
        String[] all = Arrays.copyOf(labels, labels.length + 1);
        all[labels.length] = name;
        return new Row(SeriesRow.of(families, all));
    }

    /** Starts a scrape. */
    void begin() {
        scrape++;
        rows.begin();
    }

    /** The row that {@code [from, to)} names, in the order of the families; null when it has been there already. */
    Series @Nullable [] get(byte[] bytes, int from, int to) {
        Row row = rows.get(bytes, from, to);
        if (row == null || row.scrape == scrape) {
            return null;
        }
        row.scrape = scrape;
        return row.series;
    }
}
