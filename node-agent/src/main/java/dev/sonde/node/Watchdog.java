package dev.sonde.node;

import dev.sonde.core.io.AgentThreads;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the service manager at intervals that the agent works, after a call to its own port has shown it; an agent that
 * does not answer stays silent and is restarted. What is sent asks for no page, and an answer of any kind will do: a
 * server with TLS refuses those bytes, and shows with it that its threads run. A scrape that hangs is no business of
 * the watchdog: it ends at its deadline, and its page says which collector was at fault.
 */
final class Watchdog implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Watchdog.class);

    /** HTTP/1.0: the server closes behind the answer. */
    private static final byte[] CALL = {
        'H', 'E', 'A', 'D', ' ', '/', '-', '/', 'h', 'e', 'a', 'l', 't', 'h', 'y', ' ', 'H', 'T', 'T', 'P', '/', '1',
        '.', '0', '\r', '\n', '\r', '\n'
    };

    private final InetSocketAddress address;
    private final Runnable alive;
    private final long limitMillis;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * @param listening an address that the agent's server listens to
     * @param alive tells the service manager
     * @param limitMillis silence after which the service manager acts; told twice as often
     */
    Watchdog(InetSocketAddress listening, Runnable alive, long limitMillis) {
        InetAddress host = listening.getAddress();
        this.address = host.isAnyLocalAddress()
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.getPort())
                : listening;
        this.alive = alive;
        this.limitMillis = limitMillis;
    }

    /**
     * What the service manager asks for, see sd_watchdog_enabled(3).
     *
     * @param environment of this process
     * @return milliseconds, 0 when it asks for nothing
     */
    static long limitMillis(Map<String, String> environment, long pid) {
        String micros = environment.getOrDefault("WATCHDOG_USEC", "");
        String meant = environment.getOrDefault("WATCHDOG_PID", "");
        if (micros.isEmpty() || !meant.isEmpty() && !meant.equals(Long.toString(pid))) {
            return 0;
        }
        try {
            return Math.max(0, Long.parseLong(micros) / 1000);
        } catch (NumberFormatException e) {
            log.warn("Not a time in microseconds, WATCHDOG_USEC={}", micros);
            return 0;
        }
    }

    Watchdog start() {
        new AgentThreads("node-agent", "watchdog").newThread(this::watch).start();
        return this;
    }

    private void watch() {
        boolean answered = true;
        try {
            do {
                boolean answers = answers();
                if (answers) {
                    alive.run();
                } else if (answered) {
                    log.error("The agent does not answer its own call, the service manager is not told that it works");
                }
                answered = answers;
            } while (!closed.await(limitMillis / 2, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the server reacts to a call within a quarter of the limit. */
    boolean answers() {
        int timeout = (int) Math.min(Integer.MAX_VALUE, Math.max(1, limitMillis / 8));
        try (Socket socket = new Socket()) {
            socket.connect(address, timeout);
            socket.setSoTimeout(timeout);
            OutputStream out = socket.getOutputStream();
            out.write(CALL);
            // The end of the connection is a reaction too.
            socket.getInputStream().read();
            return true;
        } catch (IOException e) {
            return e.getMessage() != null && e.getMessage().startsWith("Connection reset");
        }
    }

    /** Falls silent; the service manager then knows that the agent is stopping. */
    @Override
    public void close() {
        closed.countDown();
    }
}
