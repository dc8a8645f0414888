package dev.sonde.db.kit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that does with each connection what a test says; closing it closes the connections. */
public final class TcpServer implements AutoCloseable {
    private final ServerSocket listening;
    private final Behaviour behaviour;
    private final List<Socket> sockets = new ArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();

    /** What is done with a connection; it is closed afterwards. */
    public interface Behaviour {
        void serve(Socket socket) throws IOException;
    }

    private TcpServer(ServerSocket listening, Behaviour behaviour) {
        this.listening = listening;
        this.behaviour = behaviour;
    }

    public static TcpServer start(Behaviour behaviour) throws IOException {
        TcpServer server = new TcpServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), behaviour);
        Thread thread = new Thread(server::accept, "tcp-server");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    /** Accepts and never says a word. */
    public static TcpServer mute() throws IOException {
        return start(socket -> {
            while (socket.getInputStream().read() >= 0) {
                // listens only
            }
        });
    }

    /** Hands through to another server, the first {@code bytes} of its answers, and then does {@code after}. */
    public static TcpServer through(int port, int bytes, Behaviour after) throws IOException {
        return start(client -> {
            try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
                Thread up = new Thread(() -> copy(client, server), "tcp-up");
                up.setDaemon(true);
                up.start();
                byte[] buffer = new byte[1024];
                int left = bytes;
                while (left > 0) {
                    int n = server.getInputStream().read(buffer, 0, Math.min(buffer.length, left));
                    if (n < 0) {
                        return;
                    }
                    client.getOutputStream().write(buffer, 0, n);
                    left -= n;
                }
                after.serve(client);
            }
        });
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // the other side has gone
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                accepted.incrementAndGet();
                synchronized (sockets) {
                    sockets.add(socket);
                }
                Thread thread = new Thread(() -> serve(socket), "tcp-serve");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            behaviour.serve(socket);
        } catch (IOException e) {
            // the client has gone, or the test is over
        }
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Connections so far. */
    public int accepted() {
        return accepted.get();
    }

    /** Connections that neither side has closed. */
    public int open() {
        synchronized (sockets) {
            sockets.removeIf(Socket::isClosed);
            return sockets.size();
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        synchronized (sockets) {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }
}
