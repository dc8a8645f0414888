package dev.sonde.node.collector;

import dev.sonde.core.io.ReadError;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.InterfaceFacts;
import dev.sonde.node.linux.InterfaceFiles;
import dev.sonde.node.linux.Link;
import dev.sonde.node.linux.SysfsNet;
import org.jspecify.annotations.Nullable;

/** One interface on the page: its facts, and the series that show them. One thread at a time. */
final class NetclassDevice {
    /**
     * Speed and duplex are read when an interface appears, when its state changes, and every so many scrapes, for a
     * driver may learn its speed without telling; by its index, each interface has its turn in another scrape.
     */
    static final int READ_EVERY = 20;

    /** All else that only sysfs has does not change by itself; it is read again just to be sure. */
    private static final int READ_ALL_EVERY = 8 * READ_EVERY;

    private static final String[] NUMBERS = {
        "address_assign_type",
        "carrier",
        "carrier_changes_total",
        "carrier_up_changes_total",
        "carrier_down_changes_total",
        "device_id",
        "dormant",
        "flags",
        "iface_id",
        "iface_link",
        "iface_link_mode",
        "mtu_bytes",
        "name_assign_type",
        "net_dev_group",
        "speed_bytes",
        "transmit_queue_length",
        "protocol_type"
    };
    private static final MetricFamily[] FAMILIES = families();
    private static final MetricFamily UP = MetricFamily.gauge(
            "node_network_up", "1 for an interface whose operational state is up, else 0.", "device");
    private static final MetricFamily INFO = MetricFamily.gauge(
            "node_network_info",
            "Addresses, states and names of a network interface; always 1.",
            "device",
            "address",
            "broadcast",
            "duplex",
            "operstate",
            "adminstate",
            "ifalias");
    private static final MetricFamily NETLINK_INFO = MetricFamily.gauge(
            "node_network_info",
            "Addresses, states and names of a network interface; always 1.",
            "device",
            "address",
            "broadcast",
            "duplex",
            "operstate",
            "ifalias");

    private static final int IFF_MASTER = 0x400;
    private static final int MBIT_IN_BYTES = 125_000;
    private static final int SPEED_BIT = 1 << InterfaceFacts.SPEED;
    private static final int DUPLEX_BIT = 1 << InterfaceFacts.NUMBERS;

    private final String name;
    private final boolean shown;
    private final InterfaceFacts facts = new InterfaceFacts();
    private final @Nullable Series[] series = new Series[FAMILIES.length];
    private final Series up;
    private @Nullable Series info;
    private int infoVersion = -1;
    private String infoAdminState = "";

    private @Nullable Link link;
    private int linkVersion = -1;
    private int index = -1;
    private long state = -1;
    private boolean stateIsNew = true;
    private int valueless;
    private @Nullable InterfaceFiles files;

    /** @param shown whether it is one to report */
    NetclassDevice(String name, boolean shown) {
        this.name = name;
        this.shown = shown;
        this.up = UP.series(name);
    }

    private static MetricFamily[] families() {
        MetricFamily[] families = new MetricFamily[NUMBERS.length];
        for (int i = 0; i < families.length; i++) {
            String metric = "node_network_" + NUMBERS[i];
            String help = "Attribute " + NUMBERS[i] + " of a network interface.";
            families[i] = NUMBERS[i].endsWith("_total")
                    ? MetricFamily.counter(metric, help, "device")
                    : MetricFamily.gauge(metric, help, "device");
        }
        return families;
    }

    String name() {
        return name;
    }

    boolean isShown() {
        return shown;
    }

    InterfaceFacts facts() {
        return facts;
    }

    /** Whether the link is one that was not here in the scrape before, maybe under the name of one that was. */
    boolean isNew(Link now) {
        return now.index() != index;
    }

    /** Takes the link's facts in the terms of sysfs or in its own. */
    void take(Link now, boolean asIs) {
        boolean changed = now != link || now.textVersion() != linkVersion;
        link = now;
        linkVersion = now.textVersion();
        int version = facts.version();
        if (asIs) {
            facts.takeAsIs(now, changed);
        } else {
            facts.take(now, changed);
        }
        long was = state;
        state = facts.number(InterfaceFacts.FLAGS) << 32 | facts.number(InterfaceFacts.CARRIER_CHANGES) & 0xffffffffL;
        stateIsNew = was != state || version != facts.version() || isNew(now);
        index = now.index();
    }

    /** Reads how name and address were given, which neither netlink nor ethtool tells, if it is due. */
    boolean readAssigned(SysfsNet sysfs, int scrape) {
        boolean due = stateIsNew || (scrape + index) % READ_ALL_EVERY == 0;
        if (due) {
            sysfs.number(name, InterfaceFacts.ADDR_ASSIGN_TYPE, facts);
            sysfs.number(name, InterfaceFacts.DEV_ID, facts);
            sysfs.number(name, InterfaceFacts.NAME_ASSIGN_TYPE, facts);
        }
        return due;
    }

