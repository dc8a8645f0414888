package dev.sonde.node.linux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Dump requests over a netlink socket that stays open between them (netlink(7), RFC 3549). One thread at a time.
 *
 * <p>The kernel answers in parts, of at most 32 KB, which are handed over as they come: memory does not grow with the
 * answer. When something changed between two of them it says so and the dump is asked for again; after {@value
 * #ATTEMPTS} attempts what the last one brought stands. When it had no room for a part (NLMSG_OVERRUN, ENOBUFS), the
 * dump is asked for again too, but one with a hole never stands. After any error the socket is closed, so that no part
 * of an old answer is taken for one of the next.
 */
final class NetlinkDump {
    static final int HEADER = 16;
    private static final int ATTEMPTS = 3;
    private static final int FIRST_CAPACITY = 32 << 10;
    private static final int MAX_CAPACITY = 1 << 20;

    private static final int NLMSG_ERROR = 2;
    private static final int NLMSG_DONE = 3;
    private static final int NLMSG_OVERRUN = 4;
    private static final int NLM_F_REQUEST_DUMP = 0x301;
    private static final int NLM_F_DUMP_INTR = 0x10;

    /** Takes the messages of a dump. */
    interface Handler {
        /** A dump begins, maybe anew: what came before is void. */
        void begin();

        /** One message of the kind asked for: its payload, behind the netlink header, is {@code [from, to)}. */
        void message(byte[] bytes, int from, int to);
    }

    private enum Part {
        MORE,
        DONE,
        LOST,
        CUT
    }

    private final SystemCalls calls;
    private final int protocol;
    private ByteBuffer buffer = ByteBuffer.allocateDirect(FIRST_CAPACITY);
    private byte[] part = new byte[FIRST_CAPACITY];
    private int fd = -1;
    private int sequence;
    private boolean changing;

    NetlinkDump(SystemCalls calls, int protocol) {
        this.calls = calls;
        this.protocol = protocol;
    }

    /**
     * Sends the request and hands the answer over.
     *
     * @param request a whole message, of which length, flags and sequence are filled in here
     * @param answerType {@code nlmsg_type} of the messages to hand over
     * @throws SystemCallException naming the step and the error
     * @throws IOException when the answer makes no sense
     */
    void run(byte[] request, int answerType, Handler handler) throws IOException {
        boolean whole = false;
        try {
            for (int attempt = 1; !whole; attempt++) {
                if (fd < 0) {
                    fd = calls.netlink(protocol);
                    check(fd, "socket");
                }
                send(request);
                handler.begin();
                whole = receive(answerType, handler, attempt == ATTEMPTS);
            }
        } finally {
            if (!whole) {
                close();
            }
        }
    }

    private void send(byte[] request) throws IOException {
        sequence++;
        set(request, 0, request.length);
        request[6] = (byte) NLM_F_REQUEST_DUMP;
        request[7] = (byte) (NLM_F_REQUEST_DUMP >> 8);
        set(request, 8, sequence);
        check(calls.send(fd, request, request.length), "send");
    }

    /** False when the dump has to be asked for again. */
    private boolean receive(int answerType, Handler handler, boolean last) throws IOException {
        changing = false;
        while (true) {
            int length = calls.receive(fd, buffer);
            if (length == -Errno.EINTR) {
                continue;
            }
            if (length == -Errno.ENOBUFS && !last) {
                close();
                return false;
            }
            check(length, "receive");
            if (length > buffer.capacity()) {
                grow(length);
                return false;
            }
            buffer.get(0, part, 0, length);
            switch (messages(length, answerType, handler)) {
                case DONE -> {
                    return !changing || last;
                }
                case LOST -> {
                    if (last) {
                        check(-Errno.ENOBUFS, "receive");
                    }
                    close();
                    return false;
                }
                case CUT -> throw new IOException("netlink: answer is cut short");
                default -> {}
            }
        }
    }

    /** A message larger than the buffer lost its end. What is still to come of the dump goes with the socket. */
    private void grow(int length) throws IOException {
        if (length > MAX_CAPACITY) {
            throw new IOException("netlink: message of " + length + " bytes");
        }
        close();
        int capacity = Integer.highestOneBit(length) << 1;
        buffer = ByteBuffer.allocateDirect(capacity);
        part = new byte[capacity];
    }

    private Part messages(int length, int answerType, Handler handler) throws IOException {
        int at = 0;
        while (at + HEADER <= length) {
            int size = NetlinkBytes.u32(part, at);
            if (size < HEADER || size > length - at) {
                return Part.CUT;
            }
            if (NetlinkBytes.u32(part, at + 8) == sequence) {
                int type = NetlinkBytes.u16(part, at + 4);
                changing |= (NetlinkBytes.u16(part, at + 6) & NLM_F_DUMP_INTR) != 0;
                if (type == NLMSG_DONE || type == NLMSG_ERROR) {
                    if (size >= HEADER + 4) {
                        check(NetlinkBytes.u32(part, at + HEADER), "dump");
                    }
                    return Part.DONE;
                }
                if (type == NLMSG_OVERRUN) {
                    return Part.LOST;
                }
                if (type == answerType) {
                    handler.message(part, at + HEADER, at + size);
                }
            }
            at += size + 3 & ~3;
        }
        return Part.MORE;
    }

    private static void check(int result, String step) throws IOException {
        if (result < 0) {
            throw new SystemCallException("netlink: " + step, -result);
        }
    }

    private static void set(byte[] bytes, int at, int value) {
        for (int i = 0; i < 4; i++) {
            bytes[at + i] = (byte) (value >>> 8 * i);
        }
    }

    void close() {
        if (fd >= 0) {
            calls.close(fd);
        }
        fd = -1;
        Arrays.fill(part, (byte) 0);
    }
}
