package dev.sonde.jmx.scrape;

import dev.sonde.core.io.AgentThreads;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that read MBeans: one while all answer, a few more while some do not, none when nobody has asked for a
 * minute.
 */
final class WalkThreads implements Executor {
    private static final int MOST = 5;
    private static final long KEEP_SECONDS = 65;

    private final AgentThreads factory = new AgentThreads("jmx-agent", "mbeans");
    private final ThreadPoolExecutor pool =
            new ThreadPoolExecutor(0, MOST, KEEP_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), this::newThread);

    /** MBeans are the application's, and so is the loader they may ask their thread for. */
    private Thread newThread(Runnable work) {
        Thread thread = factory.newThread(work);
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        return thread;
    }

    /** @throws java.util.concurrent.RejectedExecutionException when all threads are held */
    @Override
    public void execute(Runnable work) {
        pool.execute(work);
    }
}
