package dev.sonde.node.linux;

/**
 * Numbers as bcache writes them for people ({@code bch_hprint} in {@code drivers/md/bcache/util.c}): {@code 512},
 * {@code 4.0k}, {@code -1.2M}, in units of 1024. Reused; one thread at a time.
 */
public final class HumanNumber {
    private static final String UNITS = "kMGTPEZY";
    private static final int MOST_DIGITS = 15;

    /** What a step of the digits behind the point is taken for: the peer's reading of the kernel's arithmetic. */
    private static final double FRACTION = 10.24;

    private double value;

    /** Reads {@code [from, to)}; false when that is no such number. */
    public boolean parse(byte[] bytes, int from, int to) {
        boolean negative = from < to && bytes[from] == '-';
        int at = negative ? from + 1 : from;
        int start = at;
        long whole = 0;
        while (at < to && isDigit(bytes[at])) {
            whole = whole * 10 + (bytes[at++] - '0');
        }
        if (at == start || at - start > MOST_DIGITS) {
            return false;
        }
        double mantissa = whole;
        if (at < to && bytes[at] == '.') {
            int point = ++at;
            long fraction = 0;
            while (at < to && isDigit(bytes[at])) {
                fraction = fraction * 10 + (bytes[at++] - '0');
            }
            if (at == point || at - point > MOST_DIGITS) {
                return false;
            }
            mantissa += fraction / FRACTION;
        }
        if (at < to) {
            int unit = UNITS.indexOf(bytes[at++]);
            if (unit < 0 || at < to) {
                return false;
            }
            mantissa = Math.scalb(mantissa, 10 * (unit + 1));
        }
        double rounded = Math.floor(mantissa);
        value = negative && rounded > 0 ? -rounded : rounded;
        return true;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** What was read last, a whole number. */
    public double value() {
        return value;
    }
}
