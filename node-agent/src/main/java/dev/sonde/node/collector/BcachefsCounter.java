package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.BinaryNumber;
import dev.sonde.node.linux.SysfsAttribute;

/** A file of {@code counters}: a line {@code since mount:} and one {@code since filesystem creation:}. */
final class BcachefsCounter {
    private static final String CREATION = "since filesystem creation";

    private final String path;
    private final Series series;

    BcachefsCounter(String path, Series series) {
        this.path = path;
        this.series = series;
    }

    void update(MetricSink sink, SysfsAttribute attribute, ByteCursor cursor, BinaryNumber number) {
        if (!attribute.read(path)) {
            return;
        }
        cursor.reset(attribute.bytes(), attribute.start(), attribute.end());
        do {
            if (cursor.wordUntil(':') && cursor.wordIs(CREATION)) {
                if (cursor.word() && number.parse(cursor.bytes(), cursor.wordStart(), cursor.wordEnd())) {
                    sink.sample(series, number.value());
                }
                return;
            }
        } while (cursor.nextLine());
    }
}
