package dev.sonde.db.mysql;

import dev.sonde.core.flags.GoDuration;
import dev.sonde.db.options.Options;

/** How often dear collectors ask, {@code --exporter.collector_interval=info_schema.tables=5m}. */
final class Intervals {
    static final String OPTION = "exporter.collector_interval";

    private Intervals() {}

    /** @throws IllegalArgumentException for an interval of no collector, or none at all */
    static void check(Options options) {
        for (String text : options.texts(OPTION)) {
            String[] parts = parts(text);
            if (!MysqlCollectors.labels().contains(parts[0])) {
                throw new IllegalArgumentException("--" + OPTION + ": no such collector: " + parts[0]);
            }
            String complaint = GoDuration.complaint(parts[1]);
            if (complaint != null) {
                throw new IllegalArgumentException("--" + OPTION + "=" + text + ": " + complaint);
            }
        }
    }

    /** Milliseconds; 0 when the collector asks with every scrape. */
    static long millis(Options options, String collector) {
        long millis = 0;
        for (String text : options.texts(OPTION)) {
            String[] parts = parts(text);
            if (parts[0].equals(collector)) {
                millis = GoDuration.parseMillis(parts[1]);
            }
        }
        return millis;
    }

    private static String[] parts(String text) {
        int equals = text.indexOf('=');
        return equals < 0
                ? new String[] {text, ""}
                : new String[] {text.substring(0, equals), text.substring(equals + 1)};
    }
}
