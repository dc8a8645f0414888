package dev.sonde.core.runtime;

import dev.sonde.core.io.AgentThreads;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of an agent's process: what has been started is closed once, the last one first, when the process gets
 * SIGTERM or SIGINT or is told to {@link #stop}. SIGHUP runs the reload actions. Any thread.
 *
 * <p>Closing gets a bounded time, in which a server may finish the scrapes under way; after it the process ends all
 * the same. After a signal the JVM's exit code is 128 + the signal, so 143 for SIGTERM.
 */
public final class Lifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

    private final AgentThreads threads;
    private final long graceMillis;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final List<Runnable> reloads = new ArrayList<>();
    private boolean closing;
    private volatile int exitCode;

    /**
     * @param agent the first part of thread names, such as {@code node}
     * @param graceMillis how long closing everything may take
     */
    public Lifecycle(String agent, long graceMillis) {
        this.threads = new AgentThreads(agent, "stop");
        this.graceMillis = graceMillis;
    }

    /** Takes charge of closing {@code component}. If everything is being closed already, closes it at once. */
    public <T extends AutoCloseable> T started(T component) {
        boolean late;
        synchronized (this) {
            late = closing;
            if (!late) {
                started.push(component);
            }
        }
        if (late) {
            close(component);
        }
        return component;
    }

    /** Has {@code action} run at each SIGHUP, on a thread of its own; what it throws is logged. */
    public synchronized void onReload(Runnable action) {
        reloads.add(action);
    }

    /**
     * Listens to signals and waits for the end. To be called last by {@code main}: the reflection behind SIGHUP is kept
     * off the way to the first scrape.
     *
     * @return the exit code for the process, once {@link #stop} has been called and everything is closed; at a signal
     *     the process ends without a return
     */
    public int await() throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(threads.newThread(this::closeAll));
        HangupSignal.handle(this::reload);
        stopping.await();
        closeAll();
        return exitCode;
    }

    /** Lets {@link #await} close everything and return {@code code}; the first call decides. */
    public synchronized void stop(int code) {
        if (stopping.getCount() > 0) {
            exitCode = code;
            stopping.countDown();
        }
    }

    /** Runs the reload actions as a SIGHUP does. */
    public void reload() {
        List<Runnable> actions;
        synchronized (this) {
            actions = new ArrayList<>(reloads);
        }
        LOG.info("Reloading");
        for (Runnable action : actions) {
            try {
                action.run();
            } catch (RuntimeException e) {
                LOG.error("Reload failed", e);
            }
        }
    }

    /** Closes everything, or waits for the thread that does; in both cases no longer than the grace. */
    void closeAll() {
        boolean first;
        synchronized (this) {
            first = !closing;
            closing = true;
        }
        if (first) {
            threads.newThread(this::closeInReverse).start();
        }
        try {
            if (!closed.await(graceMillis, TimeUnit.MILLISECONDS)) {
                LOG.atWarn().addKeyValue("grace_ms", graceMillis).log("Not everything could be closed in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeInReverse() {
        for (AutoCloseable component = next(); component != null; component = next()) {
            close(component);
        }
        closed.countDown();
    }

    private synchronized @Nullable AutoCloseable next() {
        return started.poll();
    }

    private static void close(AutoCloseable component) {
        try {
            component.close();
        } catch (Exception e) {
            LOG.atError()
                    .addKeyValue("component", component.getClass().getSimpleName())
                    .setCause(e)
                    .log("Could not be closed");
        }
    }
}
