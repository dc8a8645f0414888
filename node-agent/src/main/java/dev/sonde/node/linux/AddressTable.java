package dev.sonde.node.linux;

import java.io.IOException;
import java.util.Arrays;

/** The addresses of our own network namespace by RTM_GETADDR. One thread at a time. */
public final class AddressTable {
    public static final int IPV4 = 2;
    public static final int IPV6 = 10;

    private static final int RTM_NEWADDR = 20;
    private static final int RTM_GETADDR = 22;
    private static final int IFADDRMSG = 8;
    private static final int IFA_ADDRESS = 1;
    private static final int IFA_LOCAL = 2;

    private final NetlinkDump dump;
    private final byte[] request = new byte[NetlinkDump.HEADER + IFADDRMSG];
    private final Reader reader = new Reader();

    /** Grows by records of interface index, family, prefix length and 16 bytes of address. */
    private byte[] records = new byte[32 * RECORD];

    private int size;

    /** Bytes of a record: index, family, prefix length, address. */
    private static final int RECORD = 4 + 1 + 1 + 16;

    public AddressTable(SystemCalls calls) {
        dump = new NetlinkDump(calls, SystemCalls.NETLINK_ROUTE);
        request[4] = RTM_GETADDR;
    }

    public void read() throws IOException {
        dump.run(request, RTM_NEWADDR, reader);
    }

    public int size() {
        return size;
    }

    /** Index of the interface that has the address. */
    public int index(int i) {
        return NetlinkBytes.u32(records, i * RECORD);
    }

    /** The buffer that holds the records; see {@link #from}. */
    public byte[] bytes() {
        return records;
    }

    /** Where in {@link #bytes} the family, the prefix length and 4 or 16 bytes of address {@code i} begin. */
    public int from(int i) {
        return i * RECORD + 4;
    }

    /** Where they end. */
    public int to(int i) {
        int from = from(i);
        return from + 2 + (records[from] == IPV4 ? 4 : 16);
    }

    private final class Reader implements NetlinkDump.Handler {
        @Override
        public void begin() {
            size = 0;
        }

        @Override
        public void message(byte[] bytes, int from, int to) {
            if (to - from < IFADDRMSG) {
                return;
            }
            int family = bytes[from];
            int width = family == IPV4 ? 4 : family == IPV6 ? 16 : 0;
            if (width == 0) {
                return;
            }
            int address = -1;
            int at = from + IFADDRMSG;
            while (at + 4 <= to) {
                int length = NetlinkBytes.u16(bytes, at);
                if (length < 4 || length > to - at) {
                    break;
                }
                int type = NetlinkBytes.u16(bytes, at + 2) & NetlinkBytes.TYPE_MASK;
                // On a point-to-point link IFA_ADDRESS is the other end.
                if (length - 4 >= width && (type == IFA_LOCAL || type == IFA_ADDRESS && address < 0)) {
                    address = at + 4;
                }
                at += length + 3 & ~3;
            }
            if (address >= 0) {
                add(bytes, from, address, width);
            }
        }

        private void add(byte[] bytes, int message, int address, int width) {
            if ((size + 1) * RECORD > records.length) {
                records = Arrays.copyOf(records, 2 * records.length);
            }
            int at = size * RECORD;
            System.arraycopy(bytes, message + 4, records, at, 4);
            records[at + 4] = bytes[message];
            records[at + 5] = bytes[message + 1];
            System.arraycopy(bytes, address, records, at + 6, width);
            size++;
        }
    }
}
