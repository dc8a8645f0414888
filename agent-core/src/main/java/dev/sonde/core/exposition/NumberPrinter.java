package dev.sonde.core.exposition;

import dev.sonde.core.metrics.Decimals;

/**
 * Prints numbers as Go's {@code strconv.FormatFloat(v, 'g', -1, 64)} does: the fewest digits that read back as the same
 * double, an exponent of at least two digits when it is below -4 or above 5, {@code NaN}, {@code +Inf}, {@code -Inf}.
 * Stateless.
 */
public final class NumberPrinter {
    /** Bytes that the longest number takes: {@code -2.2250738585072014e-308}. */
    public static final int MAX_LENGTH = 24;

    private static final long EXACT = 1L << 53;
    private static final long FIFTEEN_DIGITS = 1_000_000_000_000_000L;
    private static final int LARGEST_PLAIN_EXPONENT = 5;
    private static final int SMALLEST_PLAIN_EXPONENT = -4;
    private static final long SIGN = 1L << 63;

    private NumberPrinter() {}

    /**
     * Prints a whole number as the double nearest to it.
     *
     * @param out has {@link #MAX_LENGTH} bytes of room at {@code at}
     * @return the index behind the last byte
     */
    public static int print(long value, byte[] out, int at) {
        if (value >= 0 && value < 10) {
            out[at] = (byte) ('0' + value);
            return at + 1;
        }
        if (value > EXACT || value < -EXACT) {
            return print((double) value, out, at);
        }
        if (value < 0) {
            out[at] = '-';
            return digits(-value, 0, out, at + 1);
        }
        return digits(value, 0, out, at);
    }

    /** Prints the double nearest to {@code unscaled / 10^scale}, scale 0 to 18. */
    public static int print(long unscaled, int scale, byte[] out, int at) {
        if (scale == 0) {
            return print(unscaled, out, at);
        }
        // up to 15 digits a decimal is the shortest form of its nearest double
        if (unscaled >= FIFTEEN_DIGITS || unscaled <= -FIFTEEN_DIGITS) {
            return print(Decimals.toDouble(unscaled, scale), out, at);
        }
        if (unscaled == 0) {
            out[at] = '0';
            return at + 1;
        }
        if (unscaled < 0) {
            out[at] = '-';
            return digits(-unscaled, -scale, out, at + 1);
        }
        return digits(unscaled, -scale, out, at);
    }

    /** Prints any double. */
    public static int print(double value, byte[] out, int at) {
        long whole = (long) value;
        if (whole == value && whole < EXACT && whole > -EXACT && (whole != 0 || !isNegativeZero(value))) {
            return print(whole, out, at);
        }
        int i = at;
        long bits = Double.doubleToRawLongBits(value);
        if (Double.isNaN(value)) {
            out[i++] = 'N';
            out[i++] = 'a';
            out[i++] = 'N';
            return i;
        }
        if (bits < 0) {
            out[i++] = '-';
            bits &= ~SIGN;
        }
        if (bits == 0) {
            out[i++] = '0';
            return i;
        }
        if (bits == 0x7ffL << 52) {
            if (i == at) {
                out[i++] = '+';
            }
            out[i++] = 'I';
            out[i++] = 'n';
            out[i++] = 'f';
            return i;
        }
        return ShortestDecimal.print(bits, out, i);
    }

    private static boolean isNegativeZero(double value) {
        return Double.doubleToRawLongBits(value) < 0;
    }

    /** Prints {@code significand * 10^exponent} for a positive significand, without its trailing zeros. */
    static int digits(long significand, int exponent, byte[] out, int at) {
        long n = significand;
        int tens = exponent;
        while (n >= 10 && n % 10 == 0) {
            n /= 10;
            tens++;
        }
        int count = count(n);
        int scientific = count - 1 + tens;
        if (scientific > LARGEST_PLAIN_EXPONENT || scientific < SMALLEST_PLAIN_EXPONENT) {
            return scientific(n, count, scientific, out, at);
        }
        if (tens >= 0) {
            int end = at + count + tens;
            for (int i = end - 1; i >= at + count; i--) {
                out[i] = '0';
            }
            place(n, out, at, at + count);
            return end;
        }
        int before = count + tens;
        if (before > 0) {
            int end = at + count + 1;
            long rest = n;
            int i = end;
            while (i > at + before + 1) {
                long q = rest / 10;
                out[--i] = (byte) ('0' + (rest - q * 10));
                rest = q;
            }
            out[at + before] = '.';
            place(rest, out, at, at + before);
            return end;
        }
        int i = at;
        out[i++] = '0';
        out[i++] = '.';
        for (int zero = before; zero < 0; zero++) {
            out[i++] = '0';
        }
        place(n, out, i, i + count);
        return i + count;
    }

    private static int scientific(long n, int count, int exponent, byte[] out, int at) {
        int end;
        if (count == 1) {
            out[at] = (byte) ('0' + n);
            end = at + 1;
        } else {
            end = at + count + 1;
            place(n, out, at + 1, end);
            out[at] = out[at + 1];
            out[at + 1] = '.';
        }
        out[end++] = 'e';
        int e = exponent;
        if (e < 0) {
            out[end++] = '-';
            e = -e;
        } else {
            out[end++] = '+';
        }
        if (e >= 100) {
            out[end++] = (byte) ('0' + e / 100);
            e %= 100;
        }
        out[end++] = (byte) ('0' + e / 10);
        out[end++] = (byte) ('0' + e % 10);
        return end;
    }

    /** Writes the digits of n so that they fill {@code [from, to)}. */
    private static void place(long n, byte[] out, int from, int to) {
        long rest = n;
        int i = to;
        while (rest > Integer.MAX_VALUE) {
            long q = rest / 10;
            out[--i] = (byte) ('0' + (rest - q * 10));
            rest = q;
        }
        int small = (int) rest;
        while (i > from) {
            int q = small / 10;
            out[--i] = (byte) ('0' + (small - q * 10));
            small = q;
        }
    }

    private static int count(long n) {
        int count = 1;
        long power = 10;
        while (count < 19 && n >= power) {
            count++;
            power *= 10;
        }
        return count;
    }
}
