package dev.sonde.node.linux;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A network interface as rtnetlink(7) shows it: one RTM_NEWLINK message. Reused from dump to dump. What the kernel does
 * not send is 0, or empty.
 */
public final class Link {
    /** Numbers of {@code struct rtnl_link_stats64} that are kept, in its order. */
    public static final int STATS = 24;

    private static final int IFINFOMSG = 16;
    static final int IFLA_ADDRESS = 1;
    private static final int IFLA_BROADCAST = 2;
    private static final int IFLA_IFNAME = 3;
    static final int IFLA_MTU = 4;
    static final int IFLA_LINK = 5;
    private static final int IFLA_STATS = 7;
    static final int IFLA_TXQLEN = 13;
    static final int IFLA_OPERSTATE = 16;
    static final int IFLA_LINKMODE = 17;
    private static final int IFLA_IFALIAS = 20;
    private static final int IFLA_STATS64 = 23;
    static final int IFLA_GROUP = 27;
    static final int IFLA_PROMISCUITY = 30;
    static final int IFLA_CARRIER = 33;
    static final int IFLA_CARRIER_CHANGES = 35;
    static final int IFLA_CARRIER_UP_COUNT = 47;
    static final int IFLA_CARRIER_DOWN_COUNT = 48;
    private static final int IFLA_PROP_LIST = 52;
    private static final int IFLA_ALT_IFNAME = 53;
    static final int IFLA_ALLMULTI = 61;

    private final RawText name = new RawText();
    private final RawText address = new RawText();
    private final RawText broadcast = new RawText();
    private final RawText alias = new RawText();
    private final RawText properties = new RawText();
    private final long[] stats = new long[STATS];
    private final int[] numbers = new int[IFLA_ALLMULTI + 1];
    private long present;
    private int statsRead;
    private int type;
    private int index;
    private int flags;
    private int textVersion;

    /** Reads a message without its netlink header; false when it is none of an interface with a name. */
    boolean parse(byte[] bytes, int from, int to) {
        if (to - from < IFINFOMSG) {
            return false;
        }
        type = NetlinkBytes.u16(bytes, from + 2);
        index = NetlinkBytes.u32(bytes, from + 4);
        flags = NetlinkBytes.u32(bytes, from + 8);
        present = 0;
        statsRead = 0;
        int at = from + IFINFOMSG;
        while (at + 4 <= to) {
            int size = NetlinkBytes.u16(bytes, at);
            if (size < 4 || size > to - at) {
                return false;
            }
            attribute(NetlinkBytes.u16(bytes, at + 2) & NetlinkBytes.TYPE_MASK, bytes, at + 4, at + size);
            at += size + 3 & ~3;
        }
        clearAbsent(IFLA_ADDRESS, address);
        clearAbsent(IFLA_BROADCAST, broadcast);
        clearAbsent(IFLA_IFALIAS, alias);
        clearAbsent(IFLA_PROP_LIST, properties);
        return has(IFLA_IFNAME) && name.length() > 0;
    }

    private void attribute(int attribute, byte[] bytes, int from, int to) {
        switch (attribute) {
            case IFLA_IFNAME -> text(attribute, name, bytes, from, textEnd(bytes, from, to));
            case IFLA_IFALIAS -> text(attribute, alias, bytes, from, textEnd(bytes, from, to));
            case IFLA_ADDRESS -> text(attribute, address, bytes, from, to);
            case IFLA_BROADCAST -> text(attribute, broadcast, bytes, from, to);
            case IFLA_PROP_LIST -> text(attribute, properties, bytes, from, to);
            case IFLA_STATS64 -> stats(bytes, from, to, 8);
            case IFLA_STATS -> stats(bytes, from, to, 4);
            case IFLA_MTU,
                    IFLA_LINK,
                    IFLA_TXQLEN,
                    IFLA_GROUP,
                    IFLA_PROMISCUITY,
                    IFLA_CARRIER_CHANGES,
                    IFLA_CARRIER_UP_COUNT,
                    IFLA_CARRIER_DOWN_COUNT,
                    IFLA_ALLMULTI -> {
                if (to - from >= 4) {
                    number(attribute, NetlinkBytes.u32(bytes, from));
                }
            }
            case IFLA_OPERSTATE, IFLA_LINKMODE, IFLA_CARRIER -> {
                if (to > from) {
                    number(attribute, bytes[from] & 0xff);
                }
            }
            default -> {}
        }
    }

