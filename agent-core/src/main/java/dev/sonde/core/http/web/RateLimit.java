package dev.sonde.core.http.web;

/** A token bucket: it holds {@code burst} requests, and gets one back each interval. Any thread. */
final class RateLimit {
    private final long intervalNanos;
    private final int burst;
    private double tokens;
    private long filledAt;

    /** @param now of {@link System#nanoTime} */
    RateLimit(long intervalMillis, int burst, long now) {
        this.intervalNanos = intervalMillis * 1_000_000;
        this.burst = burst;
        this.tokens = burst;
        this.filledAt = now;
    }

    synchronized boolean allow(long now) {
        tokens = Math.min(burst, tokens + (double) (now - filledAt) / intervalNanos);
        filledAt = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }

    boolean sameAs(RateLimit other) {
        return intervalNanos == other.intervalNanos && burst == other.burst;
    }
}
