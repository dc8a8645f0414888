package dev.sonde.node.linux;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Speed and duplex of the interfaces by ethtool's generic netlink family (Linux 5.6), see the kernel's
 * Documentation/networking/ethtool-netlink.rst. One thread at a time.
 */
public final class EthtoolModes {
    private static final byte ETHTOOL_MSG_LINKMODES_GET = 4;
    private static final int ETHTOOL_A_LINKMODES_HEADER = 1;
    private static final int ETHTOOL_A_LINKMODES_SPEED = 5;
    private static final int ETHTOOL_A_LINKMODES_DUPLEX = 6;
    private static final int ETHTOOL_A_HEADER_DEV_INDEX = 1;

    private final NetlinkDump dump;
    private final Map<Integer, Mode> modes = new HashMap<>();
    private final GenericFamily family;

    /** What ethtool says of one interface. */
    public static final class Mode {
        private long speed = -1;
        private String duplex = "";
        private boolean seen;

        /** Megabits per second, 2^32 - 1 when the driver does not know; -1 when it has no such thing. */
        public long speed() {
            return speed;
        }

        /** {@code Half}, {@code Full}, {@code Unknown} or nothing. */
        public String duplex() {
            return duplex;
        }
    }

    public EthtoolModes(SystemCalls calls) {
        dump = new NetlinkDump(calls, SystemCalls.NETLINK_GENERIC);
        family = new GenericFamily(dump, "ethtool");
    }

    /**
     * Asks for all interfaces.
     *
     * @return false when this kernel has no such family
     */
    public boolean read() throws IOException {
        int id = family.id();
        if (id == 0) {
            return false;
        }
        dump.run(GenericFamily.request(id, ETHTOOL_MSG_LINKMODES_GET), id, new Modes());
        modes.values().removeIf(mode -> !mode.seen);
        return true;
    }

    /** Null for an interface without such modes. */
    public @Nullable Mode mode(int index) {
        return modes.get(index);
    }

    private final class Modes implements NetlinkDump.Handler {
        @Override
        public void begin() {
            for (Mode mode : modes.values()) {
                mode.seen = false;
            }
        }

        @Override
        public void message(byte[] bytes, int from, int to) {
            int attributes = from + GenericFamily.HEADER;
            int header = NetlinkBytes.attribute(bytes, attributes, to, ETHTOOL_A_LINKMODES_HEADER);
            if (header < 0) {
                return;
            }
            int end = header + NetlinkBytes.size(bytes, header);
            int index = NetlinkBytes.attribute(bytes, header, end, ETHTOOL_A_HEADER_DEV_INDEX);
            if (index < 0 || NetlinkBytes.size(bytes, index) < 4) {
                return;
            }
            Mode mode = modes.computeIfAbsent(NetlinkBytes.u32(bytes, index), unused -> new Mode());
            mode.seen = true;
            int speed = NetlinkBytes.attribute(bytes, attributes, to, ETHTOOL_A_LINKMODES_SPEED);
            boolean hasSpeed = speed >= 0 && NetlinkBytes.size(bytes, speed) >= 4;
            mode.speed = hasSpeed ? NetlinkBytes.u32(bytes, speed) & 0xffffffffL : 0;
            int duplex = NetlinkBytes.attribute(bytes, attributes, to, ETHTOOL_A_LINKMODES_DUPLEX);
            boolean hasDuplex = duplex >= 0 && NetlinkBytes.size(bytes, duplex) >= 1;
            mode.duplex = name(hasDuplex ? bytes[duplex] : 0);
        }

        private String name(int duplex) {
            return duplex == 0 ? "Half" : duplex == 1 ? "Full" : "Unknown";
        }
    }
}
