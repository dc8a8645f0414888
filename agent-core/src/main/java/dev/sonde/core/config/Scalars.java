package dev.sonde.core.config;

import dev.sonde.core.flags.GoDuration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** What scalars mean when a type is asked for; as Go's yaml decodes into typed fields. */
final class Scalars {
    private static final Set<String> TRUE = words("y Y yes Yes YES true True TRUE on On ON");
    private static final Set<String> FALSE = words("n N no No NO false False FALSE off Off OFF");
    private static final String SIZE_PREFIXES = "KMGTPE";
    private static final long MILLIS_PER_DAY = 86_400_000L;

    private Scalars() {}

    static boolean isTrue(String text) {
        return TRUE.contains(text);
    }

    static boolean isFalse(String text) {
        return FALSE.contains(text);
    }

    /** Decimal, hexadecimal, octal and binary, with underscores between digits. */
    static long integer(String text) {
        String digits = text.replace("_", "");
        boolean negative = digits.startsWith("-");
        int sign = negative || digits.startsWith("+") ? 1 : 0;
        int radix = radix(digits, sign);
        int prefix = radix == 10 ? 0 : Character.isDigit(digits.charAt(sign + 1)) ? 1 : 2;
        String rest = digits.substring(sign + prefix);
        if (rest.startsWith("-") || rest.startsWith("+")) {
            throw new NumberFormatException(text);
        }
        return Long.parseLong(negative ? "-" + rest : rest, radix);
    }

    private static int radix(String digits, int at) {
        if (digits.length() <= at + 1 || digits.charAt(at) != '0') {
            return 10;
        }
        switch (digits.charAt(at + 1)) {
            case 'x':
            case 'X':
                return 16;
            case 'b':
            case 'B':
                return 2;
            case 'o':
            case 'O':
                return 8;
            default:
                return Character.isDigit(digits.charAt(at + 1)) ? 8 : 10;
        }
    }

    static double number(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        switch (word) {
            case ".inf":
            case "+.inf":
                return Double.POSITIVE_INFINITY;
            case "-.inf":
                return Double.NEGATIVE_INFINITY;
            case ".nan":
                return Double.NaN;
            default:
                break;
        }
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789+-.eE_".indexOf(text.charAt(i)) < 0) {
                return integer(text);
            }
        }
        return Double.parseDouble(text.replace("_", ""));
    }

    /** Prometheus puts years, weeks and days before what Go knows. */
    static long durationMillis(String text) {
        try {
            return daysAndLess(text);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("duration too large");
        }
    }

    private static long daysAndLess(String text) {
        long millis = 0;
        int done = 0;
        for (int i = 0; i < text.length(); i++) {
            int days = days(text.charAt(i));
            if (days > 0) {
                millis = Math.addExact(millis, Math.multiplyExact(count(text, done, i), days * MILLIS_PER_DAY));
                done = i + 1;
            }
        }
        return done > 0 && done == text.length()
                ? millis
                : Math.addExact(millis, GoDuration.parseMillis(text.substring(done)));
    }

    private static int days(char unit) {
        return unit == 'd' ? 1 : unit == 'w' ? 7 : unit == 'y' ? 365 : 0;
    }

    private static long count(String text, int from, int to) {
        try {
            if (to > from && Character.isDigit(text.charAt(from))) {
                return Long.parseLong(text.substring(from, to));
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new IllegalArgumentException("expected a duration such as 5s");
    }

    static long bytes(String text) {
        String size = text.trim().toUpperCase(Locale.ROOT);
        size = size.endsWith("B") ? size.substring(0, size.length() - 1) : size;
        size = size.endsWith("I") ? size.substring(0, size.length() - 1) : size;
        int power = size.isEmpty() ? 0 : SIZE_PREFIXES.indexOf(size.charAt(size.length() - 1)) + 1;
        String number = (power > 0 ? size.substring(0, size.length() - 1) : size).trim();
        long value = Long.parseLong(number);
        if (value < 0 || value > Long.MAX_VALUE >> 10 * power) {
            throw new NumberFormatException(text);
        }
        return value << 10 * power;
    }

    private static Set<String> words(String words) {
        return new HashSet<>(Arrays.asList(words.split(" ")));
    }
}
