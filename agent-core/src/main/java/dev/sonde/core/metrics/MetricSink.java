package dev.sonde.core.metrics;

/**
 * Takes the samples of one collector in one scrape. Used by one thread at a time, the one that runs {@link
 * AgentCollector#update}; not to be kept beyond it.
 *
 * <p>Samples may come in any order; the page sorts families by name and series by labels. A scrape that hands over the
 * same {@link Series} objects in the same order as the one before costs no sorting and no encoding of labels.
 */
public interface MetricSink {
    /** A whole number. Beyond 2^53 it is rounded to the nearest double, as every Prometheus value is. */
    void sample(Series series, long value);

    /** Any double: NaN and infinities too. */
    void sample(Series series, double value);

    /**
     * The decimal number {@code unscaled / 10^scale}, dearer values of which (ticks, milliseconds, "0.52") then need no
     * floating-point printing. Goes on the wire as the double nearest to it.
     *
     * @param scale 0 to 18
     */
    void decimal(Series series, long unscaled, int scale);

    /** Number of this scrape, the same for all collectors of it; lets two of them share one reading of a file. */
    long scrapeId();

    /** Milliseconds until the scrape is answered with or without this collector; 0 when that has passed. */
    long remainingMillis();
}
