package dev.sonde.node.linux;

import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;

/**
 * The kernel's u64 counters, kept as the 64 bits of a Java long. A counter that was decremented below zero is printed
 * by the kernel as nearly 2^64, so the upper half does occur and must neither fail nor turn negative.
 */
public final class Unsigned {
    private static final double[] POWERS = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

    private Unsigned() {}

    public static double toDouble(long bits) {
        return bits >= 0 ? bits : (bits >>> 1 | bits & 1) * 2.0;
    }

    public static void sample(MetricSink sink, Series series, long bits) {
        if (bits >= 0) {
            sink.sample(series, bits);
        } else {
            sink.sample(series, toDouble(bits));
        }
    }

    /** {@code bits / 10^scale}, scale 0 to 9. */
    public static void decimal(MetricSink sink, Series series, long bits, int scale) {
        if (bits >= 0) {
            sink.decimal(series, bits, scale);
        } else {
            sink.sample(series, toDouble(bits) / POWERS[scale]);
        }
    }
}
