package dev.sonde.core.exposition;

import dev.sonde.core.metrics.Decimals;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import java.nio.charset.StandardCharsets;

/**
 * A number as the text format writes it, kept as a decimal where that is exact. Accepts what Go's {@code ParseFloat}
 * accepts, less hexadecimal digits and underscores: signs, decimals, exponents, {@code NaN} without a sign, {@code Inf}
 * and {@code Infinity}, in any case. What does not fit a double is no number. Reused; one thread at a time.
 */
public final class TextNumber {
    /** The scale of a number that is kept as a double. */
    public static final byte DOUBLE = -1;

    private static final int EXACT_DIGITS = 15;
    private static final int LONG_DIGITS = 18;
    private static final int MAX_EXPONENT = 100_000;

    private long raw;
    private byte scale;

    /** The decimal without its point, or the bits of a double. */
    public long raw() {
        return raw;
    }

    /** Digits behind the point, 0 to 18, or {@link #DOUBLE}. */
    public byte scale() {
        return scale;
    }

    public double value() {
        return scale == DOUBLE ? Double.longBitsToDouble(raw) : Decimals.toDouble(raw, scale);
    }

    /** Hands a number that was kept as {@link #raw} and {@link #scale} to a sink. */
    public static void give(MetricSink sink, Series series, long raw, byte scale) {
        if (scale == 0) {
            sink.sample(series, raw);
        } else if (scale == DOUBLE) {
            sink.sample(series, Double.longBitsToDouble(raw));
        } else {
            sink.decimal(series, raw, scale);
        }
    }

    /** Reads {@code [from, to)}; false when that is no number. */
    boolean parse(byte[] bytes, int from, int to) {
        int i = from;
        boolean negative = i < to && bytes[i] == '-';
        if (i < to && (negative || bytes[i] == '+')) {
            i++;
        }
        long digits = 0;
        int significant = 0;
        int point = -1;
        int seen = 0;
        for (; i < to; i++) {
            int d = bytes[i] - '0';
            if (d >= 0 && d <= 9) {
                seen++;
                if (significant > 0 || d > 0) {
                    significant++;
                }
                if (significant <= LONG_DIGITS) {
                    digits = digits * 10 + d;
                }
            } else if (bytes[i] == '.' && point < 0) {
                point = seen;
            } else {
                break;
            }
        }
        if (seen == 0) {
            return point < 0 && special(bytes, i, to, negative, i > from);
        }
        int exponent = 0;
        if (i < to) {
            if (bytes[i] != 'e' && bytes[i] != 'E' || !isExponent(bytes, i + 1, to)) {
                return false;
            }
            exponent = exponent(bytes, i + 1, to);
        }
        int places = (point < 0 ? 0 : seen - point) - exponent;
        return decimal(negative ? -digits : digits, significant, places) || asDouble(bytes, from, to);
    }

    private static boolean isExponent(byte[] bytes, int from, int to) {
        int i = from;
        if (i < to && (bytes[i] == '+' || bytes[i] == '-')) {
            i++;
        }
        int first = i;
        while (i < to && bytes[i] >= '0' && bytes[i] <= '9') {
            i++;
        }
        return i == to && i > first;
    }

    private static int exponent(byte[] bytes, int from, int to) {
        int n = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] >= '0' && n < MAX_EXPONENT) {
                n = n * 10 + bytes[i] - '0';
            }
        }
        return bytes[from] == '-' ? -n : n;
    }

    /** Up to 15 digits a decimal names its nearest double in the fewest digits; whole numbers are rounded later. */
    private boolean decimal(long digits, int significant, int places) {
        if (digits == 0 && significant == 0) {
            return set(0, 0);
        }
        if (places == 0 && significant <= LONG_DIGITS) {
            return set(digits, 0);
        }
        if (significant > EXACT_DIGITS || significant - places > EXACT_DIGITS) {
            return false;
        }
        long n = digits;
        int left = places;
        while (left > 0 && n % 10 == 0) {
            n /= 10;
            left--;
        }
        for (; left < 0; left++) {
            n *= 10;
        }
        return left <= LONG_DIGITS && set(n, left);
    }

    private boolean set(long digits, int places) {
        raw = digits;
        scale = (byte) places;
        return true;
    }

    private boolean asDouble(byte[] bytes, int from, int to) {
        double d = Double.parseDouble(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
        return !Double.isInfinite(d) && set(d);
    }

    private boolean set(double d) {
        raw = Double.doubleToRawLongBits(d);
        scale = DOUBLE;
        return true;
    }

    private boolean special(byte[] bytes, int from, int to, boolean negative, boolean signed) {
        if (isWord(bytes, from, to, "nan")) {
            return !signed && set(Double.NaN);
        }
        return (isWord(bytes, from, to, "inf") || isWord(bytes, from, to, "infinity"))
                && set(negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
    }

    private static boolean isWord(byte[] bytes, int from, int to, String lowerCase) {
        if (to - from != lowerCase.length()) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if ((bytes[i] | 0x20) != lowerCase.charAt(i - from)) {
                return false;
            }
        }
        return true;
    }
}
