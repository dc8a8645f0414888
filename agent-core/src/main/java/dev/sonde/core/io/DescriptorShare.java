package dev.sonde.core.io;

/**
 * How many files of devices may stay open between scrapes, over all collectors. A file that is kept open costs a tenth
 * of one that is opened for each scrape, but a host may have thousands of devices with two dozen files each, and who
 * asks for too many descriptors takes them from connections. Any thread.
 */
public final class DescriptorShare {
    /** Each costs up to 4.5 KB of kernel memory and half a kilobyte of heap. */
    private static final int MOST = 4096;

    private int left;

    /** @param files how many may be open at a time */
    public DescriptorShare(int files) {
        this.left = files;
    }

    /** A quarter of what the process may have open, as {@code /proc/self/limits} says, and 4,096 at most. */
    public static DescriptorShare ofProcess() {
        try (KernelFile limits = new KernelFile("/proc/self/limits")) {
            return new DescriptorShare(limits.read() ? (int) Math.min(MOST, softLimit(limits) / 4) : 0);
        }
    }

    /** Lines are {@code Max open files   1024   4096   files}: soft limit, hard limit, unit. */
    static long softLimit(KernelFile limits) {
        ByteCursor cursor = new ByteCursor().reset(limits);
        do {
            if (cursor.word() && cursor.wordIs("Max") && cursor.word() && cursor.wordIs("open")) {
                cursor.word();
                cursor.word();
                return cursor.wordIs("unlimited") ? Long.MAX_VALUE : Math.max(0, cursor.wordNumber());
            }
        } while (cursor.nextLine());
        return 0;
    }

    /** Whether so many files may be kept open from now on; if so they are to be given back some day. */
    public synchronized boolean take(int files) {
        if (left < files) {
            return false;
        }
        left -= files;
        return true;
    }

    public synchronized void giveBack(int files) {
        left += files;
    }
}
