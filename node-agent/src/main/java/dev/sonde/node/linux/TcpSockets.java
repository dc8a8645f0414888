package dev.sonde.node.linux;

import java.io.IOException;
import java.util.Arrays;

/**
 * The TCP sockets of our own network namespace, summed by state while the kernel lists them, sock_diag(7). However many
 * there are, no more is kept than the sums. One thread at a time.
 */
public final class TcpSockets {
    /** TCP_ESTABLISHED is 1, TCP_CLOSING 11; 0 and those behind are not known to us. */
    public static final int STATES = 16;

    public static final int IPV4 = 2;
    public static final int IPV6 = 10;

    private static final int SOCK_DIAG_BY_FAMILY = 20;
    private static final int IPPROTO_TCP = 6;
    private static final int INET_DIAG_REQ_V2 = 56;
    private static final int INET_DIAG_MSG = 72;

    /** All that ss(8) calls all, which leaves out sockets that are bound and nothing else. */
    private static final int WANTED_STATES = 0xfff;

    private static final int RQUEUE = 56;
    private static final int WQUEUE = 60;

    private final NetlinkDump dump;
    private final byte[] request = new byte[NetlinkDump.HEADER + INET_DIAG_REQ_V2];
    private final Reader reader = new Reader();
    private final long[] sockets = new long[STATES];
    private long receiveQueue;
    private long sendQueue;

    public TcpSockets(SystemCalls calls) {
        dump = new NetlinkDump(calls, SystemCalls.NETLINK_SOCK_DIAG);
        request[4] = SOCK_DIAG_BY_FAMILY;
        request[NetlinkDump.HEADER + 1] = IPPROTO_TCP;
        request[NetlinkDump.HEADER + 4] = (byte) WANTED_STATES;
        request[NetlinkDump.HEADER + 5] = (byte) (WANTED_STATES >> 8);
    }

    /** Forgets what was read, and counts the sockets of a family. */
    public void read(int family) throws IOException {
        request[NetlinkDump.HEADER] = (byte) family;
        dump.run(request, SOCK_DIAG_BY_FAMILY, reader);
    }

    /** Sockets in a state. */
    public long sockets(int state) {
        return sockets[state];
    }

    /** Bytes not read yet, and connections not accepted yet of sockets that listen. */
    public long receiveQueue() {
        return receiveQueue;
    }

    /** Bytes not acknowledged yet, and the most connections to wait for {@code accept} of sockets that listen. */
    public long sendQueue() {
        return sendQueue;
    }

    private final class Reader implements NetlinkDump.Handler {
        @Override
        public void begin() {
            Arrays.fill(sockets, 0);
            receiveQueue = 0;
            sendQueue = 0;
        }

        @Override
        public void message(byte[] bytes, int from, int to) {
            if (to - from < INET_DIAG_MSG) {
                return;
            }
            int state = bytes[from + 1] & 0xff;
            sockets[state < STATES ? state : 0]++;
            receiveQueue += NetlinkBytes.u32(bytes, from + RQUEUE) & 0xffffffffL;
            sendQueue += NetlinkBytes.u32(bytes, from + WQUEUE) & 0xffffffffL;
        }
    }
}
