package dev.sonde.db.redis.info;

import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.db.number.GoNumber;
import java.nio.charset.StandardCharsets;

/** What becomes of one line of INFO, found by the line's key. One thread at a time. */
abstract class InfoField {
    /** A field that tells nothing we report. */
    static final InfoField IGNORED = new InfoField() {
        @Override
        void take(byte[] bytes, int from, int to, MetricSink sink) {
            // left out
        }
    };

    /** The scrape in which it came last: a server may send a field twice, and a page may not. */
    private long seen = -1;

    abstract void take(byte[] bytes, int from, int to, MetricSink sink);

    final void takeOnce(long scrape, byte[] bytes, int from, int to, MetricSink sink) {
        if (seen != scrape) {
            seen = scrape;
            take(bytes, from, to, sink);
        }
    }

    final boolean cameIn(long scrape) {
        return seen == scrape;
    }

    /** A number, or one of the words that stand for one. */
    static final class Value extends InfoField {
        private final Series series;
        private final int shift;

        Value(Series series, int shift) {
            this.series = series;
            this.shift = shift;
        }

        @Override
        void take(byte[] bytes, int from, int to, MetricSink sink) {
            if (from < to && bytes[from] > '9') {
                long word = word(bytes, from, to);
                if (word >= 0) {
                    sink.sample(series, word);
                    return;
                }
            }
            GoNumber.sample(sink, series, bytes, from, to, shift);
        }

        private static long word(byte[] bytes, int from, int to) {
            return switch (new String(bytes, from, to - from, StandardCharsets.ISO_8859_1)) {
                case "ok", "true" -> 1;
                case "err", "fail", "false" -> 0;
                default -> -1;
            };
        }
    }

    /** A text that other metrics have as a label, or that decides what else to ask the server for. */
    static final class Text extends InfoField {
        private String value = "";
        private boolean changed;

        @Override
        void take(byte[] bytes, int from, int to, MetricSink sink) {
            if (!same(bytes, from, to)) {
                value = new String(bytes, from, to - from, StandardCharsets.UTF_8);
                changed = true;
            }
        }

        private boolean same(byte[] bytes, int from, int to) {
            if (to - from != value.length()) {
                return false;
            }
            for (int i = 0; i < value.length(); i++) {
                if (bytes[from + i] != value.charAt(i)) {
                    return false;
                }
            }
            return true;
        }

        /** Empty when the field did not come in this scrape. */
        String in(long scrape) {
            return cameIn(scrape) ? value : "";
        }

        boolean takeChange(long scrape) {
            if (!cameIn(scrape) && !value.isEmpty()) {
                value = "";
                changed = true;
            }
            boolean was = changed;
            changed = false;
            return was;
        }
    }
}
