package dev.sonde.node.linux;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The assignments of an {@code os-release} file: {@code os-release(5)}. Quoting is read as the peer reads it, which is
 * neither quite a shell's nor JSON's: a {@code #} outside of quotes begins a comment even within a word, a backslash counts
 * only in double quotes, and there {@code \n} is a line feed. A line that makes no sense is passed over.
 */
public final class OsRelease {
    private OsRelease() {}

    public static Map<String, String> parse(String content) {
        Map<String, String> variables = new HashMap<>();
        for (String raw : content.split("\n")) {
            String line = raw.trim();
            if (line.startsWith("export ")) {
                line = line.substring("export ".length()).trim();
            }
            int equals = line.indexOf('=');
            if (equals <= 0 || line.charAt(0) == '#') {
                continue;
            }
            String value = value(line.substring(equals + 1).trim());
            if (value != null) {
                variables.put(line.substring(0, equals).trim(), value);
            }
        }
        return variables;
    }

    /** Null when a quote is not closed. */
    private static @Nullable String value(String text) {
        StringBuilder value = new StringBuilder(text.length());
        int kept = 0;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote == 0 && c == '#') {
                break;
            }
            if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            } else if (c == '\\' && quote == '"' && i + 1 < text.length()) {
                i = escape(text, i + 1, value);
            } else {
                value.append(c);
                if (quote == 0 && (c == ' ' || c == '\t')) {
                    continue;
                }
            }
            kept = value.length();
        }
        if (quote != 0) {
            return null;
        }
        // blanks before a comment are not part of it
        value.setLength(kept);
        return value.toString();
    }

    /** Appends what the escape at {@code i} stands for; the index of its last character. */
    private static int escape(String text, int i, StringBuilder value) {
        char c = text.charAt(i);
        int control = "bfnrt".indexOf(c);
        if (control >= 0) {
            value.append("\b\f\n\r\t".charAt(control));
        } else if (c == 'u' && hex(text, i + 1) >= 0) {
            value.append((char) hex(text, i + 1));
            return i + 4;
        } else if (c == '"' || c == '\\' || c == '$' || c == '`' || c == '/' || c == '\'') {
            value.append(c);
        } else {
            value.append('\\').append(c);
        }
        return i;
    }

    private static int hex(String text, int from) {
        if (from + 4 > text.length()) {
            return -1;
        }
        int code = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            code = code << 4 | digit;
        }
        return Character.isSurrogate((char) code) ? 0xfffd : code;
    }

    /** The leading {@code major} or {@code major.minor} of a version, 0 when it has none. */
    public static double majorMinor(String version) {
        int end = digits(version, 0);
        if (end == 0) {
            return 0;
        }
        if (end < version.length() && version.charAt(end) == '.') {
            end = digits(version, end + 1);
        }
        return Double.parseDouble(version.substring(0, end));
    }

    private static int digits(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    /** The start of a day {@code 2027-05-31} in Unix time, or {@link Long#MIN_VALUE} when the text is no day. */
    public static long day(String date) {
        if (date.length() != 10 || date.charAt(4) != '-' || date.charAt(7) != '-') {
            return Long.MIN_VALUE;
        }
        if (digits(date, 0) != 4 || digits(date, 5) != 7 || digits(date, 8) != 10) {
            return Long.MIN_VALUE;
        }
        int year = Integer.parseInt(date, 0, 4, 10);
        int month = Integer.parseInt(date, 5, 7, 10);
        int day = Integer.parseInt(date, 8, 10, 10);
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        if (month < 1 || month > 12 || day < 1 || day > length(month, leap)) {
            return Long.MIN_VALUE;
        }
        // days since 0000-03-01, from which on every month begins at the same day of the year
        int y = month < 3 ? year - 1 : year;
        int m = (month + 9) % 12;
        long days = 365L * y
                + Math.floorDiv(y, 4)
                - Math.floorDiv(y, 100)
                + Math.floorDiv(y, 400)
                + (153 * m + 2) / 5
                + day
                - 1;
        return (days - 719468) * 86400;
    }

    private static int length(int month, boolean leap) {
        if (month == 2) {
            return leap ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }
}
