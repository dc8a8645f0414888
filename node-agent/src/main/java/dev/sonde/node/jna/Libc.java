package dev.sonde.node.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.nio.ByteBuffer;

/**
 * The C library by direct mapping. Arrays are copied in and out, so only small ones are passed. Functions are looked up
 * when the class is initialised: only such as every C library for 64-bit Linux has may be declared.
 */
final class Libc {
    private static final String LIBRARY_PATH = "jna.platform.library.path";

    static {
        // Unless told where libraries are, JNA starts ldconfig to ask; ours is loaded already.
        if (System.getProperty(LIBRARY_PATH) == null) {
            System.setProperty(LIBRARY_PATH, "/lib");
        }
        Native.register(Libc.class, NativeLibrary.getProcess());
    }

    private Libc() {}

    static native int statfs(byte[] path, long[] into);

    /** Variadic, with no argument behind the sixth: integers and pointers then travel as in any call. */
    static native long syscall(long number, long directory, byte[] path, long flags, long mask, long[] into);

    /** The same function for perf_event_open. */
    static native long syscall(long number, byte[] attributes, long process, long cpu, long group, long flags);

    /** Variadic too. */
    static native int ioctl(int fd, long request, byte[] argument);

    static native long read(int fd, long[] into, long length);

    static native int adjtimex(long[] timex);

    static native int socket(int domain, int type, int protocol);

    static native int bind(int fd, byte[] address, int length);

    static native int setsockopt(int fd, int level, int option, long[] value, int length);

    static native long sendto(int fd, byte[] bytes, long length, int flags, byte[] address, int addressLength);

    static native long recv(int fd, ByteBuffer into, long length, int flags);

    /** Variadic as {@link #syscall}, and never asked to create: there is no third argument. */
    static native int open(byte[] path, int flags);

    /** Variadic as {@link #syscall}. */
    static native int ioctl(int fd, long request, ByteBuffer argument);

    static native int close(int fd);
}
