package dev.sonde.core.scrape;

import dev.sonde.core.io.AgentThreads;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that collect: one while all goes well, one more for each collector that may block or got stuck, bounded,
 * gone after a minute without work. Work beyond the bound waits for a thread. An agent of many pages has one for all.
 * Thread-safe.
 */
public final class ScrapeThreads implements AutoCloseable {
    private static final long KEEP_SECONDS = 65;

    private final ThreadPoolExecutor pool;

    /**
     * @param agent name of the agent, for the names of the threads
     * @param most threads at a time
     */
    public ScrapeThreads(String agent, int most) {
        Handover queue = new Handover();
        pool = new ThreadPoolExecutor(
                0, most, KEEP_SECONDS, TimeUnit.SECONDS, queue, new AgentThreads(agent, "scrape"), queue::refused);
    }

    /** Takes work only for a thread that waits for some: else the pool is to start one, and only when full to queue it. */
    private static final class Handover extends LinkedTransferQueue<Runnable> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean offer(Runnable work) {
            return tryTransfer(work);
        }

        void refused(Runnable work, ThreadPoolExecutor pool) {
            if (!pool.isShutdown()) {
                super.offer(work);
            }
        }
    }

    /** False when the threads are closed. */
    boolean execute(Runnable work) {
        if (pool.isShutdown()) {
            return false;
        }
        pool.execute(work);
        return true;
    }

    /** Takes no more work; what runs ends by itself. */
    @Override
    public void close() {
        pool.shutdown();
    }
}
