package dev.sonde.core.flags;

import org.jspecify.annotations.Nullable;

/** Durations in the syntax of Go's {@code time.ParseDuration}: {@code 1h2m3.5s}, {@code 250ms}, {@code -1.5h}, {@code 0}. */
public final class GoDuration {
    private static final String[] UNITS = {"ns", "us", "\u00b5s", "\u03bcs", "ms", "s", "m", "h"};
    private static final double[] NANOS = {1, 1e3, 1e3, 1e3, 1e6, 1e9, 60e9, 3600e9};

    private GoDuration() {}

    /** What is wrong with {@code text} as a duration, or null. */
    @Nullable public static String complaint(String text) {
        try {
            parseNanos(text);
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    /**
     * The duration in nanoseconds.
     *
     * @throws IllegalArgumentException saying what is wrong, without the text itself
     */
    public static long parseNanos(String text) {
        boolean negative = text.startsWith("-");
        int start = negative || text.startsWith("+") ? 1 : 0;
        if (text.substring(start).equals("0")) {
            return 0;
        }
        if (start == text.length()) {
            throw new IllegalArgumentException("expected a duration such as 5s");
        }
        double nanos = 0;
        int at = start;
        while (at < text.length()) {
            int unitAt = skip(text, at, true);
            int next = skip(text, unitAt, false);
            double number = Numbers.parse(text.substring(at, unitAt));
            if (Double.isNaN(number)) {
                throw new IllegalArgumentException("expected a duration such as 5s");
            }
            nanos += number * unit(text.substring(unitAt, next));
            at = next;
        }
        if (nanos > Long.MAX_VALUE) {
            throw new IllegalArgumentException("duration too large");
        }
        return negative ? -Math.round(nanos) : Math.round(nanos);
    }

    /**
     * The duration in milliseconds. What is not zero does not become zero: half a millisecond is 1, since zero often
     * means "off".
     *
     * @throws IllegalArgumentException saying what is wrong, without the text itself
     */
    public static long parseMillis(String text) {
        long nanos = parseNanos(text);
        long millis = nanos / 1_000_000;
        return millis == 0 ? Long.signum(nanos) : millis;
    }

    private static int skip(String text, int from, boolean number) {
        int at = from;
        while (at < text.length() && isNumeric(text.charAt(at)) == number) {
            at++;
        }
        return at;
    }

    private static boolean isNumeric(char c) {
        return c >= '0' && c <= '9' || c == '.';
    }

    private static double unit(String unit) {
        if (unit.isEmpty()) {
            throw new IllegalArgumentException("missing unit in duration");
        }
        for (int i = 0; i < UNITS.length; i++) {
            if (UNITS[i].equals(unit)) {
                return NANOS[i];
            }
        }
        throw new IllegalArgumentException("unknown unit \"" + unit + "\" in duration");
    }
}
