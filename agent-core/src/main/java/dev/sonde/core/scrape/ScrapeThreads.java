package dev.sonde.core.scrape;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that collect: one while all goes well, one more for each collector that may block or got stuck, bounded,
 * gone after a minute without work.
 */
final class ScrapeThreads {
    private static final long KEEP_SECONDS = 65;
    private static final long STACK_BYTES = 256 * 1024;

    private final ThreadPoolExecutor pool;

    /** @param most threads at a time */
    ScrapeThreads(String agent, int most) {
        AtomicInteger count = new AtomicInteger();
        ThreadFactory factory = work -> {
            Thread thread = new Thread(null, work, agent + "-scrape-" + count.incrementAndGet(), STACK_BYTES);
            thread.setDaemon(true);
            return thread;
        };
        pool = new ThreadPoolExecutor(0, most, KEEP_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
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
