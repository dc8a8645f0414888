package dev.sonde.node.collector;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import java.util.Arrays;
import java.util.List;

/**
 * How many sessions there are of each seat, kind and origin: a series for each of the possible ones, so that a count goes
 * to zero and does not vanish. One thread at a time.
 */
final class LogindSessions {
    private static final MetricFamily FAMILY =
            MetricFamily.gauge("node_logind_sessions", "Sessions that logind has.", "seat", "remote", "type", "class");

    /** What logind knew at version 229; the first stands for what it has learned since. */
    private static final String[] TYPES = {"other", "unspecified", "tty", "x11", "wayland", "mir", "web"};

    private static final String[] CLASSES = {"other", "user", "greeter", "lock-screen", "background"};
    private static final int PER_SEAT = 2 * TYPES.length * CLASSES.length;

    private List<String> seats = List.of();
    private Series[] series = {};
    private int[] counts = {};

    /** @param named the seats; one without a name, that of remote sessions, is added */
    void begin(List<String> named) {
        if (series.length == 0 || !isSame(named)) {
            String[] all = named.toArray(new String[named.size() + 1]);
            all[named.size()] = "";
            seats = List.of(all);
            series = new Series[PER_SEAT * all.length];
            counts = new int[series.length];
            for (int i = 0; i < series.length; i++) {
                series[i] = FAMILY.series(
                        all[i / PER_SEAT],
                        i % 2 == 0 ? "false" : "true",
                        TYPES[i % PER_SEAT / 2 % TYPES.length],
                        CLASSES[i % PER_SEAT / 2 / TYPES.length]);
            }
        }
        Arrays.fill(counts, 0);
    }

    private boolean isSame(List<String> named) {
        return named.size() == seats.size() - 1
                && seats.subList(0, named.size()).equals(named);
    }

    /** A session of a seat that is not listed is not counted. */
    void add(String seat, boolean remote, String type, String sessionClass) {
        int seatIndex = seats.indexOf(seat);
        if (seatIndex >= 0) {
            int kind = index(CLASSES, sessionClass) * TYPES.length + index(TYPES, type);
            counts[seatIndex * PER_SEAT + 2 * kind + (remote ? 1 : 0)]++;
        }
    }

    private static int index(String[] known, String text) {
        for (int i = 0; i < known.length; i++) {
            if (known[i].equals(text)) {
                return i;
            }
        }
        return 0;
    }

    void emit(MetricSink sink) {
        for (int i = 0; i < series.length; i++) {
            sink.sample(series[i], counts[i]);
        }
    }
}
