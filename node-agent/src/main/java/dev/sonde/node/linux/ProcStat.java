package dev.sonde.node.linux;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import java.io.IOException;
import java.util.Arrays;

/**
 * {@code /proc/stat}, read once per scrape for all collectors that use it. They may run on different threads: hold this
 * object's monitor from {@link #read} until the numbers are used.
 *
 * <p>All numbers are u64 as the bits of a long, see {@link Unsigned}; CPU times are in ticks of 1/100 s (USER_HZ, fixed
 * by the kernel's ABI on all architectures Java runs on). A line that cannot be read makes only the part it belongs to
 * fail.
 *
 * <p>Format: {@code Documentation/filesystems/proc.rst}, 1.7. Columns that an older kernel lacks (steal before 2.6.11,
 * guest before 2.6.24, guest_nice before 2.6.33) are 0.
 */
public final class ProcStat {
    public static final int USER = 0;
    public static final int NICE = 1;
    public static final int SYSTEM = 2;
    public static final int IDLE = 3;
    public static final int IOWAIT = 4;
    public static final int IRQ = 5;
    public static final int SOFTIRQ = 6;
    public static final int STEAL = 7;
    public static final int GUEST = 8;
    public static final int GUEST_NICE = 9;

    /** Columns of a CPU's line. */
    public static final int COLUMNS = 10;

    public static final int INTERRUPTS = 0;
    public static final int CONTEXT_SWITCHES = 1;
    public static final int BOOT_TIME = 2;
    public static final int FORKS = 3;
    public static final int RUNNING = 4;
    public static final int BLOCKED = 5;

    /** Vectors of the softirq line, in the kernel's order. */
    public static final int VECTORS = 10;

    private static final String[] KEYS = {"intr", "ctxt", "btime", "processes", "procs_running", "procs_blocked"};
    private static final int LEAST_COLUMNS = 4;
    private static final int FINE = -1;

    private final KernelFile file;
    private final ByteCursor cursor = new ByteCursor();
    private boolean fresh;
    private long readIn;
    private boolean readable;

    private int cpus;
    private int[] ids = new int[4];
    private long[] ticks = new long[4 * COLUMNS];
    private final long[] counters = new long[KEYS.length];
    private final boolean[] present = new boolean[KEYS.length];
    private final long[] vectors = new long[VECTORS];
    private boolean hasVectors;
    private int badCpu = FINE;
    private int badCounter = FINE;
    private int badVector = FINE;

    public ProcStat(String path) {
        file = new KernelFile(path, 8192);
    }

    /** Reads the file unless this scrape has done so already. */
    public synchronized void read(long scrapeId) throws IOException {
        if (!fresh || readIn != scrapeId) {
            fresh = true;
            readIn = scrapeId;
            readable = file.read();
            parse();
        }
        if (!readable) {
            throw new IOException(file.failure());
        }
    }

    private void parse() {
        cpus = 0;
        Arrays.fill(present, false);
        hasVectors = false;
        badCpu = FINE;
        badCounter = FINE;
        badVector = FINE;
        if (file.length() == 0) {
            return;
        }
        cursor.reset(file);
        do {
            if (cursor.word()) {
                line();
            }
        } while (cursor.nextLine());
    }

    private void line() {
        int start = cursor.wordStart();
        cursor.clear();
        if (cursor.wordStartsWith("cpu")) {
            if (cursor.wordEnd() - start > 3 && !takeCpu(start)) {
                badCpu = start;
            }
        } else if (cursor.wordIs("softirq")) {
            if (!takeVectors()) {
                badVector = start;
            }
        } else {
            int key = key();
            if (key >= 0) {
                counters[key] = cursor.u64();
                present[key] = true;
                if (!cursor.ok()) {
                    badCounter = start;
                }
            }
        }
    }

    private int key() {
        for (int i = 0; i < KEYS.length; i++) {
            if (cursor.wordIs(KEYS[i])) {
                return i;
            }
        }
        return -1;
    }

    private boolean takeCpu(int start) {
        int id = id(start + 3, cursor.wordEnd());
        if (id < 0 || cpus > 0 && id <= ids[cpus - 1]) {
            return false;
        }
        if (cpus == ids.length) {
            ids = Arrays.copyOf(ids, 2 * cpus);
            ticks = Arrays.copyOf(ticks, 2 * cpus * COLUMNS);
        }
        int at = cpus * COLUMNS;
        int column = 0;
        while (column < COLUMNS && cursor.word()) {
            ticks[at + column++] = cursor.wordU64();
        }
        if (column < LEAST_COLUMNS || !cursor.ok()) {
            return false;
        }
        Arrays.fill(ticks, at + column, at + COLUMNS, 0);
        ids[cpus++] = id;
        return true;
    }

    private int id(int from, int to) {
        if (to - from > 6) {
            return -1;
        }
        byte[] bytes = cursor.bytes();
        int id = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            id = 10 * id + digit;
        }
        return id;
    }

    private boolean takeVectors() {
        cursor.u64();
        for (int i = 0; i < VECTORS; i++) {
            vectors[i] = cursor.u64();
        }
        hasVectors = cursor.ok();
        return cursor.ok();
    }

    /** Throws when the CPUs' lines were not all there and well. */
    public void checkCpus() throws IOException {
        check(badCpu);
        if (cpus == 0) {
            throw new IOException(file.path() + ": no line of a CPU");
        }
    }

    /** Throws when a counter could not be read, or none was there. */
    public void checkCounters() throws IOException {
        check(badCounter);
        for (boolean b : present) {
            if (b) {
                return;
            }
        }
        throw new IOException(file.path() + ": none of the known counters");
    }

    /** Throws when the line of software interrupts could not be read. */
    public void checkVectors() throws IOException {
        check(badVector);
    }

    private void check(int bad) throws IOException {
        if (bad != FINE) {
            throw KernelFiles.malformed(file, bad);
        }
    }

    /** CPUs that are online, in ascending order of their numbers. */
    public int cpus() {
        return cpus;
    }

    /** Number of the i-th CPU. */
    public int cpu(int i) {
        return ids[i];
    }

    public long ticks(int i, int column) {
        return ticks[i * COLUMNS + column];
    }

    /** Whether the kernel has the counter {@link #INTERRUPTS} to {@link #BLOCKED}. */
    public boolean has(int counter) {
        return present[counter];
    }

    public long counter(int counter) {
        return counters[counter];
    }

    public boolean hasVectors() {
        return hasVectors;
    }

    public long vector(int i) {
        return vectors[i];
    }
}
