package dev.sonde.db.redis.resp;

import dev.sonde.db.net.Deadline;
import dev.sonde.db.net.HostPort;
import dev.sonde.db.net.Resolver;
import dev.sonde.db.net.Watchdog;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a server of the Redis family: TCP, TLS or a unix socket. Whatever is asked of it is over at the
 * deadline given, because the watchdog closes the socket then. One thread at a time, but {@link #close} from any.
 */
public final class Connection implements Closeable {
    private static final int PIECE = 16 << 10;

    private final Closeable socket;
    private final InputStream in;
    private final OutputStream out;
    private final Watchdog watchdog;
    private volatile boolean timedOut;
    private volatile boolean closed;

    private Connection(Closeable socket, InputStream in, OutputStream out, Watchdog watchdog) {
        this.socket = socket;
        this.in = in;
        this.out = out;
        this.watchdog = watchdog;
    }

    /** What TLS needs; {@code serverName} is what the certificate has to be for, empty when nobody checks. */
    public record Tls(SSLContext context, String serverName) {}

    /**
     * Connects; the handshake of TLS is part of it.
     *
     * @throws IOException saying what went wrong; a {@link SocketTimeoutException} when it took too long
     */
    public static Connection open(
            HostPort address, @Nullable Tls tls, Resolver resolver, Watchdog watchdog, Deadline deadline)
            throws IOException {
        return address.isUnix() ? unix(address, watchdog) : tcp(address, tls, resolver, watchdog, deadline);
    }

    private static Connection unix(HostPort address, Watchdog watchdog) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(address.socket()));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw new IOException("dial " + address + ": " + e.getMessage(), e);
        }
        return new Connection(channel, Channels.newInputStream(channel), Channels.newOutputStream(channel), watchdog);
    }

    private static Connection tcp(
            HostPort address, @Nullable Tls tls, Resolver resolver, Watchdog watchdog, Deadline deadline)
            throws IOException {
        Socket plain = connect(address, resolver, deadline);
        try {
            plain.setTcpNoDelay(true);
            plain.setKeepAlive(true);
            Socket socket = tls == null ? plain : handshake(plain, address, tls, watchdog, deadline);
            return new Connection(plain, socket.getInputStream(), socket.getOutputStream(), watchdog);
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    /** Tries the addresses of the name one after the other, each with its share of the time that is left. */
    private static Socket connect(HostPort address, Resolver resolver, Deadline deadline) throws IOException {
        InetAddress[] found = resolver.resolve(address.host(), deadline);
        IOException first = null;
        for (int i = 0; i < found.length; i++) {
            Socket socket = new Socket();
            try {
                socket.connect(
                        new InetSocketAddress(found[i], address.port()),
                        Math.max(1, deadline.millis() / (found.length - i)));
                return socket;
            } catch (IOException e) {
                socket.close();
                first = first == null ? e : first;
            }
        }
        String why = first == null ? "no address" : String.valueOf(first.getMessage());
        if (first instanceof SocketTimeoutException) {
            throw new SocketTimeoutException("dial tcp " + address + ": i/o timeout");
        }
        throw new IOException("dial tcp " + address + ": " + why, first);
    }

    private static Socket handshake(Socket plain, HostPort address, Tls tls, Watchdog watchdog, Deadline deadline)
            throws IOException {
        // Java is content with the name of the socket where the one asked for does not fit, so it gets the latter
        String name = tls.serverName().isEmpty() ? address.host() : tls.serverName();
        SSLSocket socket = (SSLSocket) tls.context().getSocketFactory().createSocket(plain, name, address.port(), true);
        if (!tls.serverName().isEmpty()) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
        }
        boolean[] late = new boolean[1];
        Watchdog.Watch watch = watchdog.watch(deadline, () -> {
            late[0] = true;
            shut(plain);
        });
        try {
            socket.startHandshake();
            return socket;
        } catch (IOException e) {
            if (late[0] || deadline.isOver()) {
                throw new SocketTimeoutException("TLS handshake with " + address + " timed out");
            }
            throw new IOException("TLS handshake with " + address + ": " + e.getMessage(), e);
        } finally {
            watch.cancel();
        }
    }

    /**
     * Sends the commands and reads their replies. After an exception the connection is closed; the replies that had come
     * whole by then are there.
     */
    public void exchange(Commands commands, Replies replies, Deadline deadline) throws IOException {
        if (commands.count() == 0) {
            return;
        }
        timedOut = false;
        deadline.millis();
        Watchdog.Watch watch = watchdog.watch(deadline, this::late);
        try {
            int length = commands.length();
            for (int at = 0; at < length; at += PIECE) {
                out.write(commands.bytes(), at, Math.min(PIECE, length - at));
            }
            out.flush();
            replies.read(in, commands.count());
        } catch (IOException e) {
            close();
            if (timedOut) {
                throw new SocketTimeoutException("read timed out");
            }
            throw e;
        } catch (RuntimeException e) {
            close();
            throw e;
        } finally {
            watch.cancel();
        }
    }

    private void late() {
        timedOut = true;
        close();
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        shut(socket);
    }

    private static void shut(Closeable what) {
        try {
            what.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }
}
