package dev.sonde.node.linux;

import java.util.BitSet;

/** The kernel's list format of CPU numbers, {@code 0-3,8,10-11}: {@code Documentation/core-api/printk-formats.rst}. */
public final class CpuList {
    /** Far above the largest NR_CPUS (8192), so that a broken file cannot ask for gigabytes. */
    private static final int MOST = 1 << 16;

    private CpuList() {}

    /**
     * Sets the bits of the CPUs in a file's content.
     *
     * @return false when the content is no list; an empty file is an empty list
     */
    public static boolean parse(byte[] bytes, int length, BitSet into) {
        into.clear();
        int i = 0;
        int from = -1;
        int number = -1;
        for (; i < length && bytes[i] != '\n'; i++) {
            byte b = bytes[i];
            if (b >= '0' && b <= '9') {
                number = Math.max(number, 0) * 10 + (b - '0');
                if (number >= MOST) {
                    return false;
                }
            } else if (b == '-' && from < 0 && number >= 0) {
                from = number;
                number = -1;
            } else if (b == ',' && number >= 0) {
                if (!add(into, from, number)) {
                    return false;
                }
                from = -1;
                number = -1;
            } else {
                return false;
            }
        }
        return i == 0 || number >= 0 && add(into, from, number);
    }

    private static boolean add(BitSet into, int from, int to) {
        if (from > to) {
            return false;
        }
        into.set(from < 0 ? to : from, to + 1);
        return true;
    }
}
