package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.HumanNumber;
import org.jspecify.annotations.Nullable;

/** The directory of a set or of a device of it. What cannot be read has no sample. One thread at a time. */
final class BcacheFiles {
    /** A line of a file of {@code name: value}, and what it is shown as. */
    record Row(String key, String suffix, MetricFamily family) {}

    private static final BcacheMetric[] METRICS = BcacheMetric.values();

    private final BcacheMetric.Of of;
    private final String directory;
    private final String[] labels;
    private final @Nullable Series[] series = new Series[METRICS.length];
    private final Row[] rows;
    private final @Nullable Series[] seriesOfRows;
    private final ByteCursor cursor = new ByteCursor();
    private final HumanNumber number = new HumanNumber();

    BcacheFiles(BcacheMetric.Of of, String directory, Row[] rows, String... labels) {
        this.of = of;
        this.directory = directory;
        this.rows = rows;
        this.labels = labels;
        seriesOfRows = new Series[rows.length];
    }

    /** Hands over the files with one number each. */
    void numbers(MetricSink sink) {
        for (int i = 0; i < METRICS.length; i++) {
            BcacheMetric metric = METRICS[i];
            if (metric.of != of) {
                continue;
            }
            try (KernelFile file = new KernelFile(directory + metric.file, 64)) {
                if (file.read()
                        && cursor.reset(file).word()
                        && number.parse(cursor.bytes(), cursor.wordStart(), cursor.wordEnd())) {
                    Series made = series[i];
                    if (made == null) {
                        made = series[i] = metric.family.series(labels);
                    }
                    // Named after microseconds, the kernel counts nanoseconds there.
                    boolean nanos = metric == BcacheMetric.READ_TIME;
                    sink.sample(made, nanos ? number.value() / 1e9 : number.value());
                }
            }
        }
    }

    /** Hands over the rows of a file of many. */
    void rows(MetricSink sink, String name) {
        try (KernelFile file = new KernelFile(directory + name, 512)) {
            if (!file.read()) {
                return;
            }
            cursor.reset(file);
            do {
                if (cursor.wordUntil(':')) {
                    int row = row();
                    if (row >= 0 && cursor.word()) {
                        row(sink, row);
                    }
                }
            } while (cursor.nextLine());
        }
    }

    private int row() {
        for (int i = 0; i < rows.length; i++) {
            if (cursor.wordIs(rows[i].key)) {
                return i;
            }
        }
        return -1;
    }

    private void row(MetricSink sink, int row) {
        String suffix = rows[row].suffix;
        int end = cursor.wordEnd() - suffix.length();
        boolean whole = end >= cursor.wordStart();
        for (int i = 0; whole && i < suffix.length(); i++) {
            whole = cursor.bytes()[end + i] == suffix.charAt(i);
        }
        if (whole && number.parse(cursor.bytes(), cursor.wordStart(), end)) {
            Series made = seriesOfRows[row];
            if (made == null) {
                made = seriesOfRows[row] = rows[row].family.series(labels);
            }
            sink.sample(made, number.value());
        }
    }
}
