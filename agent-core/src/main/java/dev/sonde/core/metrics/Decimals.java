package dev.sonde.core.metrics;

import java.math.BigDecimal;

/** Scaled decimals as doubles. */
public final class Decimals {
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18
    };
    private static final long EXACT = 1L << 53;

    private Decimals() {}

    /** The double nearest to {@code unscaled / 10^scale}: both operands are exact, so one division rounds once. */
    public static double toDouble(long unscaled, int scale) {
        if (unscaled <= EXACT && unscaled >= -EXACT) {
            return unscaled / POWERS[scale];
        }
        return scale == 0
                ? (double) unscaled
                : BigDecimal.valueOf(unscaled, scale).doubleValue();
    }
}
