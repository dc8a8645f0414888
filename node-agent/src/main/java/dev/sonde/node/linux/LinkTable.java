package dev.sonde.node.linux;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The interfaces of our own network namespace by one RTM_GETLINK dump, which all collectors of a scrape share. Whoever
 * uses it holds its monitor from {@link #read} to the last look at a link.
 */
public final class LinkTable {
    private static final int RTM_NEWLINK = 16;
    private static final int RTM_GETLINK = 18;
    private static final int IFINFOMSG = 16;
    private static final int IFLA_EXT_MASK = 29;

    /** Spares the kernel sums over all CPUs that nobody asked for: IPv6 counters of each interface. */
    private static final int RTEXT_FILTER_SKIP_STATS = 8;

    private static @Nullable LinkTable shared;

    private final NetlinkDump dump;
    private final byte[] request = new byte[NetlinkDump.HEADER + IFINFOMSG + 8];
    private final List<Link> links = new ArrayList<>();
    private final Reader reader = new Reader();
    private int size;
    private long scrapeId;
    private boolean anyScrape;
    private @Nullable IOException failure;

    public LinkTable(SystemCalls calls) {
        dump = new NetlinkDump(calls, SystemCalls.NETLINK_ROUTE);
        request[4] = RTM_GETLINK;
        int mask = NetlinkDump.HEADER + IFINFOMSG;
        request[mask] = 8;
        request[mask + 2] = IFLA_EXT_MASK;
        request[mask + 4] = RTEXT_FILTER_SKIP_STATS;
    }

    /** The table of this process, made with the first caller's calls. */
    public static synchronized LinkTable shared(SystemCalls calls) {
        LinkTable table = shared;
        if (table == null) {
            table = shared = new LinkTable(calls);
        }
        return table;
    }

    /**
     * Asks the kernel, unless that was done in this scrape.
     *
     * @throws IOException when the kernel does not answer: no netlink in this sandbox, out of memory
     */
    public void read(long scrape) throws IOException {
        if (!anyScrape || scrape != scrapeId) {
            anyScrape = true;
            scrapeId = scrape;
            failure = null;
            try {
                dump.run(request, RTM_NEWLINK, reader);
            } catch (IOException e) {
                size = 0;
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    public int size() {
        return size;
    }

    /** In the kernel's order; the object belongs to the place, and may stand for another interface after a read. */
    public Link get(int i) {
        return links.get(i);
    }

    /**
     * The place of the link with this index, or -1. Whatever the kernel lists comes in the order of the links, so the
     * search begins where the last one ended.
     */
    public int find(int index, int hint) {
        for (int n = 0; n < size; n++) {
            int i = (hint + n) % size;
            if (links.get(i).index() == index) {
                return i;
            }
        }
        return -1;
    }

    /** Gives the socket back; the next {@link #read} opens another. */
    public synchronized void close() {
        dump.close();
    }

    private final class Reader implements NetlinkDump.Handler {
        @Override
        public void begin() {
            size = 0;
        }

        @Override
        public void message(byte[] bytes, int from, int to) {
            if (size == links.size()) {
                links.add(new Link());
            }
            if (links.get(size).parse(bytes, from, to)) {
                size++;
            }
        }
    }
}
