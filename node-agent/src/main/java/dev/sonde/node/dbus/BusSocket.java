package dev.sonde.node.dbus;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * A stream socket on which nothing waits longer than it is told to. One thread at a time. Deadlines are as of {@link
 * System#nanoTime}.
 */
final class BusSocket {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;

    private BusSocket(SocketChannel channel, Selector selector) throws IOException {
        this.channel = channel;
        this.selector = selector;
        channel.configureBlocking(false);
        key = channel.register(selector, 0);
    }

    static BusSocket connect(Path path, long deadlineNanos) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            Selector selector = Selector.open();
            try {
                BusSocket socket = new BusSocket(channel, selector);
                if (!channel.connect(UnixDomainSocketAddress.of(path))) {
                    do {
                        socket.await(SelectionKey.OP_CONNECT, deadlineNanos, "the connection");
                    } while (!channel.finishConnect());
                }
                return socket;
            } catch (IOException | RuntimeException e) {
                selector.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** @param what is waited for, for the message when it does not come */
    void write(ByteBuffer from, long deadlineNanos, String what) throws IOException {
        while (from.hasRemaining()) {
            if (channel.write(from) == 0) {
                await(SelectionKey.OP_WRITE, deadlineNanos, what);
            }
        }
    }

    /** Reads at least one byte. */
    void read(ByteBuffer into, long deadlineNanos, String what) throws IOException {
        int n = channel.read(into);
        while (n == 0) {
            await(SelectionKey.OP_READ, deadlineNanos, what);
            n = channel.read(into);
        }
        if (n < 0) {
            throw new BusException("the connection was closed before " + what);
        }
    }

    /** Reads what is there: -1 when the other side has closed, 0 when there is nothing. */
    int readNow(ByteBuffer into) throws IOException {
        return channel.read(into);
    }

    private void await(int operation, long deadlineNanos, String what) throws IOException {
        key.interestOps(operation);
        long left = deadlineNanos - System.nanoTime();
        if (left <= 0) {
            throw new BusException("no answer in time: " + what + " did not come");
        }
        selector.select(left / NANOS_PER_MILLI + 1);
        selector.selectedKeys().clear();
        if (Thread.interrupted()) {
            throw new BusException("interrupted before " + what);
        }
    }

    void close() {
        try {
            selector.close();
            channel.close();
        } catch (IOException e) {
            // it is given up anyway
            return;
        }
    }
}
