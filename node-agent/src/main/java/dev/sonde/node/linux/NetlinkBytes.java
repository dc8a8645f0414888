package dev.sonde.node.linux;

/** Numbers in netlink messages, which are in the byte order of the host; all hosts we run on are little-endian. */
final class NetlinkBytes {
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
}
