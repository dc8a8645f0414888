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
    /** Rows are kept until they have been read, in the heap that pages are made in. */
    private static final long LARGEST = Math.max(8 << 20, Runtime.getRuntime().maxMemory() / 8);

    private static final ThreadLocal<@Nullable Dialing> CURRENT = new ThreadLocal<>();

    private final HostPort where;
    private final @Nullable SSLContext tls;
    private final String serverName;
    private volatile @Nullable Socket socket;
    private volatile boolean ended;

    /** Only on the thread that uses the connection. */
    private long received;

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

    /** From here on the bytes of another answer are counted. */
    void answerBegins() {
        received = 0;
    }

    /** @throws IOException when the server sends more than anybody can want of it in one answer */
    void received(int bytes) throws IOException {
        received += bytes;
        if (received > LARGEST) {
            end();
            throw new IOException("answer larger than " + LARGEST + " bytes");
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
