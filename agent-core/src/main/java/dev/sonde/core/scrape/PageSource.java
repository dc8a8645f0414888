package dev.sonde.core.scrape;

/** Something whose page of metrics can be asked for: all collectors of an agent, or one of its targets. Thread-safe. */
public interface PageSource {
    /**
     * Takes a request and returns at once; {@link ScrapeRequest#answer} follows within its timeout.
     *
     * @throws FilterException when the request's filter cannot be followed; it is not answered then
     */
    void scrape(ScrapeRequest request) throws FilterException;
}
