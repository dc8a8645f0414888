package dev.sonde.node.linux;

import java.io.IOException;
import java.util.Arrays;

/**
 * The unicast routes of our own network namespace, of all tables and both families, by RTM_GETROUTE. A route with
 * several next hops counts as one each. One thread at a time.
 *
 * <p>A router may hold a million: only the first {@value #MAX_KEPT} are kept, the others are just counted.
 */
public final class RouteTable {
    static final int MAX_KEPT = 100_000;

    /** Bytes of a record: index, priority, weight, family, prefix length, protocol, a zero, and three addresses. */
    public static final int RECORD = 64;

    private static final int ADDRESS = 16;
    private static final int DESTINATION = 16;
    private static final int SOURCE = 32;
    private static final int GATEWAY = 48;

    private static final int RTM_NEWROUTE = 24;
    private static final int RTM_GETROUTE = 26;
    private static final int RTMSG = 12;
    private static final int RTN_UNICAST = 1;
    private static final int RTNEXTHOP = 8;
    private static final int RTA_DST = 1;
    private static final int RTA_OIF = 4;
    private static final int RTA_GATEWAY = 5;
    private static final int RTA_PRIORITY = 6;
    private static final int RTA_PREFSRC = 7;
    private static final int RTA_MULTIPATH = 9;
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;

    private final NetlinkDump dump;
    private final byte[] request = new byte[NetlinkDump.HEADER + RTMSG];
    private final Reader reader = new Reader();
    private final IndexCounts counts = new IndexCounts();
    private byte[] records = new byte[32 * RECORD];
    private int size;

    public RouteTable(SystemCalls calls) {
        dump = new NetlinkDump(calls, SystemCalls.NETLINK_ROUTE);
        request[4] = RTM_GETROUTE;
    }

    public void read() throws IOException {
        dump.run(request, RTM_NEWROUTE, reader);
    }

    /** All routes by the index of their interface. */
    public IndexCounts counts() {
        return counts;
    }

    /** Routes kept. */
    public int size() {
        return size;
    }

    /** The buffer that holds route {@code i} in the {@link #RECORD} bytes from {@code i * RECORD}. */
    public byte[] bytes() {
        return records;
    }

    /** Index of the interface, 0 when the route names none. */
    public int index(int i) {
        return NetlinkBytes.u32(records, i * RECORD);
    }

    /** Its metric: the lower, the better. */
    public long priority(int i) {
        return NetlinkBytes.u32(records, i * RECORD + 4) & 0xffffffffL;
    }

    /** Share of a next hop among several, from 1; 0 when it is the only one. */
    public int weight(int i) {
        return NetlinkBytes.u32(records, i * RECORD + 8);
    }

    /** Length of the destination's prefix; 0 for a default route. */
    public int prefix(int i) {
        return records[i * RECORD + 13] & 0xff;
    }

    /** RTPROT_*: who made the route. */
    public int protocol(int i) {
        return records[i * RECORD + 14] & 0xff;
    }

    /** 4 or 16 bytes, all zero for a default route. */
    public byte[] destination(int i) {
        return address(i * RECORD, DESTINATION);
    }

    /** Preferred source address: 4 or 16 bytes, or none. */
    public byte[] source(int i) {
        return given(address(i * RECORD, SOURCE));
    }

    /** 4 or 16 bytes, or none. */
    public byte[] gateway(int i) {
        return given(address(i * RECORD, GATEWAY));
    }

    private byte[] address(int record, int at) {
        int width = records[record + 12] == AF_INET ? 4 : ADDRESS;
        return Arrays.copyOfRange(records, record + at, record + at + width);
    }

    /** Nobody is called all zero. */
    private static byte[] given(byte[] address) {
        for (byte b : address) {
            if (b != 0) {
                return address;
            }
        }
        return new byte[0];
    }

    /** @param hop where the attributes begin among which the gateway is */
    private void record(byte[] bytes, int from, int to, int index, int weight, int hop, int hopEnd) {
        counts.add(index);
        if (size >= MAX_KEPT) {
            return;
        }
        if ((size + 1) * RECORD > records.length) {
            records = Arrays.copyOf(records, 2 * records.length);
        }
        int at = size++ * RECORD;
        Arrays.fill(records, at, at + RECORD, (byte) 0);
        int attributes = from + RTMSG;
        put(at, index);
        put(at + 4, number(bytes, attributes, to, RTA_PRIORITY));
        put(at + 8, weight);
        records[at + 12] = bytes[from];
        records[at + 13] = bytes[from + 1];
        records[at + 14] = bytes[from + 5];
        int width = bytes[from] == AF_INET ? 4 : ADDRESS;
        copy(bytes, NetlinkBytes.attribute(bytes, attributes, to, RTA_DST), width, at + DESTINATION);
        copy(bytes, NetlinkBytes.attribute(bytes, attributes, to, RTA_PREFSRC), width, at + SOURCE);
        copy(bytes, NetlinkBytes.attribute(bytes, hop, hopEnd, RTA_GATEWAY), width, at + GATEWAY);
    }

    private void put(int at, int value) {
        for (int i = 0; i < 4; i++) {
            records[at + i] = (byte) (value >>> 8 * i);
        }
    }

    private void copy(byte[] bytes, int value, int width, int at) {
        if (value >= 0 && NetlinkBytes.size(bytes, value) >= width) {
            System.arraycopy(bytes, value, records, at, width);
        }
    }

    private static int number(byte[] bytes, int from, int to, int type) {
        int value = NetlinkBytes.attribute(bytes, from, to, type);
        return value < 0 || NetlinkBytes.size(bytes, value) < 4 ? 0 : NetlinkBytes.u32(bytes, value);
    }

    private final class Reader implements NetlinkDump.Handler {
        @Override
        public void begin() {
            counts.clear();
            size = 0;
        }

        @Override
        public void message(byte[] bytes, int from, int to) {
            if (to - from < RTMSG || bytes[from + 7] != RTN_UNICAST) {
                return;
            }
            int family = bytes[from];
            if (family != AF_INET && family != AF_INET6) {
                return;
            }
            int attributes = from + RTMSG;
            int hops = NetlinkBytes.attribute(bytes, attributes, to, RTA_MULTIPATH);
            if (hops < 0) {
                record(bytes, from, to, number(bytes, attributes, to, RTA_OIF), 0, attributes, to);
                return;
            }
            int end = hops + NetlinkBytes.size(bytes, hops);
            while (hops + RTNEXTHOP <= end) {
                int length = NetlinkBytes.u16(bytes, hops);
                if (length < RTNEXTHOP || length > end - hops) {
                    return;
                }
                int weight = (bytes[hops + 3] & 0xff) + 1;
                record(bytes, from, to, NetlinkBytes.u32(bytes, hops + 4), weight, hops + RTNEXTHOP, hops + length);
                hops += length + 3 & ~3;
            }
        }
    }
}
