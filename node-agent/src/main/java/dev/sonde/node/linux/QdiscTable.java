package dev.sonde.node.linux;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The root queueing disciplines of our own network namespace by RTM_GETQDISC. One thread at a time. */
public final class QdiscTable {
    private static final int RTM_NEWQDISC = 36;
    private static final int RTM_GETQDISC = 38;
    private static final int TCMSG = 20;

    private final NetlinkDump dump;
    private final byte[] request = new byte[NetlinkDump.HEADER + TCMSG];
    private final Reader reader = new Reader();
    private final List<Qdisc> disciplines = new ArrayList<>();
    private int size;

    public QdiscTable(SystemCalls calls) {
        dump = new NetlinkDump(calls, SystemCalls.NETLINK_ROUTE);
        request[4] = RTM_GETQDISC;
    }

    public void read() throws IOException {
        dump.run(request, RTM_NEWQDISC, reader);
    }

    public int size() {
        return size;
    }

    /** In the kernel's order; the object belongs to the place. */
    public Qdisc get(int i) {
        return disciplines.get(i);
    }

    private final class Reader implements NetlinkDump.Handler {
        @Override
        public void begin() {
            size = 0;
        }

        @Override
        public void message(byte[] bytes, int from, int to) {
            if (size == disciplines.size()) {
                disciplines.add(new Qdisc());
            }
            if (disciplines.get(size).parse(bytes, from, to)) {
                size++;
            }
        }
    }
}
