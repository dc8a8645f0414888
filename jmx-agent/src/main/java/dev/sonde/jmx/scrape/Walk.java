package dev.sonde.jmx.scrape;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Reads all MBeans, on a thread that may be lost to one that does not answer: then another goes on with the rest, and
 * the one is left alone until it has answered. Who waits for the values waits no longer than it wants to.
 *
 * <p>Its lock guards beans and nodes; no MBean is called with it held.
 */
final class Walk {
    private final ServerSource source;
    private final BeanList beans;
    private final BeanFetch fetch;
    private final Reader reader;
    private final Executor threads;
    private final boolean autoExclude;

    /** Who reads on; others have been passed by. */
    private @Nullable Object leader;

    private Bean[] list = new Bean[0];
    private int at;
    private @Nullable Bean current;
    private long currentSince;
    private boolean open;
    private boolean finished;
    private boolean preparing;
    private @Nullable String failure;
    private int failedValues;
    private volatile @Nullable MBeanServerConnection connection;

    Walk(ServerSource source, BeanList beans, BeanFetch fetch, Reader reader, Executor threads, boolean autoExclude) {
        this.source = source;
        this.beans = beans;
        this.fetch = fetch;
        this.reader = reader;
        this.threads = threads;
        this.autoExclude = autoExclude;
    }

    /**
     * Reads, for as long as that may take.
     *
     * @param millis until the caller goes on without what is missing
     * @param stallMillis how long one MBean may take before the others are no longer kept waiting for it
     */
    synchronized void run(long millis, long stallMillis) throws InterruptedException {
        failure = null;
        failedValues = 0;
        finished = false;
        current = null;
        reader.begin();
        if (preparing) {
            failure = "the MBean server does not answer";
            return;
        }
        preparing = true;
        open = true;
        Object first = new Object();
        leader = first;
        try {
            threads.execute(() -> lead(first));
            await(millis, stallMillis);
        } catch (RejectedExecutionException e) {
            preparing = false;
            failure = "all threads are held by MBeans that do not answer";
        } finally {
            open = false;
        }
    }

    private void await(long millis, long stallMillis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        long stall = TimeUnit.MILLISECONDS.toNanos(stallMillis);
        while (!finished) {
            long now = System.nanoTime();
            long left = deadline - now;
            if (left <= 0) {
                return;
            }
            long held = current == null ? 0 : now - currentSince;
            if (held >= stall) {
                Object next = new Object();
                leader = next;
                current = null;
                threads.execute(() -> follow(next));
                held = 0;
            }
            TimeUnit.NANOSECONDS.timedWait(this, Math.min(left, stall - held));
        }
    }

    /** On a thread of its own: finds out what there is to read, and reads it. */
    private void lead(Object me) {
        try {
            MBeanServerConnection server = source.connect();
            connection = server;
            Set<ObjectName> names = source.mayHaveChanged(server) ? beans.query(server) : null;
            if (prepared(names)) {
                readAll(me, server);
            }
        } catch (IOException | RuntimeException | StackOverflowError | LinkageError e) {
            source.failed();
            fail(me, e);
        }
    }

    private void follow(Object me) {
        MBeanServerConnection server = connection;
        try {
            if (server != null) {
                readAll(me, server);
            }
        } catch (IOException | RuntimeException | StackOverflowError | LinkageError e) {
            source.failed();
            fail(me, e);
        }
    }

    private void readAll(Object me, MBeanServerConnection server) throws IOException {
        for (Bean bean = next(me); bean != null; bean = next(me)) {
            @Nullable Object[] values = new Object[0];
            try {
                values = fetch.read(server, bean);
            } finally {
                take(bean, values);
            }
        }
    }

    private synchronized boolean prepared(@Nullable Set<ObjectName> names) {
        preparing = false;
        if (names != null) {
            beans.update(names);
        }
        list = beans.all();
        at = 0;
        return open;
    }

    private synchronized @Nullable Bean next(Object me) {
        if (!open || leader != me) {
            return null;
        }
        while (at < list.length) {
            Bean bean = list[at++];
            if (!bean.busy) {
                bean.busy = true;
                current = bean;
                currentSince = System.nanoTime();
                return bean;
            }
        }
        finished = true;
        notifyAll();
        return null;
    }

    private synchronized void take(Bean bean, @Nullable Object[] values) {
        bean.busy = false;
        Shape shape = bean.shape;
        if (open && shape != null && shape.names.length == values.length) {
            failedValues += bean.take(reader, shape, values);
            if (autoExclude) {
                fetch.prune(bean);
            }
        }
    }

    private synchronized void fail(Object me, Throwable cause) {
        preparing = false;
        if (leader == me) {
            failure = cause.toString();
            finished = true;
            notifyAll();
        }
    }

    /** Why nothing was read, or no more; null when there was no failure. */
    synchronized @Nullable String failure() {
        return failure;
    }

    /** Whether all MBeans were read, but for those that do not answer. */
    synchronized boolean isFinished() {
        return finished;
    }

    /** Values that could not be dealt with. */
    synchronized int failedValues() {
        return failedValues;
    }

    /** MBeans that have not answered yet. */
    synchronized int busy() {
        int busy = 0;
        for (Bean bean : list) {
            busy += bean.busy ? 1 : 0;
        }
        return busy;
    }

    synchronized int size() {
        return list.length;
    }
}