    private static int textEnd(byte[] bytes, int from, int to) {
        int end = from;
        while (end < to && bytes[end] != 0) {
            end++;
        }
        return end;
    }

    private void text(int attribute, RawText into, byte[] bytes, int from, int to) {
        present |= 1L << attribute;
        if (into.set(bytes, from, to)) {
            textVersion++;
        }
    }

    private void clearAbsent(int attribute, RawText text) {
        if (!has(attribute) && text.set(new byte[0], 0, 0)) {
            textVersion++;
        }
    }

    private void number(int attribute, int value) {
        present |= 1L << attribute;
        numbers[attribute] = value;
    }

    /** The 64-bit numbers win over the 32-bit ones, which old kernels send alone. */
    private void stats(byte[] bytes, int from, int to, int width) {
        int n = Math.min(STATS, (to - from) / width);
        if (width == 4 && has(IFLA_STATS64) || n == 0) {
            return;
        }
        present |= 1L << (width == 8 ? IFLA_STATS64 : IFLA_STATS);
        Arrays.fill(stats, 0);
        for (int i = 0; i < n; i++) {
            stats[i] = width == 8
                    ? NetlinkBytes.u64(bytes, from + 8 * i)
                    : NetlinkBytes.u32(bytes, from + 4 * i) & 0xffffffffL;
        }
        statsRead = n;
    }

    boolean has(int attribute) {
        return (present & 1L << attribute) != 0;
    }

    /** A number by its IFLA_*; 0 when the kernel did not send it. */
    int get(int attribute) {
        return has(attribute) ? numbers[attribute] : 0;
    }

    public RawText name() {
        return name;
    }

    public RawText address() {
        return address;
    }

    public RawText broadcast() {
        return broadcast;
    }

    public RawText alias() {
        return alias;
    }

    /** Whether the kernel says how many want all multicast packets; it does since Linux 6.0. */
    public boolean tellsAllMulticast() {
        return has(IFLA_ALLMULTI);
    }

    /** The alternative names, in the kernel's order. */
    public List<String> alternativeNames() {
        List<String> names = new ArrayList<>();
        byte[] bytes = properties.bytes();
        int at = 0;
        while (at + 4 <= properties.length()) {
            int size = NetlinkBytes.u16(bytes, at);
            if (size < 4 || size > properties.length() - at) {
                break;
            }
            if ((NetlinkBytes.u16(bytes, at + 2) & NetlinkBytes.TYPE_MASK) == IFLA_ALT_IFNAME) {
                int end = textEnd(bytes, at + 4, at + size);
                names.add(new String(bytes, at + 4, end - at - 4, StandardCharsets.UTF_8));
            }
            at += size + 3 & ~3;
        }
        return names;
    }

    /** Changes when name, address, broadcast address, alias or properties do. */
    public int textVersion() {
        return textVersion;
    }

    /** Whether the kernel sent statistics. */
    public boolean hasStats() {
        return statsRead > 0;
    }

    /** Unsigned numbers in the order of {@code struct rtnl_link_stats64}. */
    public long[] stats() {
        return stats;
    }

    /** ARPHRD_*: 1 is Ethernet, 772 loopback. */
    public int type() {
        return type;
    }

    public int index() {
        return index;
    }

    /** {@code ifi_flags}, as {@code ip link} shows them. */
    public int flags() {
        return flags;
    }
}
