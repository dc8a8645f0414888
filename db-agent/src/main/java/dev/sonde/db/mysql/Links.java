package dev.sonde.db.mysql;

import dev.sonde.db.net.Deadline;
import dev.sonde.db.net.Network;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one target, at most two, kept from scrape to scrape. A scrape that could not connect does not try
 * again for each of its collectors. Thread-safe.
 */
final class Links implements AutoCloseable {
    private final String name;
    private final Supplier<MysqlLogin> login;
    private final List<String> settings;
    private final Network network;
    private final int most;
    private final Deque<Link> idle = new ArrayDeque<>();
    private final List<Link> all = new ArrayList<>();
    private int opening;
    private int holders;
    private boolean closed;
    private long failedScrape = -1;
    private IOException failure = new IOException("");
    private long answeredScrape = -1;
    private long connectScrape = -1;
    private long connectNanos;

    /**
     * @param name of the target, for the log
     * @param login asked for at every connection, so that a changed file is in force with the next one
     */
    Links(String name, Supplier<MysqlLogin> login, List<String> settings, Network network, int most) {
        this.name = name;
        this.login = login;
        this.settings = settings;
        this.network = network;
        this.most = most;
    }

    String name() {
        return name;
    }

    /** A connection for one collector; to be given back. */
    Link take(long scrape, Deadline deadline, boolean fresh) throws IOException {
        synchronized (this) {
            while (true) {
                if (closed) {
                    throw new IOException("closed");
                }
                if (failedScrape == scrape) {
                    throw failure;
                }
                Link free = idle.poll();
                if (free != null && !fresh && !free.isDead()) {
                    return free;
                }
                if (free != null) {
                    forget(free);
                    continue;
                }
                if (holders == 0 && all.size() + opening < most) {
                    opening++;
                    break;
                }
                await(deadline);
            }
        }
        return open(scrape, deadline);
    }

    private void await(Deadline deadline) throws IOException {
        try {
            long left = deadline.nanoTime() - System.nanoTime();
            if (left <= 0) {
                throw new SocketTimeoutException("no connection came free in time");
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private Link open(long scrape, Deadline deadline) throws IOException {
        Link made = null;
        IOException problem = null;
        long start = System.nanoTime();
        try {
            made = Link.open(login.get(), settings, network, deadline);
            return made;
        } catch (IOException e) {
            problem = e;
            throw e;
        } catch (IllegalArgumentException e) {
            problem = new IOException(e.getMessage(), e);
            throw problem;
        } finally {
            opened(scrape, made, problem, System.nanoTime() - start);
        }
    }

    private synchronized void opened(long scrape, @Nullable Link made, @Nullable IOException problem, long nanos) {
        opening--;
        connectScrape = scrape;
        connectNanos = nanos;
        if (made != null) {
            all.add(made);
            if (closed) {
                made.kill();
            }
        } else if (problem != null && all.isEmpty()) {
            failedScrape = scrape;
            failure = problem;
        }
        notifyAll();
    }

    /** @param usable false when the connection has failed */
    synchronized void giveBack(Link link, boolean usable) {
        if (usable && !link.isDead() && !closed) {
            idle.push(link);
        } else {
            forget(link);
        }
        notifyAll();
    }

    private synchronized void forget(Link link) {
        all.remove(link);
        link.kill();
    }

    /** The server has said something in this scrape, be it a refusal. */
    synchronized void answered(long scrape) {
        answeredScrape = Math.max(scrape, answeredScrape);
    }

    synchronized boolean isUp(long scrape) {
        return answeredScrape >= scrape;
    }

    /** How long connecting took in this scrape; 0 when a kept connection was there. */
    synchronized long connectNanos(long scrape) {
        return connectScrape == scrape ? connectNanos : 0;
    }

    /**
     * The server's numbers of our connections, parted by commas; 0 when there is none. No other is opened until as many
     * calls of {@link #release} as of this, so that a statement sees none that is not among them.
     */
    synchronized String hold(Deadline deadline) throws IOException {
        holders++;
        while (opening > 0) {
            await(deadline);
        }
        StringBuilder ids = new StringBuilder("0");
        for (Link link : all) {
            ids.append(',').append(link.id());
        }
        return ids.toString();
    }

    synchronized void release() {
        holders--;
        notifyAll();
    }

    @Override
    public void close() {
        List<Link> goodbye;
        synchronized (this) {
            closed = true;
            goodbye = new ArrayList<>(idle);
            all.removeAll(goodbye);
            idle.clear();
            all.forEach(Link::kill);
            notifyAll();
        }
        goodbye.forEach(Link::close);
    }
}
