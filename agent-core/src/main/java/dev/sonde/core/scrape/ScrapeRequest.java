package dev.sonde.core.scrape;

import dev.sonde.core.exposition.PageFormat;
import java.util.List;

/** One client that waits for a page. Its methods are called at most once each, but for the getters. */
public interface ScrapeRequest {
    List<String> collect();

    List<String> exclude();

    PageFormat format();

    boolean gzip();

    /** How long the client is to wait at most, milliseconds. */
    long timeoutMillis();

    /** Runs the action once after that time, unless {@link #answer} came before; called from the thread of the request. */
    void after(long millis, Runnable action);

    /**
     * Sends the page. From any thread; never throws.
     *
     * @param body the whole body, gzipped when {@link #gzip} says so; shared with other clients, not to be changed
     */
    void answer(byte[] body);

    /** Says that no page could be made. From any thread; never throws. */
    void fail();
}