    /** Reads what netlink does not tell, if it is due. */
    void readRest(SysfsNet sysfs, int scrape) {
        boolean due = readAssigned(sysfs, scrape);
        if (due) {
            valueless = 0;
        }
        if (due && link != null && !link.tellsAllMulticast()) {
            sysfs.number(name, InterfaceFacts.FLAGS, facts);
        }
        // The speed of a bond changes with its members, its state does not.
        boolean master = (facts.number(InterfaceFacts.FLAGS) & IFF_MASTER) != 0;
        if (due || master || (scrape + index) % READ_EVERY == 0) {
            if ((valueless & SPEED_BIT) == 0) {
                remember(SPEED_BIT, sysfs.number(name, InterfaceFacts.SPEED, facts));
            }
            if ((valueless & DUPLEX_BIT) == 0) {
                remember(DUPLEX_BIT, sysfs.text(name, InterfaceFacts.DUPLEX, facts));
            }
        }
    }

    /** Reads everything from sysfs; false when the interface is not there (any more). */
    boolean readAll(SysfsNet sysfs, int scrape) {
        InterfaceFiles from = files;
        if (from == null) {
            from = files = sysfs.files(name);
        }
        if (sysfs.number(from, InterfaceFacts.IFINDEX, facts) != ReadError.NONE) {
            return false;
        }
        sysfs.number(from, InterfaceFacts.FLAGS, facts);
        sysfs.text(from, InterfaceFacts.OPERSTATE, facts);
        long now = facts.number(InterfaceFacts.FLAGS) << 32 | facts.version();
        if (now != state || (scrape + facts.number(InterfaceFacts.IFINDEX)) % READ_EVERY == 0) {
            valueless = 0;
        }
        boolean whole = true;
        for (int number = 0; number < InterfaceFacts.NUMBERS; number++) {
            int bit = 1 << number;
            if (number != InterfaceFacts.IFINDEX && number != InterfaceFacts.FLAGS && (valueless & bit) == 0) {
                whole &= remember(bit, sysfs.number(from, number, facts));
            }
        }
        for (int text = 0; text < InterfaceFacts.TEXTS; text++) {
            int bit = text == InterfaceFacts.DUPLEX ? DUPLEX_BIT : 0;
            if (text != InterfaceFacts.OPERSTATE && (valueless & bit) == 0) {
                whole &= remember(bit, sysfs.text(from, text, facts));
            }
        }
        state = facts.number(InterfaceFacts.FLAGS) << 32 | facts.version();
        return whole || sysfs.exists(name);
    }

    /** Lets go of the files that {@link #readAll} keeps open. */
    void close() {
        InterfaceFiles open = files;
        if (open != null) {
            files = null;
            open.close();
        }
    }

    /** An attribute that has no value now (a link that is down has no speed) is not asked for again in this state. */
    private boolean remember(int bit, ReadError error) {
        if (error == ReadError.INVALID) {
            valueless |= bit;
        }
        return error != ReadError.MISSING && error != ReadError.NO_DEVICE;
    }

    void emit(MetricSink sink, NetclassOptions options) {
        Series about = info;
        String admin = adminState();
        if (about == null || facts.version() != infoVersion || !admin.equals(infoAdminState)) {
            about = info = options.netlink() ? netlinkInfo() : sysfsInfo(admin);
            infoVersion = facts.version();
            infoAdminState = admin;
        }
        sink.sample(up, facts.operates() ? 1 : 0);
        sink.sample(about, 1);
        for (int i = 0; i < FAMILIES.length; i++) {
            if (!facts.has(i)) {
                continue;
            }
            long value = facts.number(i);
            if (i != InterfaceFacts.SPEED) {
                sink.sample(series(i), value);
            } else if (value >= 0 || !options.ignoreInvalidSpeed()) {
                sink.sample(series(i), value * MBIT_IN_BYTES);
            }
        }
    }

    private Series series(int number) {
        Series made = series[number];
        if (made == null) {
            made = series[number] = FAMILIES[number].series(name);
        }
        return made;
    }

    private String adminState() {
        return !facts.has(InterfaceFacts.FLAGS) ? "unknown" : facts.isUp() ? "up" : "down";
    }

    private Series sysfsInfo(String adminState) {
        return INFO.series(
                name,
                facts.text(InterfaceFacts.ADDRESS),
                facts.text(InterfaceFacts.BROADCAST),
                facts.text(InterfaceFacts.DUPLEX),
                facts.text(InterfaceFacts.OPERSTATE),
                adminState,
                facts.text(InterfaceFacts.IFALIAS));
    }

    private Series netlinkInfo() {
        return NETLINK_INFO.series(
                name,
                facts.text(InterfaceFacts.ADDRESS),
                facts.text(InterfaceFacts.BROADCAST),
                facts.text(InterfaceFacts.DUPLEX),
                facts.text(InterfaceFacts.OPERSTATE),
                facts.text(InterfaceFacts.IFALIAS));
    }
}
