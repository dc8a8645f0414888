package dev.sonde.core.http;

import dev.sonde.core.io.AgentThreads;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads for work that may take a while. A thread is added when work waits and none is free; one thread stays and
 * sleeps without a timer, the others end when they had nothing to do for a while. ThreadPoolExecutor can either queue
 * or grow before all its core threads are there, not this. Any thread.
 */
public final class WorkerPool extends AbstractExecutorService {
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final int maxThreads;
    private final int maxQueued;
    private final AgentThreads factory;
    private final Deque<Runnable> queue = new ArrayDeque<>();
    private int threads;
    private int free;
    private boolean shutdown;

    public WorkerPool(String agent, int maxThreads, int maxQueued) {
        this.factory = new AgentThreads(agent, "http");
        this.maxThreads = maxThreads;
        this.maxQueued = maxQueued;
    }

    /** @throws RejectedExecutionException when the queue is full or the pool is shut down */
    @Override
    public synchronized void execute(Runnable task) {
        if (!shutdown && queue.size() >= free && threads < maxThreads) {
            threads++;
            factory.newThread(new Worker(task)).start();
        } else if (!shutdown && queue.size() < maxQueued) {
            queue.add(task);
            notify();
        } else {
            throw new RejectedExecutionException(shutdown ? "shut down" : "too much work waiting");
        }
    }

    private final class Worker implements Runnable {
        private @Nullable Runnable first;

        Worker(Runnable first) {
            this.first = first;
        }

        @Override
        public void run() {
            Runnable task = first;
            first = null;
            for (; task != null; task = take()) {
                try {
                    task.run();
                } catch (Throwable e) {
                    Thread thread = Thread.currentThread();
                    thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
                }
            }
        }
    }

    private synchronized @Nullable Runnable take() {
        long deadline = System.nanoTime() + IDLE_NANOS;
        free++;
        try {
            while (queue.isEmpty()) {
                long left = deadline - System.nanoTime();
                if (shutdown || threads > 1 && left <= 0) {
                    return end();
                } else if (threads > 1) {
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                } else {
                    wait();
                }
            }
            return queue.poll();
        } catch (InterruptedException e) {
            return end();
        } finally {
            free--;
        }
    }

    private @Nullable Runnable end() {
        threads--;
        notifyAll();
        return null;
    }

    /** Takes no more work; what is queued is still done. */
    @Override
    public synchronized void shutdown() {
        shutdown = true;
        notifyAll();
    }

    @Override
    public synchronized List<Runnable> shutdownNow() {
        List<Runnable> left = new ArrayList<>(queue);
        queue.clear();
        shutdown();
        return left;
    }

    @Override
    public synchronized boolean isShutdown() {
        return shutdown;
    }

    @Override
    public synchronized boolean isTerminated() {
        return shutdown && threads == 0;
    }

    @Override
    public synchronized boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        long deadline = System.nanoTime() + unit.toNanos(timeout);
        while (!isTerminated() && deadline - System.nanoTime() > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
        }
        return isTerminated();
    }
}
