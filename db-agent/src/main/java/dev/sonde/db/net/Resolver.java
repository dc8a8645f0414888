package dev.sonde.db.net;

import dev.sonde.core.io.AgentThreads;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Names to addresses under a deadline, which Java's resolver does not have. A name is looked up once at a time; a lookup
 * that hangs costs one thread, however many wait for it, and there are at most {@value #MOST}. Thread-safe.
 */
public final class Resolver {
    private static final int MOST = 16;
    private static final long NANOS = 1_000_000;

    private final AgentThreads threads;
    private final Map<String, FutureTask<InetAddress[]>> running = new HashMap<>();

    public Resolver(String agent) {
        threads = new AgentThreads(agent, "resolver");
    }

    /**
     * @param host name or literal address
     * @throws UnknownHostException when there is no such name; the message says which
     * @throws SocketTimeoutException when there was no answer in time
     */
    public InetAddress[] resolve(String host, Deadline deadline) throws UnknownHostException, SocketTimeoutException {
        if (isLiteral(host)) {
            return InetAddress.getAllByName(host);
        }
        FutureTask<InetAddress[]> lookup = lookup(host);
        try {
            return lookup.get(deadline.millis() * NANOS, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new SocketTimeoutException("no answer from DNS about " + host);
        } catch (ExecutionException e) {
            throw new UnknownHostException("unknown host " + host);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SocketTimeoutException("interrupted");
        }
    }

    private FutureTask<InetAddress[]> lookup(String host) throws UnknownHostException {
        synchronized (running) {
            FutureTask<InetAddress[]> known = running.get(host);
            if (known != null) {
                return known;
            }
            if (running.size() >= MOST) {
                throw new UnknownHostException("too many names without an answer, not asked about " + host);
            }
            FutureTask<InetAddress[]> task = new FutureTask<>(() -> InetAddress.getAllByName(host));
            running.put(host, task);
            threads.newThread(() -> {
                        task.run();
                        synchronized (running) {
                            running.remove(host);
                        }
                    })
                    .start();
            return task;
        }
    }

    /** Digits and dots, or a colon: nothing to ask anybody about. */
    private static boolean isLiteral(String host) {
        boolean digits = true;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c == ':') {
                return true;
            }
            digits &= c >= '0' && c <= '9' || c == '.';
        }
        return digits || host.equals("localhost");
    }
}
