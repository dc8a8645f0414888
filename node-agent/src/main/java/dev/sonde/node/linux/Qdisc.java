package dev.sonde.node.linux;

/**
 * A queueing discipline as rtnetlink shows it: one RTM_NEWQDISC message. Reused from dump to dump; what the kernel does
 * not send is 0.
 */
public final class Qdisc {
    private static final int TCMSG = 20;
    private static final int TC_H_ROOT = -1;
    private static final int TCA_KIND = 1;
    private static final int TCA_STATS = 3;
    private static final int TCA_STATS2 = 7;
    private static final int TCA_STATS_BASIC = 1;
    private static final int TCA_STATS_QUEUE = 3;
    private static final int TCA_STATS_PKT64 = 8;

    private int index;

    private final RawText kind = new RawText();
    private long bytes;
    private long packets;
    private long drops;
    private long requeues;
    private long overlimits;
    private long length;
    private long backlog;

    /** Reads a message without its netlink header; false when it is none of a root discipline with a name. */
    boolean parse(byte[] message, int from, int to) {
        if (to - from < TCMSG) {
            return false;
        }
        int parent = NetlinkBytes.u32(message, from + 12);
        int name = NetlinkBytes.attribute(message, from + TCMSG, to, TCA_KIND);
        if (parent != TC_H_ROOT && parent != 0 || name < 0) {
            return false;
        }
        index = NetlinkBytes.u32(message, from + 4);
        int end = name;
        int limit = name + NetlinkBytes.size(message, name);
        while (end < limit && message[end] != 0) {
            end++;
        }
        kind.set(message, name, end);
        bytes = packets = drops = requeues = overlimits = length = backlog = 0;
        int old = value(message, from + TCMSG, to, TCA_STATS, 36);
        if (old >= 0) {
            stats(message, old);
        }
        int stats = value(message, from + TCMSG, to, TCA_STATS2, 0);
        if (stats >= 0) {
            stats2(message, stats, stats + NetlinkBytes.size(message, stats));
        }
        return end > name;
    }

    /** {@code struct tc_stats}, all that kernels before 2.6.10 sent. */
    private void stats(byte[] message, int at) {
        bytes = NetlinkBytes.u64(message, at);
        packets = u32(message, at + 8);
        drops = u32(message, at + 12);
        overlimits = u32(message, at + 16);
        length = u32(message, at + 28);
        backlog = u32(message, at + 32);
    }

    /** {@code linux/gen_stats.h}. */
    private void stats2(byte[] message, int from, int to) {
        int basic = value(message, from, to, TCA_STATS_BASIC, 12);
        if (basic >= 0) {
            bytes = NetlinkBytes.u64(message, basic);
            packets = u32(message, basic + 8);
        }
        // Sent since Linux 5.5 once the number has outgrown 32 bits.
        int wide = value(message, from, to, TCA_STATS_PKT64, 8);
        if (wide >= 0) {
            packets = NetlinkBytes.u64(message, wide);
        }
        int queue = value(message, from, to, TCA_STATS_QUEUE, 20);
        if (queue >= 0) {
            length = u32(message, queue);
            backlog = u32(message, queue + 4);
            drops = u32(message, queue + 8);
            requeues = u32(message, queue + 12);
            overlimits = u32(message, queue + 16);
        }
    }

    private static int value(byte[] message, int from, int to, int type, int least) {
        int value = NetlinkBytes.attribute(message, from, to, type);
        return value >= 0 && NetlinkBytes.size(message, value) >= least ? value : -1;
    }

    private static long u32(byte[] message, int at) {
        return NetlinkBytes.u32(message, at) & 0xffffffffL;
    }

    /** Index of the interface. */
    public int index() {
        return index;
    }

    /** {@code fq_codel}, {@code mq}, ... */
    public RawText kind() {
        return kind;
    }

    /** Unsigned. */
    public long bytes() {
        return bytes;
    }

    /** Unsigned. */
    public long packets() {
        return packets;
    }

    public long drops() {
        return drops;
    }

    public long requeues() {
        return requeues;
    }

    public long overlimits() {
        return overlimits;
    }

    /** Packets in the queue. */
    public long length() {
        return length;
    }

    /** Bytes in the queue. */
    public long backlog() {
        return backlog;
    }
}
