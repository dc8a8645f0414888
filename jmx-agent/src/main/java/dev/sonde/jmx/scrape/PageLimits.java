package dev.sonde.jmx.scrape;

/** Counts what is left out of a page. One thread at a time. */
final class PageLimits {
    private int room;
    private long beyond;
    private long negative;

    /** Starts a page. */
    void begin(int most) {
        room = most;
    }

    boolean hasRoom() {
        if (room == 0) {
            beyond++;
            return false;
        }
        room--;
        return true;
    }

    void negativeCounter() {
        negative++;
    }

    /** Samples so far that were beyond the most that a page may have. */
    long beyond() {
        return beyond;
    }

    /** Samples so far of counters that were below zero, which Prometheus' formats do not allow. */
    long negative() {
        return negative;
    }
}
