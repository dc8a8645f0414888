package dev.sonde.node.linux;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelLines;
import dev.sonde.core.io.ReadError;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The mounts of NFS and their statistics, {@code proc/<pid>/mountstats}: {@code nfs_show_stats} in {@code
 * fs/nfs/super.c}, {@code rpc_clnt_show_stats} in {@code net/sunrpc/stats.c}, and {@code print_stats} of the transports.
 * Reused; one thread at a time.
 *
 * <p>A mount takes eight kilobytes and a host may have thousands, so they are read in pieces, in the file's order:
 * {@link #begin}, then for each {@link #nextMount} one {@link #readTotals} and {@link #nextOperation} until it is false.
 * A line that cannot be read has no numbers and is told of in {@link #malformed}.
 */
public final class NfsMountstats {
    /** Places in a transport's line as TCP has it; the others are put in the same places. */
    public static final int TRANSPORT = 13;

    private static final int OPERATION = 9;

    private static final int BYTES = 8;
    private static final int EVENTS = 27;
    private static final int LEAST_OF_OPERATION = 8;
    private static final int MOST_TRANSPORTS = 256;

    /** In UDP's line, what a connection has is missing behind these. */
    private static final int BEFORE_CONNECTION = 2;

    private static final int OF_CONNECTION = 3;
    private static final int LEAST_OF_UDP = 7;
    private static final int LEAST_OF_TCP = 10;

    private final KernelLines lines;
    private final ByteCursor cursor = new ByteCursor();
    private final RawText device = new RawText();
    private final RawText mountPoint = new RawText();
    private final RawText protocol = new RawText();
    private final long[] age = new long[1];
    private final long[] bytes = new long[BYTES];
    private final long[] events = new long[EVENTS];
    private final long[] operation = new long[OPERATION];
    private long[][] transports = {};
    private int ages;
    private int byteCounts;
    private int eventCounts;
    private int operationCounts;
    private int transportCount;
    private int lineStart;
    private int nameStart;
    private int nameEnd;
    private boolean held;
    private boolean inOperations;
    private @Nullable IOException malformed;

    public NfsMountstats(String path) {
        lines = new KernelLines(path);
    }

    /**
     * Goes back to the start of the file.
     *
     * @throws IOException when it cannot be read
     */
    public void begin() throws IOException {
        held = false;
        malformed = null;
        if (!lines.begin()) {
            throw new IOException(lines.failure());
        }
    }

    /**
     * Goes to the next mount of NFS, whatever there is before it.
     *
     * @throws IOException when the file could not be read to its end
     */
    public boolean nextMount() throws IOException {
        while (nextLine()) {
            if (isNfs()) {
                return true;
            }
        }
        if (lines.error() != ReadError.NONE) {
            throw new IOException(lines.failure());
        }
        return false;
    }

    private boolean nextLine() {
        if (held) {
            held = false;
        } else if (lines.next(cursor)) {
            lineStart = cursor.position();
        } else {
            return false;
        }
        return true;
    }

    /** Leaves the line for the next who asks for one. */
    private void hold() {
        cursor.position(lineStart);
        held = true;
    }

    /** {@code device server:/export mounted on /mnt with fstype nfs4 statvers=1.1}. */
    private boolean isNfs() {
        if (!isWord("device") || !cursor.word()) {
            return false;
        }
        device.set(cursor.bytes(), cursor.wordStart(), cursor.wordEnd());
        if (!isWord("mounted") || !isWord("on") || !cursor.word()) {
            return false;
        }
        mountPoint.set(cursor.bytes(), cursor.wordStart(), cursor.wordEnd());
        return isWord("with")
                && isWord("fstype")
                && cursor.word()
                && (cursor.wordIs("nfs") || cursor.wordIs("nfs4"))
                && cursor.word()
                && cursor.wordStartsWith("statvers=");
    }

    private boolean isWord(String expected) {
        return cursor.word() && cursor.wordIs(expected);
    }

    /** Reads what a mount has but for its operations. */
    public void readTotals() {
        ages = 0;
        byteCounts = 0;
        eventCounts = 0;
        transportCount = 0;
        inOperations = false;
        while (!inOperations && nextLine()) {
            if (!cursor.word()) {
                continue;
            }
            if (cursor.wordIs("age:")) {
                ages = numbers(age, 1);
            } else if (cursor.wordIs("bytes:")) {
                byteCounts = numbers(bytes, BYTES);
            } else if (cursor.wordIs("events:")) {
                eventCounts = numbers(events, 1);
            } else if (cursor.wordIs("xprt:")) {
                transport();
            } else if (isOtherMount()) {
                hold();
                return;
            } else {
                inOperations = cursor.wordIs("per-op");
            }
        }
    }

    /** A mount without a device begins with {@code no device}. */
    private boolean isOtherMount() {
        return cursor.wordIs("device") || cursor.wordIs("no");
    }

    /** Reads the operation that follows; false when the mount has no more. */
    public boolean nextOperation() {
        while (inOperations && nextLine()) {
            if (!cursor.word()) {
                continue;
            }
            if (isOtherMount()) {
                hold();
                break;
            }
            int from = cursor.wordStart();
            int to = cursor.wordEnd() - 1;
            operationCounts = numbers(operation, LEAST_OF_OPERATION);
            if (operationCounts > 0) {
                nameStart = from;
                nameEnd = to;
                return true;
            }
        }
        return false;
    }

    /** Takes the numbers that the line goes on with, as many as there are room; none when there are too few or odd ones. */
    private int numbers(long[] into, int least) {
        cursor.clear();
        int n = 0;
        while (n < into.length && cursor.word()) {
            into[n++] = cursor.wordU64();
        }
        if (n < least || !cursor.ok()) {
            bad();
            return 0;
        }
        return n;
    }

    private void bad() {
        if (malformed == null) {
            malformed = KernelFiles.malformed(lines, cursor, lineStart);
        }
    }

    private void transport() {
        if (transportCount == MOST_TRANSPORTS) {
            return;
        }
        if (transportCount == transports.length) {
            transports = Arrays.copyOf(transports, transportCount + 1);
            transports[transportCount] = new long[TRANSPORT];
        }
        cursor.word();
        int from = cursor.wordStart();
        int to = cursor.wordEnd();
        boolean udp = cursor.wordIs("udp");
        boolean rdma = cursor.wordIs("rdma");
        if (!udp && !rdma && !cursor.wordIs("tcp")) {
            bad();
            return;
        }
        long[] into = transports[transportCount];
        Arrays.fill(into, 0);
        int n = numbers(into, udp ? LEAST_OF_UDP : LEAST_OF_TCP);
        if (n == 0) {
            return;
        }
        if (udp) {
            System.arraycopy(
                    into,
                    BEFORE_CONNECTION,
                    into,
                    BEFORE_CONNECTION + OF_CONNECTION,
                    TRANSPORT - BEFORE_CONNECTION - OF_CONNECTION);
            Arrays.fill(into, BEFORE_CONNECTION, BEFORE_CONNECTION + OF_CONNECTION, 0);
        } else if (rdma) {
            // What follows is about chunks and registered memory.
            Arrays.fill(into, LEAST_OF_TCP, TRANSPORT, 0);
        }
        if (transportCount == 0) {
            protocol.set(cursor.bytes(), from, to);
        }
        transportCount++;
    }

    /** Server and export, as mounted; the kernel's escapes stay. */
    public RawText device() {
        return device;
    }

    /** The kernel's escapes stay. */
    public RawText mountPoint() {
        return mountPoint;
    }

    /** {@code tcp}, {@code udp} or {@code rdma}: one client has all its transports of one kind. */
    public RawText protocol() {
        return protocol;
    }

    /** Whether the age is known, 1 or 0. */
    public int ages() {
        return ages;
    }

    /** Seconds since it was mounted. */
    public long age() {
        return age[0];
    }

    /** How many of {@link #bytesOf} there are, 8 or none. */
    public int byteCounts() {
        return byteCounts;
    }

    /** A count of bytes or pages by its place. */
    public long bytesOf(int place) {
        return bytes[place];
    }

    /** How many of {@link #event} there are: 27, and 25 before 2.6.39. */
    public int eventCounts() {
        return eventCounts;
    }

    public long event(int place) {
        return events[place];
    }

    /** How many connections the mount has: several with the option nconnect. */
    public int transports() {
        return transportCount;
    }

    /** A number of a transport by its place in TCP's line, 0 for what the transport does not have. */
    public long transport(int transport, int place) {
        return transports[transport][place];
    }

    /** Bytes that hold the operation's name, without its colon, in {@code [nameStart, nameEnd)}; until the next line. */
    public byte[] name() {
        return cursor.bytes();
    }

    public int nameStart() {
        return nameStart;
    }

    public int nameEnd() {
        return nameEnd;
    }

    /** How many of {@link #operation} there are: 8, and 9 since Linux 5.3, which counts errors. */
    public int operationCounts() {
        return operationCounts;
    }

    public long operation(int place) {
        return operation[place];
    }

    /** The first line since {@link #begin} that could not be read, or null. */
    public @Nullable IOException malformed() {
        return malformed;
    }
}
