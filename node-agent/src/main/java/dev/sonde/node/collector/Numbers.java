package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.Unsigned;

/** Hands numbers of which a file does not say whether they have a sign (untyped families) to the sink. */
final class Numbers {
    private Numbers() {}

    /** The cursor's last word, a signed or unsigned 64-bit number; false when it is none. */
    static boolean sample(MetricSink sink, Series series, ByteCursor cursor) {
        byte[] bytes = cursor.bytes();
        if (cursor.wordEnd() > cursor.wordStart() && bytes[cursor.wordStart()] == '-') {
            long value = cursor.wordNumber();
            if (cursor.ok()) {
                sink.sample(series, value);
            }
        } else {
            long bits = cursor.wordU64();
            if (cursor.ok()) {
                Unsigned.sample(sink, series, bits);
            }
        }
        return cursor.ok();
    }
}
