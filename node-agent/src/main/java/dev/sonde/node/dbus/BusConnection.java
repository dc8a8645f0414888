package dev.sonde.node.dbus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A connection to one service. Calls are sent together and answered in one wait: a hundred of them cost no more than
 * one. One thread at a time. After an exception it is of no more use and has to be closed.
 *
 * <p>What comes without being asked for, signals above all, is passed over. A message beyond {@link #LIMIT} is refused
 * before room is made for it.
 */
public final class BusConnection {
    /** So many calls may be without an answer: old buses allow a client 128. */
    public static final int MAX_CALLS = 32;

    /** The list of twenty thousand units is less; but a small heap must live through whatever comes. */
    static final int LIMIT =
            (int) Math.min(32 << 20, Math.max(1 << 20, Runtime.getRuntime().maxMemory() / 4));

    private static final int SMALL = 64 << 10;
    private static final int MAX_UNASKED = 10_000;
    private static final long CALL_NANOS = 5_000_000_000L;

    private final BusSocket socket;
    private final String destination;
    private final MessageWriter out = new MessageWriter();
    private final BusMessage message = new BusMessage();
    private final boolean[] answered = new boolean[MAX_CALLS];
    private byte[] bytes = new byte[4096];
    private int start;
    private int length;
    private int largest;
    private int serial;
    private int calls;

    private BusConnection(BusSocket socket, String destination) {
        this.socket = socket;
        this.destination = destination;
    }

    /**
     * @param destination name of the service on the bus; empty when the socket is the service's own
     * @param deadlineNanos as of {@link System#nanoTime}
     */
    static BusConnection open(Path path, String destination, long deadlineNanos) throws IOException {
        BusSocket socket = BusSocket.connect(path, deadlineNanos);
        try {
            Handshake.run(socket, deadlineNanos);
            BusConnection connection = new BusConnection(socket, destination);
            if (!destination.isEmpty()) {
                connection.hello(deadlineNanos);
            }
            return connection;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private void hello(long deadlineNanos) throws IOException {
        calls = 1;
        out.clear();
        out.call(++serial, "org.freedesktop.DBus", "/org/freedesktop/DBus", "Hello", "org.freedesktop.DBus");
        exchange(deadlineNanos, (call, reply) -> reply.body("s"));
    }

    /** Whether the other side has not closed the connection since it was last used. */
    boolean isAlive() {
        try {
            int n;
            do {
                if (length == 0) {
                    start = 0;
                }
                compact(bytes.length);
                n = socket.readNow(ByteBuffer.wrap(bytes, start + length, bytes.length - start - length));
                length += Math.max(0, n);
                skipWhole();
            } while (n > 0);
            return n == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Passes over messages that came between two exchanges. */
    private void skipWhole() throws BusException {
        while (length >= BusMessage.FIXED) {
            int whole = BusMessage.length(bytes, start, LIMIT);
            if (whole > length) {
                room(whole);
                return;
            }
            start += whole;
            length -= whole;
        }
    }

    /** Begins a new batch of calls. */
    public void begin() {
        out.clear();
        calls = 0;
    }

    public boolean isFull() {
        return calls == MAX_CALLS;
    }

    /**
     * Adds a call to the batch.
     *
     * @return its number in the batch, from 0
     */
    public int add(String path, String type, String member, String... arguments) {
        if (isFull()) {
            throw new IllegalStateException("more than " + MAX_CALLS + " calls");
        }
        out.call(++serial, destination, path, member, type, arguments);
        return calls++;
    }

    /** Adds the question for a property. */
    public int addGet(String path, String type, String property) {
        return add(path, "org.freedesktop.DBus.Properties", "Get", type, property);
    }

    /** Adds the question for all properties of one interface, or of all when {@code type} is empty. */
    public int addGetAll(String path, String type) {
        return add(path, "org.freedesktop.DBus.Properties", "GetAll", type);
    }

    /**
     * Sends the batch and waits for all its answers.
     *
     * @param deadlineNanos as of {@link System#nanoTime}; five seconds are the most in any case
     */
    public void exchange(long deadlineNanos, Replies replies) throws IOException {
        long now = System.nanoTime();
        long deadline = now + Math.min(CALL_NANOS, deadlineNanos - now);
        Arrays.fill(answered, false);
        largest = 0;
        socket.write(out.written(), deadline, "the bus taking a call");
        int first = serial - calls + 1;
        int open = calls;
        int unasked = 0;
        while (open > 0) {
            read(deadline);
            long call = message.replySerial() - first;
            if (message.isReply() && call >= 0 && call < calls && !answered[(int) call]) {
                answered[(int) call] = true;
                open--;
                replies.reply((int) call, message);
            } else if (++unasked > MAX_UNASKED) {
                throw new BusException("the bus sends messages that nobody asked for");
            }
        }
        if (bytes.length > SMALL && largest < bytes.length / 8 && length == 0) {
            bytes = new byte[Math.max(4096, 2 * largest)];
            start = 0;
        }
    }

    private void read(long deadline) throws IOException {
        fill(BusMessage.FIXED, deadline);
        int whole = BusMessage.length(bytes, start, LIMIT);
        fill(whole, deadline);
        largest = Math.max(largest, whole);
        message.parse(bytes, start, whole);
        start += whole;
        length -= whole;
    }

    private void fill(int wanted, long deadline) throws IOException {
        while (length < wanted) {
            room(wanted);
            ByteBuffer free = ByteBuffer.wrap(bytes, start + length, bytes.length - start - length);
            socket.read(free, deadline, "a whole answer");
            length = free.position() - start;
        }
    }

    /** Makes some room behind what has been read; not more than twice that, whatever length is announced. */
    private void room(int wanted) {
        compact(wanted);
        if (start + length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
    }

    /** Moves what has been read to the front when as much as that would not fit behind its start. */
    private void compact(int wanted) {
        if (start > 0 && wanted > bytes.length - start) {
            System.arraycopy(bytes, start, bytes, 0, length);
            start = 0;
        }
    }

    void close() {
        socket.close();
    }
}
