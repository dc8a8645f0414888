package dev.sonde.node.linux;

import java.nio.charset.StandardCharsets;

/**
 * What {@code /sys/class/net/<name>} has of one interface, wherever it was learnt. Numbers and texts are known by
 * their file names. An attribute may be absent: a link that is down has no carrier. One thread at a time.
 */
public final class InterfaceFacts {
    public static final int ADDR_ASSIGN_TYPE = 0;
    public static final int CARRIER = 1;
    public static final int CARRIER_CHANGES = 2;
    public static final int CARRIER_UP_COUNT = 3;
    public static final int CARRIER_DOWN_COUNT = 4;
    public static final int DEV_ID = 5;
    public static final int DORMANT = 6;
    public static final int FLAGS = 7;
    public static final int IFINDEX = 8;
    public static final int IFLINK = 9;
    public static final int LINK_MODE = 10;
    public static final int MTU = 11;
    public static final int NAME_ASSIGN_TYPE = 12;
    public static final int NETDEV_GROUP = 13;
    public static final int SPEED = 14;
    public static final int TX_QUEUE_LEN = 15;
    public static final int TYPE = 16;
    public static final int NUMBERS = 17;

    public static final int ADDRESS = 0;
    public static final int BROADCAST = 1;
    public static final int DUPLEX = 2;
    public static final int OPERSTATE = 3;
    public static final int IFALIAS = 4;
    public static final int TEXTS = 5;

    private static final String[] NUMBER_FILES = {
        "addr_assign_type",
        "carrier",
        "carrier_changes",
        "carrier_up_count",
        "carrier_down_count",
        "dev_id",
        "dormant",
        "flags",
        "ifindex",
        "iflink",
        "link_mode",
        "mtu",
        "name_assign_type",
        "netdev_group",
        "speed",
        "tx_queue_len",
        "type"
    };
    private static final String[] TEXT_FILES = {"address", "broadcast", "duplex", "operstate", "ifalias"};

    /** RFC 2863 states, in the order of IF_OPER_* in linux/if.h. */
    private static final String[] OPERATIONAL_STATES = {
        "unknown", "notpresent", "down", "lowerlayerdown", "testing", "dormant", "up"
    };

    private static final int IFF_UP = 1;
    private static final int IFF_PROMISC = 0x100;
    private static final int IFF_ALLMULTI = 0x200;
    private static final int IFF_DORMANT = 0x20000;

    /** What netlink adds to the flags of the interface, and those of which it shows only the user's wish. */
    private static final int NOT_IN_SYSFS = 0x40 | 0x10000 | IFF_DORMANT | IFF_PROMISC | IFF_ALLMULTI;

    private final long[] numbers = new long[NUMBERS];
    private final RawText[] texts = new RawText[TEXTS];
    private int present;
    private int version;

    public InterfaceFacts() {
        for (int i = 0; i < TEXTS; i++) {
            texts[i] = new RawText();
        }
    }

    static String numberFile(int number) {
        return NUMBER_FILES[number];
    }

    static String textFile(int text) {
        return TEXT_FILES[text];
    }

    public boolean has(int number) {
        return (present & 1 << number) != 0;
    }

    public long number(int number) {
        return numbers[number];
    }

    public String text(int text) {
        return texts[text].toString();
    }

    /** Changes when a text does. */
    public int version() {
        return version;
    }

    /** Whether the administrator has it up; false when that is not known. */
    public boolean isUp() {
        return (numbers[FLAGS] & IFF_UP) != 0 && has(FLAGS);
    }

    /** Whether its operational state is up. */
    public boolean operates() {
        return is(OPERSTATE, "up");
    }

    public void set(int number, long value) {
        present |= 1 << number;
        numbers[number] = value;
    }

    public void clear(int number) {
        present &= ~(1 << number);
    }

    void setText(int text, byte[] bytes, int from, int to) {
        if (texts[text].set(bytes, from, to)) {
            version++;
        }
    }

    public void setText(int text, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        setText(text, bytes, 0, bytes.length);
    }

    /** Whether the text is this one. */
    private boolean is(int text, String ascii) {
        RawText held = texts[text];
        int n = ascii.length();
        if (held.length() != n) {
            return false;
        }
        for (int i = 0; i < n; i++) {
            if (held.bytes()[i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Takes what the kernel says by netlink, as it would say it in sysfs. What only sysfs has stays as it is.
     *
     * @param linkChanged whether the link holds other texts than when it was last taken from here
     */
    public void take(Link link, boolean linkChanged) {
        boolean up = (link.flags() & IFF_UP) != 0;
        takeEither(link, linkChanged);
        takeIf(up && link.has(Link.IFLA_CARRIER), CARRIER, link.get(Link.IFLA_CARRIER));
        takeIf(up, DORMANT, (link.flags() & IFF_DORMANT) != 0 ? 1 : 0);
        long flags = link.flags() & ~NOT_IN_SYSFS & 0xffffffffL;
        if (link.get(Link.IFLA_PROMISCUITY) > 0) {
            flags |= IFF_PROMISC;
        }
        boolean allMulticast = link.has(Link.IFLA_ALLMULTI)
                ? link.get(Link.IFLA_ALLMULTI) > 0
                // Before Linux 6.0 only sysfs tells; what was read there stands until it is read again.
                : has(FLAGS) && (numbers[FLAGS] & IFF_ALLMULTI) != 0;
        set(FLAGS, allMulticast ? flags | IFF_ALLMULTI : flags);
    }

    /** Takes what the kernel says by netlink, in netlink's own terms. */
    public void takeAsIs(Link link, boolean linkChanged) {
        takeEither(link, linkChanged);
        takeIf(link.has(Link.IFLA_CARRIER), CARRIER, link.get(Link.IFLA_CARRIER));
        set(FLAGS, link.flags() & 0xffffffffL);
        // The peer takes the mode for the state here.
        takeIf(link, Link.IFLA_LINKMODE, DORMANT);
    }

    private void takeEither(Link link, boolean linkChanged) {
        takeIf(link, Link.IFLA_CARRIER_CHANGES, CARRIER_CHANGES);
        takeIf(link, Link.IFLA_CARRIER_UP_COUNT, CARRIER_UP_COUNT);
        takeIf(link, Link.IFLA_CARRIER_DOWN_COUNT, CARRIER_DOWN_COUNT);
        takeIf(link, Link.IFLA_LINKMODE, LINK_MODE);
        takeIf(link, Link.IFLA_MTU, MTU);
        takeIf(link, Link.IFLA_GROUP, NETDEV_GROUP);
        takeIf(link, Link.IFLA_TXQLEN, TX_QUEUE_LEN);
        set(IFINDEX, link.index());
        set(IFLINK, link.has(Link.IFLA_LINK) ? link.get(Link.IFLA_LINK) : link.index());
        set(TYPE, link.type());
        int state = link.get(Link.IFLA_OPERSTATE);
        String name = OPERATIONAL_STATES[state < OPERATIONAL_STATES.length ? state : 0];
        if (!is(OPERSTATE, name)) {
            setText(OPERSTATE, name);
        }
        if (linkChanged) {
            setText(ADDRESS, link.address().address());
            setText(BROADCAST, link.broadcast().address());
            setText(IFALIAS, link.alias().bytes(), 0, link.alias().length());
        }
    }

    private void takeIf(Link link, int attribute, int number) {
        takeIf(link.has(attribute), number, link.get(attribute));
    }

    private void takeIf(boolean there, int number, long value) {
        if (there) {
            set(number, value);
        } else {
            clear(number);
        }
    }
}
