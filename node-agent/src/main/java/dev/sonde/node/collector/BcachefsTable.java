package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.BinaryNumber;
import dev.sonde.node.linux.SysfsAttribute;

/** A file of lines {@code name: number number ...}. A line that cannot be read has no samples. One thread at a time. */
final class BcachefsTable {
    private static final int MOST_ROWS = 1024;

    private final String path;
    private final boolean heading;
    private final NamedRows rows;
    private final double[] numbers;

    /**
     * @param heading whether the first line is one
     * @param labels values of all labels but the last, which is the name of a line
     */
    BcachefsTable(String path, boolean heading, MetricFamily[] families, String... labels) {
        this.path = path;
        this.heading = heading;
        rows = new NamedRows(MOST_ROWS, families, labels);
        numbers = new double[families.length];
    }

    void update(MetricSink sink, SysfsAttribute attribute, ByteCursor cursor, BinaryNumber number) {
        if (!attribute.read(path)) {
            return;
        }
        cursor.reset(attribute.bytes(), attribute.start(), attribute.end());
        rows.begin();
        if (heading && !cursor.nextLine()) {
            return;
        }
        do {
            line(sink, cursor, number);
        } while (cursor.nextLine());
    }

    private void line(MetricSink sink, ByteCursor cursor, BinaryNumber number) {
        if (!cursor.word()) {
            return;
        }
        int from = cursor.wordStart();
        int to = cursor.wordEnd();
        if (cursor.bytes()[to - 1] == ':') {
            to--;
        }
        for (int i = 0; i < numbers.length; i++) {
            if (!cursor.word() || !number.parse(cursor.bytes(), cursor.wordStart(), cursor.wordEnd())) {
                return;
            }
            numbers[i] = number.value();
        }
        Series[] row = rows.get(cursor.bytes(), from, to);
        for (int i = 0; row != null && i < row.length; i++) {
            sink.sample(row[i], numbers[i]);
        }
    }
}
