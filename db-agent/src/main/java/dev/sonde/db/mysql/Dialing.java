package dev.sonde.db.mysql;

import dev.sonde.db.net.HostPort;
import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A connection that the driver is making on this thread: how its socket and its TLS are to be, and the socket itself, by
 * which the watchdog ends whatever the driver waits for. The driver makes its helpers by reflection, so what they need to
 * know goes by the thread.
 */
final class Dialing {
    private static final ThreadLocal<@Nullable Dialing> CURRENT = new ThreadLocal<>();

    private final HostPort where;
    private final @Nullable SSLContext tls;
    private final String serverName;
    private volatile @Nullable Socket socket;
    private volatile boolean ended;

    /** @param serverName what the certificate has to be for; empty when nobody checks */
    Dialing(HostPort where, @Nullable SSLContext tls, String serverName) {
        this.where = where;
        this.tls = tls;
        this.serverName = serverName;
    }

    static Dialing current() {
        Dialing now = CURRENT.get();
        if (now == null) {
            throw new IllegalStateException("not connecting");
        }
        return now;
    }

    void begin() {
        CURRENT.set(this);
    }

    void done() {
        CURRENT.remove();
    }

    HostPort where() {
        return where;
    }

    @Nullable SSLContext tls() {
        return tls;
    }

    String serverName() {
        return serverName;
    }

    void use(Socket made) {
        socket = made;
        if (ended) {
            end();
        }
    }

    /** Closes the socket under the driver's hands. From any thread. */
    void end() {
        ended = true;
        Socket now = socket;
        if (now != null) {
            try {
                now.close();
            } catch (IOException e) {
                // it is gone either way
            }
        }
    }

    boolean isEnded() {
        return ended;
    }
}
