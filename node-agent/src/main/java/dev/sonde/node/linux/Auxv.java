package dev.sonde.node.linux;

import dev.sonde.core.io.KernelFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What the kernel told this process when it started it, {@code /proc/self/auxv}; see getauxval(3). */
public final class Auxv {
    private static final int AT_PAGESZ = 6;
    private static final int USUAL = 4096;

    private Auxv() {}

    /** Bytes of a page of memory, as getpagesize(2) gives it. */
    public static long pageSize() {
        try (KernelFile file = new KernelFile("/proc/self/auxv", 1024)) {
            return file.read() ? pageSize(file.bytes(), file.length()) : USUAL;
        }
    }

    /** @param auxv pairs of 64-bit words in the machine's byte order, as all JVMs of the packages are 64-bit */
    static long pageSize(byte[] auxv, int length) {
        ByteBuffer words = ByteBuffer.wrap(auxv, 0, length).order(ByteOrder.nativeOrder());
        while (words.remaining() >= 2 * Long.BYTES) {
            long type = words.getLong();
            long value = words.getLong();
            if (type == AT_PAGESZ && value > 0) {
                return value;
            }
        }
        return USUAL;
    }
}
