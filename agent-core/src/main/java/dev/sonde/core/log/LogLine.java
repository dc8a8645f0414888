package dev.sonde.core.log;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Builds one line of key-value pairs. Whatever the values hold, it stays one line. Used by one thread. */
final class LogLine {
    /** Longer values are cut, so that one message cannot flood the log. */
    static final int MAX_VALUE_CHARS = 16_384;

    private final StringBuilder out = new StringBuilder(160);
    private final boolean json;

    LogLine(LogFormat format) {
        this.json = format == LogFormat.JSON;
        if (json) {
            out.append('{');
        }
    }

    LogLine time(long epochMillis) {
        StringBuilder time = new StringBuilder(24);
        Timestamp.append(time, epochMillis);
        return add("time", time.toString());
    }

    LogLine add(String key, @Nullable Object value) {
        String text = text(value);
        if (json) {
            JsonText.string(out.append(out.length() > 1 ? "," : ""), key);
            JsonText.append(out.append(':'), value == null ? "null" : value, text);
        } else {
            LogfmtText.append(out.append(out.length() > 0 ? " " : ""), key);
            LogfmtText.append(out.append('='), text);
        }
        return this;
    }

    /** The line with its line end. */
    byte[] bytes() {
        return out.append(json ? "}\n" : "\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    static String text(@Nullable Object value) {
        String text;
        try {
            text = String.valueOf(value);
        } catch (RuntimeException | StackOverflowError e) {
            // A broken toString of somebody else's object is no reason to fail.
            text = "!" + e.getClass().getName();
        }
        // String.valueOf hands on what toString returns, which may be null.
        if (text == null) {
            return "null";
        }
        return text.length() <= MAX_VALUE_CHARS ? text : text.substring(0, MAX_VALUE_CHARS) + "...";
    }
}
