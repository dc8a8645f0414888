package dev.sonde.node.linux;

/** Numbers in netlink messages, which are in the byte order of the host; all hosts we run on are little-endian. */
final class NetlinkBytes {
    /** Without the flags for nested attributes and for network byte order. */
    static final int TYPE_MASK = 0x3fff;

    private NetlinkBytes() {}

    static int u16(byte[] bytes, int at) {
        return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8;
    }

    static int u32(byte[] bytes, int at) {
        return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff) << 16 | bytes[at + 3] << 24;
    }

    static long u64(byte[] bytes, int at) {
        return u32(bytes, at) & 0xffffffffL | (long) u32(bytes, at + 4) << 32;
    }

    /** Where the value of the first attribute of this type begins in {@code [from, to)}, or -1. */
    static int attribute(byte[] bytes, int from, int to, int type) {
        int at = from;
        while (at >= 0 && at + 4 <= to) {
            int length = u16(bytes, at);
            if (length < 4 || length > to - at) {
                return -1;
            }
            if ((u16(bytes, at + 2) & TYPE_MASK) == type) {
                return at + 4;
            }
            at += length + 3 & ~3;
        }
        return -1;
    }

    /** Bytes of the value that {@link #attribute} found. */
    static int size(byte[] bytes, int value) {
        return u16(bytes, value - 4) - 4;
    }
}
