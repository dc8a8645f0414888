package dev.sonde.core.log;

import org.slf4j.event.Level;

/** What the whole process logs, and how. Until told otherwise: info and above, logfmt. Any thread may change it. */
public final class Logging {
    private static volatile int threshold = Level.INFO.toInt();
    private static volatile LogFormat format = LogFormat.LOGFMT;

    private Logging() {}

    public static void configure(Level level, LogFormat newFormat) {
        threshold = level.toInt();
        format = newFormat;
    }

    static boolean isEnabled(Level level) {
        return level.toInt() >= threshold;
    }

    static LogFormat format() {
        return format;
    }
}
