package dev.sonde.node.linux;

/**
 * A stretch of time in which a zone's clock has one name and one offset.
 *
 * @param abbreviation as C's {@code tm_zone}: {@code CET}, {@code -03}
 * @param offsetSeconds east of UTC
 * @param from first second of it, Unix time
 * @param until first second after it
 */
public record ZonePeriod(String abbreviation, int offsetSeconds, long from, long until) {
    static final ZonePeriod UTC = new ZonePeriod("UTC", 0, Long.MIN_VALUE, Long.MAX_VALUE);

    public boolean holds(long epochSecond) {
        return epochSecond >= from && epochSecond < until;
    }
}
