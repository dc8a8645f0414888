package dev.sonde.jmx.scrape;

/** What is kept between scrapes about one place where values come from. Used under the lock of the {@link Walk}. */
abstract class Node {
    /**
     * Takes the value of this scrape.
     *
     * @param value neither null nor an {@link java.util.Optional}
     * @return the node to ask next time: this one, or one that suits the value better
     */
    abstract Node take(Reader reader, Place place, Object value);

    /** There will be no more values: gives up the series. */
    abstract void drop();

    /** Whether a value of its kind can never be shown, so that reading it is in vain. */
    boolean isUnusable() {
        return false;
    }
}
