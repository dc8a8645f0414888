package dev.sonde.node.linux;

import java.nio.ByteBuffer;

/**
 * The system calls for which there is no file. Any thread may call. A failure is a value, the negative errno; nothing
 * here throws. Kept small so that another binding can take JNA's place.
 */
public interface SystemCalls extends MountStat {
    /** Words of {@code struct timex} on 64-bit Linux. */
    int TIMEX_WORDS = 26;

    int NETLINK_ROUTE = 0;
    int NETLINK_SOCK_DIAG = 4;
    int NETLINK_GENERIC = 16;

    /**
     * adjtimex(2).
     *
     * @param timex {@value #TIMEX_WORDS} words: the kernel's struct, in and out; all zero asks only
     * @return the clock state 0 to 5, or the negative errno
     */
    int adjtimex(long[] timex);

    /**
     * A netlink socket bound to an address the kernel chooses, closed on exec, whose {@link #receive} gives up after a
     * second.
     *
     * @param protocol one of the NETLINK_ constants
     * @return the descriptor, to be given back by {@link #close}, or the negative errno
     */
    int netlink(int protocol);

    /** Sends the first {@code length} bytes to the kernel; their count or the negative errno. */
    int send(int fd, byte[] message, int length);

    /**
     * The next datagram, written from the start of a direct buffer, whose position and limit are left alone.
     *
     * @return its whole length, which exceeds the capacity when it was cut, or the negative errno
     */
    int receive(int fd, ByteBuffer into);

    void close(int fd);

    /**
     * Opens a file or directory to read or to ask about, closed on exec.
     *
     * @param path ends with a NUL byte
     * @return the descriptor, to be given back by {@link #close}, or the negative errno
     */
    int open(byte[] path);

    /**
     * ioctl(2) with a request made of what the kernel's {@code _IOR} and {@code _IOWR} make it of; how depends on the
     * architecture.
     *
     * @param writes whether the argument goes to the kernel too, besides coming from it
     * @param argument direct; its capacity is at least the size
     * @return 0 or the negative errno
     */
    int ioctl(int fd, boolean writes, int type, int number, int size, ByteBuffer argument);

    /**
     * A socket for {@link #ethtool}, closed on exec.
     *
     * @return the descriptor, to be given back by {@link #close}, or the negative errno
     */
    int interfaceSocket();

    /**
     * ioctl SIOCETHTOOL.
     *
     * @param device at most 15 bytes: the name of an interface
     * @param command a direct buffer in the byte order of the host with a structure of linux/ethtool.h from its start, in
     *     and out; the kernel writes as much as the structure says, whatever the capacity
     * @return 0 or the negative errno
     */
    int ethtool(int fd, byte[] device, ByteBuffer command);

    /**
     * perf_event_open(2) for all processes on one CPU, without a group, closed on exec. Counts from now on.
     *
     * @param attributes {@code struct perf_event_attr} with its size
     * @return the descriptor, to be given back by {@link #close}, or the negative errno
     */
    int perfEvent(byte[] attributes, int cpu);

    /**
     * One read(2) of at most as many words as the array has.
     *
     * @return bytes read, or the negative errno
     */
    int read(int fd, long[] into);

    /**
     * One datagram to a Unix socket.
     *
     * @param address {@code sun_path}: a path, or an abstract name behind a NUL byte
     * @return 0 or the negative errno
     */
    int notify(byte[] address, byte[] message);
}
