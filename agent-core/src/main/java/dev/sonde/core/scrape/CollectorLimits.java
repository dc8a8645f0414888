package dev.sonde.core.scrape;

/** What a single collector may take of a scrape. Immutable. */
public final class CollectorLimits {
    /** The time of the scrape, and any number of series. */
    public static final CollectorLimits NONE = new CollectorLimits(0, Integer.MAX_VALUE);

    final long timeoutMillis;
    final int series;

    /**
     * @param timeoutMillis a scrape does not wait longer for a collector, however patient its client; 0 or less for no
     *     such limit
     * @param series samples beyond that number are left out and counted
     */
    public CollectorLimits(long timeoutMillis, int series) {
        this.timeoutMillis = timeoutMillis;
        this.series = series;
    }
}
