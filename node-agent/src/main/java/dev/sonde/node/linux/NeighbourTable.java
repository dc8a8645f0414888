package dev.sonde.node.linux;

import java.io.IOException;

/**
 * How many IPv4 neighbours each interface of our own network namespace has, by RTM_GETNEIGH: those that {@code
 * proc/net/arp} lists, so without such as need no address resolution, and besides them those whose resolution failed.
 * One thread at a time.
 */
public final class NeighbourTable {
    private static final int RTM_NEWNEIGH = 28;
    private static final int RTM_GETNEIGH = 30;
    private static final int NDMSG = 12;
    private static final int AF_INET = 2;
    private static final int NUD_NOARP = 0x40;

    private final NetlinkDump dump;
    private final byte[] request = new byte[NetlinkDump.HEADER + NDMSG];
    private final Reader reader = new Reader();
    private final IndexCounts counts = new IndexCounts();

    public NeighbourTable(SystemCalls calls) {
        dump = new NetlinkDump(calls, SystemCalls.NETLINK_ROUTE);
        request[4] = RTM_GETNEIGH;
        request[NetlinkDump.HEADER] = AF_INET;
    }

    public void read() throws IOException {
        dump.run(request, RTM_NEWNEIGH, reader);
    }

    /** Neighbours by interface index. */
    public IndexCounts counts() {
        return counts;
    }

    private final class Reader implements NetlinkDump.Handler {
        @Override
        public void begin() {
            counts.clear();
        }

        @Override
        public void message(byte[] bytes, int from, int to) {
            if (to - from < NDMSG || bytes[from] != AF_INET || (NetlinkBytes.u16(bytes, from + 8) & NUD_NOARP) != 0) {
                return;
            }
            counts.add(NetlinkBytes.u32(bytes, from + 4));
        }
    }
}
