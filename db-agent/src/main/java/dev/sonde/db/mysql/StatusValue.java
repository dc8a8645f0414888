package dev.sonde.db.mysql;

import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.db.number.GoNumber;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** The texts of SHOW STATUS and its like as numbers, where they are any: words for on and off, and dates, too. */
final class StatusValue {
    private static final int LONGEST = 40;
    private static final DateTimeFormatter CERTIFICATE =
            DateTimeFormatter.ofPattern("MMM d HH:mm:ss yyyy", Locale.ROOT);
    private static final DateTimeFormatter PLAIN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private StatusValue() {}

    /** False, and nothing handed over, when that is no number. */
    static boolean sample(MetricSink sink, Series series, byte[] value) {
        if (value.length == 0 || value.length > LONGEST) {
            return false;
        }
        if (value[0] <= '9' && GoNumber.sample(sink, series, value, 0, value.length, 0)) {
            return true;
        }
        double number = word(new String(value, StandardCharsets.UTF_8));
        if (Double.isNaN(number)) {
            return value[0] > '9' && GoNumber.sample(sink, series, value, 0, value.length, 0);
        }
        sink.sample(series, number);
        return true;
    }

    private static double word(String text) {
        switch (text.toLowerCase(Locale.ROOT)) {
            case "yes", "on", "primary" -> {
                return 1;
            }
            case "no", "off", "disabled", "connecting", "non-primary", "disconnected" -> {
                return 0;
            }
            default -> {
                return date(text);
            }
        }
    }

    private static double date(String text) {
        try {
            if (text.length() >= 19 && text.charAt(4) == '-' && text.charAt(10) == ' ') {
                return LocalDateTime.parse(text, PLAIN).toEpochSecond(ZoneOffset.UTC);
            }
            if (text.endsWith(" GMT") || text.endsWith(" UTC")) {
                String plain = text.substring(0, text.length() - 4).replace("  ", " ");
                return LocalDateTime.parse(plain, CERTIFICATE).toEpochSecond(ZoneOffset.UTC);
            }
        } catch (DateTimeParseException e) {
            return Double.NaN;
        }
        return Double.NaN;
    }
}
