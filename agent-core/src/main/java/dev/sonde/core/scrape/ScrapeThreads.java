package dev.sonde.core.scrape;

import dev.sonde.core.io.AgentThreads;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that collect: one while all goes well, one more for each collector that may block or got stuck, bounded,
 * gone after a minute without work.
 */
final class ScrapeThreads {
    private static final long KEEP_SECONDS = 65;

    private final ThreadPoolExecutor pool;

    /** @param most threads at a time */
    ScrapeThreads(String agent, int most) {
        pool = new ThreadPoolExecutor(
                0, most, KEEP_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), new AgentThreads(agent, "scrape"));
    }

    /** False when all threads are taken. */
    boolean execute(Runnable work) {
        try {
            pool.execute(work);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    void close() {
        pool.shutdown();
    }
}
