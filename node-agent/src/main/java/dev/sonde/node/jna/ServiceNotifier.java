package dev.sonde.node.jna;

import dev.sonde.node.linux.Errno;
import dev.sonde.node.linux.SystemCalls;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the service manager how the agent is, see sd_notify(3). To be made only when the environment has
 * NOTIFY_SOCKET. Any thread. A message that cannot be delivered is logged; nothing is thrown.
 */
public final class ServiceNotifier {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceNotifier.class);

    private final byte[] address;

    /** @param socket value of NOTIFY_SOCKET: a path, or an abstract name behind an {@code @} */
    public ServiceNotifier(String socket) {
        address = socket.getBytes(StandardCharsets.UTF_8);
        if (address.length > 0 && address[0] == '@') {
            address[0] = 0;
        }
    }

    /** Start-up is over; {@code status} is one line that systemctl shows. */
    public void ready(String status) {
        send("READY=1\nSTATUS=" + status);
    }

    /** A reload has begun; {@link #ready} ends it. */
    public void reloading() {
        // nanoTime is CLOCK_MONOTONIC on Linux, which systemd asks for.
        send("RELOADING=1\nMONOTONIC_USEC=" + System.nanoTime() / 1000);
    }

    public void stopping() {
        send("STOPPING=1");
    }

    /** The agent works; to be said more often than WATCHDOG_USEC. */
    public void alive() {
        send("WATCHDOG=1");
    }

    private void send(String state) {
        SystemCalls calls = NativeCalls.get();
        String problem = calls == null ? NativeCalls.reason() : send(calls, state);
        if (problem != null) {
            LOG.warn("service manager was not told {}: {}", state.substring(0, state.indexOf('=')), problem);
        }
    }

    private @Nullable String send(SystemCalls calls, String state) {
        int result = calls.notify(address, state.getBytes(StandardCharsets.UTF_8));
        return result == 0 ? null : Errno.text(-result);
    }
}
