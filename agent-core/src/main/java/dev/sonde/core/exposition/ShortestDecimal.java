package dev.sonde.core.exposition;

import java.math.BigInteger;

/**
 * The shortest decimal that reads back as a given double, and of those the nearest to it: the Schubfach method (R.
 * Giulietti, "The Schubfach way to render doubles", 2022). Its 617 pairs of powers of ten are computed when a magnitude
 * is first printed, so nothing is paid at start. {@code Double.toString} cannot be used: before JDK 19 it is not
 * shortest.
 */
final class ShortestDecimal {
    private static final int FRACTION_BITS = 52;
    private static final int MIN_EXPONENT = -1074;
    private static final long HIDDEN = 1L << FRACTION_BITS;
    private static final long MASK_63 = (1L << 63) - 1;

    private static final int MIN_POWER = -324;
    private static final int MAX_POWER = 292;

    /** {@code floor(10^-k * 2^-r) + 1} of 126 bits as two halves of 63; zero while not computed. */
    private static final long[] POWERS = new long[2 * (MAX_POWER - MIN_POWER + 1)];

    private ShortestDecimal() {}

    /** @param bits of a finite double above zero */
    static int print(long bits, byte[] out, int at) {
        long fraction = bits & (HIDDEN - 1);
        int biased = (int) (bits >>> FRACTION_BITS);
        if (biased == 0) {
            return print(MIN_EXPONENT, fraction, true, out, at);
        }
        return print(MIN_EXPONENT - 1 + biased, HIDDEN | fraction, fraction != 0 || biased == 1, out, at);
    }

    /**
     * @param regular false at a power of two, where the gap below is half the gap above
     */
    private static int print(int q, long c, boolean regular, byte[] out, int at) {
        // the value is c * 2^q; all that lies between left and right reads back as it
        int odd = (int) c & 1;
        long value = c << 2;
        long left = regular ? value - 2 : value - 1;
        long right = value + 2;
        int k = regular ? floorLog10Pow2(q) : floorLog10ThreeQuartersPow2(q);
        int shift = q + floorLog2Pow10(-k) + 2;
        int index = 2 * (k - MIN_POWER);
        long high = POWERS[index];
        long low = POWERS[index + 1];
        if (high == 0 || low == 0) {
            compute(k);
            high = POWERS[index];
            low = POWERS[index + 1];
        }

        long v = roundToOdd(high, low, value << shift);
        long vLeft = roundToOdd(high, low, left << shift);
        long vRight = roundToOdd(high, low, right << shift);

        long s = v >> 2;
        if (s >= 10) {
            long below = s / 10 * 10;
            long above = below + 10;
            boolean belowIn = vLeft + odd <= below << 2;
            boolean aboveIn = (above << 2) + odd <= vRight;
            if (belowIn != aboveIn) {
                return NumberPrinter.digits(belowIn ? below : above, k, out, at);
            }
        }
        long t = s + 1;
        boolean sIn = vLeft + odd <= s << 2;
        boolean tIn = (t << 2) + odd <= vRight;
        if (sIn != tIn) {
            return NumberPrinter.digits(sIn ? s : t, k, out, at);
        }
        long middle = v - (s + t << 1);
        boolean lower = middle < 0 || middle == 0 && (s & 1) == 0;
        return NumberPrinter.digits(lower ? s : t, k, out, at);
    }

    /** The product shifted right by 126 bits, with its last bit set when anything was lost. */
    private static long roundToOdd(long high, long low, long factor) {
        long x1 = multiplyHigh(low, factor);
        long y0 = high * factor;
        long y1 = multiplyHigh(high, factor);
        long z = (y0 >>> 1) + x1;
        long w = y1 + (z >>> 63);
        return w | (z & MASK_63) + MASK_63 >>> 63;
    }

    /** {@code Math.multiplyHigh} of two numbers that are not negative; Java 8 has none. */
    private static long multiplyHigh(long a, long b) {
        long a0 = a & 0xffffffffL;
        long a1 = a >>> 32;
        long b0 = b & 0xffffffffL;
        long b1 = b >>> 32;
        long mid = a1 * b0 + (a0 * b0 >>> 32);
        return a1 * b1 + (mid >>> 32) + ((mid & 0xffffffffL) + a0 * b1 >>> 32);
    }

    /** Threads may race here: each half is either 0, and then computed again, or final. */
    private static synchronized void compute(int k) {
        int e = -k;
        int r = floorLog2Pow10(e) - 125;
        BigInteger power = BigInteger.TEN.pow(Math.abs(e));
        BigInteger g;
        if (e >= 0) {
            g = r >= 0 ? power.shiftRight(r) : power.shiftLeft(-r);
        } else {
            g = BigInteger.ONE.shiftLeft(-r).divide(power);
        }
        g = g.add(BigInteger.ONE);
        int index = 2 * (k - MIN_POWER);
        POWERS[index + 1] = g.longValue() & MASK_63;
        POWERS[index] = g.shiftRight(63).longValue();
    }

    private static int floorLog10Pow2(int e) {
        return (int) (e * 661_971_961_083L >> 41);
    }

    private static int floorLog10ThreeQuartersPow2(int e) {
        return (int) (e * 661_971_961_083L - 274_743_187_321L >> 41);
    }

    private static int floorLog2Pow10(int e) {
        return (int) (e * 913_124_641_741L >> 38);
    }
}
