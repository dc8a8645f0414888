package dev.sonde.node.linux;

import dev.sonde.core.io.ByteCursor;

/**
 * Numbers as bcachefs writes them for people ({@code bch2_prt_human_readable_u64}): {@code 512}, {@code 1.50M}, {@code
 * 24.0Gi}, in units of 1024. Reused; one thread at a time.
 */
public final class BinaryNumber {
    private static final String UNITS = "kmgtpe";

    private final ByteCursor cursor = new ByteCursor();
    private double value;

    /** Reads {@code [from, to)}; false when that is no such number. */
    public boolean parse(byte[] bytes, int from, int to) {
        int end = to;
        if (end - 1 > from && bytes[end - 1] == 'i') {
            end--;
        }
        int unit = end > from ? UNITS.indexOf(Character.toLowerCase((char) bytes[end - 1])) : -1;
        if (unit < 0) {
            return whole(bytes, from, to);
        }
        long digits = cursor.reset(bytes, from, end - 1).decimal();
        if (!cursor.ok() || digits < 0 || cursor.wordEnd() < end - 1) {
            return false;
        }
        // The division of two exact numbers is rounded once; a power of two and what is behind the point cost nothing.
        value = Math.floor(Math.scalb(digits / Math.pow(10, cursor.scale()), 10 * (unit + 1)));
        return true;
    }

    private boolean whole(byte[] bytes, int from, int to) {
        value = Unsigned.toDouble(cursor.reset(bytes, from, to).u64());
        return cursor.ok() && cursor.wordEnd() == to;
    }

    /** What was read last, a whole number. */
    public double value() {
        return value;
    }
}
