package dev.sonde.node.jna;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import dev.sonde.node.linux.Errno;
import dev.sonde.node.linux.FileSystemReading;
import dev.sonde.node.linux.SystemCalls;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/** Layouts are those of 64-bit little-endian Linux, the same on x86-64, arm64, riscv64 and ppc64le. */
final class JnaSystemCalls implements SystemCalls {
    private static final int AF_UNIX = 1;
    private static final int AF_NETLINK = 16;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_RAW = 3;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVTIMEO = 20;
    private static final int MSG_TRUNC = 0x20;
    private static final int MSG_NOSIGNAL = 0x4000;

    private static final int AT_FDCWD = -100;
    /** As stat does it, but a network file system may answer from what it knows, and no automount is set off. */
    private static final int STATX_FLAGS = 0x4000 | 0x800;

    private static final int STATX_TYPE = 1;
    private static final long STATX_ATTR_MOUNT_ROOT = 0x2000;
    private static final int STATX_WORDS = 32;
    private static final int STATFS_WORDS = 15;

    private static final int O_NONBLOCK = 0x800;
    private static final int O_CLOEXEC = 0x80000;

    private static final int AF_INET = 2;
    private static final int SIOCETHTOOL = 0x8946;
    private static final int IFNAMSIZ = 16;
    private static final int IFREQ = 40;
    private static final int PERF_FLAG_FD_CLOEXEC = 8;

    private final int statx;
    private final int perfEventOpen;

    /** Bits of a request that say which way its argument goes: {@code _IOC_READ} and {@code _IOC_WRITE}. */
    private final long ioctlRead;

    private final long ioctlWrite;

    private JnaSystemCalls(int statx, int perfEventOpen, boolean power) {
        this.statx = statx;
        this.perfEventOpen = perfEventOpen;
        ioctlRead = power ? 2L << 29 : 2L << 30;
        ioctlWrite = power ? 4L << 29 : 1L << 30;
    }

    static SystemCalls load() {
        String arch = System.getProperty("os.arch", "");
        if (!System.getProperty("os.name", "").equals("Linux")) {
            throw new UnsupportedOperationException("not Linux");
        }
        SystemCalls calls = switch (arch) {
            case "amd64" -> new JnaSystemCalls(332, 298, false);
            case "aarch64", "riscv64" -> new JnaSystemCalls(291, 241, false);
            case "ppc64le" -> new JnaSystemCalls(383, 319, true);
            default -> throw new UnsupportedOperationException("structures of " + arch + " are not known");
        };
        Libc.close(-1);
        return calls;
    }

    @Override
    public int stat(byte[] path, FileSystemReading into) {
        device(path, into);
        long[] words = new long[STATFS_WORDS];
        if (Libc.statfs(path, words) != 0) {
            return error();
        }
        into.type = words[0];
        into.blockSize = words[1];
        into.blocks = words[2];
        into.blocksFree = words[3];
        into.blocksAvailable = words[4];
        into.files = words[5];
        into.filesFree = words[6];
        return 0;
    }

    /** An old kernel or a sandbox that forbids the call leaves the device unknown; then statfs stands unchecked. */
    private void device(byte[] path, FileSystemReading into) {
        long[] words = new long[STATX_WORDS];
        if (Libc.syscall(statx, AT_FDCWD, path, STATX_FLAGS, STATX_TYPE, words) != 0) {
            into.device = FileSystemReading.UNKNOWN_DEVICE;
            into.mountRoot = true;
            return;
        }
        // stx_attributes at byte 8, stx_attributes_mask at 56, stx_dev_major and _minor at 136 and 140.
        into.device = words[17] << 32 | words[17] >>> 32;
        into.mountRoot = (words[7] & STATX_ATTR_MOUNT_ROOT) == 0 || (words[1] & STATX_ATTR_MOUNT_ROOT) != 0;
    }

    @Override
    public int adjtimex(long[] timex) {
        int state = Libc.adjtimex(timex);
        return state < 0 ? error() : state;
    }

    @Override
    public int netlink(int protocol) {
        int fd = Libc.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol);
        if (fd < 0) {
            return error();
        }
        byte[] address = new byte[12];
        address[0] = AF_NETLINK;
        if (Libc.bind(fd, address, address.length) != 0
                || Libc.setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, new long[] {1, 0}, 2 * Long.BYTES) != 0) {
            int error = error();
            Libc.close(fd);
            return error;
        }
        return fd;
    }

    @Override
    public int send(int fd, byte[] message, int length) {
        byte[] kernel = new byte[12];
        kernel[0] = AF_NETLINK;
        long sent = Libc.sendto(fd, message, length, MSG_NOSIGNAL, kernel, kernel.length);
        return sent < 0 ? error() : (int) sent;
    }

    @Override
    public int receive(int fd, ByteBuffer into) {
        long received = Libc.recv(fd, into, into.capacity(), MSG_TRUNC);
        return received < 0 ? error() : (int) received;
    }

    @Override
    public int open(byte[] path) {
        int fd = Libc.open(path, O_CLOEXEC | O_NONBLOCK);
        return fd < 0 ? error() : fd;
    }

    @Override
    public int ioctl(int fd, boolean writes, int type, int number, int size, ByteBuffer argument) {
        long direction = writes ? ioctlRead | ioctlWrite : ioctlRead;
        long request = direction | (long) size << 16 | (long) type << 8 | number;
        return Libc.ioctl(fd, request, argument) < 0 ? error() : 0;
    }

    @Override
    public void close(int fd) {
        Libc.close(fd);
    }

    @Override
    public int interfaceSocket() {
        int fd = Libc.socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        if (fd < 0) {
            // A sandbox may leave us netlink alone; the kernel takes the request on any socket.
            fd = Libc.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_GENERIC);
        }
        return fd < 0 ? error() : fd;
    }

    @Override
    public int ethtool(int fd, byte[] device, ByteBuffer command) {
        byte[] request = new byte[IFREQ];
        System.arraycopy(device, 0, request, 0, Math.min(device.length, IFNAMSIZ - 1));
        long address = Pointer.nativeValue(Native.getDirectBufferPointer(command));
        for (int i = 0; i < Long.BYTES; i++) {
            request[IFNAMSIZ + i] = (byte) (address >>> 8 * i);
        }
        int result = Libc.ioctl(fd, SIOCETHTOOL, request) < 0 ? error() : 0;
        Reference.reachabilityFence(command);
        return result;
    }

    @Override
    public int perfEvent(byte[] attributes, int cpu) {
        long fd = Libc.syscall(perfEventOpen, attributes, -1, cpu, -1, PERF_FLAG_FD_CLOEXEC);
        return fd < 0 ? error() : (int) fd;
    }

    @Override
    public int read(int fd, long[] into) {
        long read = Libc.read(fd, into, (long) into.length * Long.BYTES);
        return read < 0 ? error() : (int) read;
    }

    @Override
    public int notify(byte[] address, byte[] message) {
        int fd = Libc.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        if (fd < 0) {
            return error();
        }
        byte[] sockaddr = new byte[2 + address.length];
        sockaddr[0] = AF_UNIX;
        System.arraycopy(address, 0, sockaddr, 2, address.length);
        long sent = Libc.sendto(fd, message, message.length, MSG_NOSIGNAL, sockaddr, sockaddr.length);
        int result = sent < 0 ? error() : 0;
        Libc.close(fd);
        return result;
    }

    private static int error() {
        int errno = Native.getLastError();
        return errno == 0 ? -Errno.EINVAL : -errno;
    }
}
