package dev.sonde.node.linux;

import dev.sonde.core.io.ByteCursor;
import java.io.FileInputStream;
import java.io.IOException;

/**
 * {@code /proc/<pid>/stat} of one process or thread after the other: one open, one read, no garbage but the stream. Fields are
 * those of {@code Documentation/filesystems/proc.rst}, table 1-4. One thread at a time.
 */
public final class ProcessStat {
    /** The line has 52 numbers; the kernel hands it over in one piece. */
    private static final int LONGEST = 2048;

    /** Of the flags, {@code include/linux/sched.h}: a thread of the kernel. */
    private static final long PF_KTHREAD = 0x00200000;

    /** No host has more memory in pages; what claims it is garbage. */
    private static final long MOST_PAGES = 1L << 44;

    private static final int FLAGS = 9;
    private static final int USER_TICKS = 14;
    private static final int SYSTEM_TICKS = 15;
    private static final int THREADS = 20;
    private static final int START_TIME = 22;
    private static final int RESIDENT_PAGES = 24;

    private final byte[] bytes = new byte[LONGEST];
    private final ByteCursor cursor = new ByteCursor();
    private final long[] fields = new long[RESIDENT_PAGES + 1];
    private int nameStart;
    private int nameEnd;
    private char state;

    /** Reads the file; false when the process has gone or what is there is no such line. */
    public boolean read(String path) {
        try (FileInputStream file = new FileInputStream(path)) {
            return parse(file.read(bytes));
        } catch (IOException e) {
            return false;
        }
    }

    /** {@code 1234 (a name) S 1 ...}; the name may hold anything, brackets and blanks too. */
    private boolean parse(int length) {
        int open = 0;
        while (open < length && bytes[open] != '(') {
            open++;
        }
        int close = length - 1;
        while (close > open && bytes[close] != ')') {
            close--;
        }
        if (close <= open) {
            return false;
        }
        nameStart = open + 1;
        nameEnd = close;
        cursor.reset(bytes, close + 1, length);
        if (!cursor.word() || cursor.wordEnd() - cursor.wordStart() != 1) {
            return false;
        }
        state = (char) (bytes[cursor.wordStart()] & 0xff);
        for (int i = 4; i <= RESIDENT_PAGES; i++) {
            // The numbers between (session, terminal, ...) may have a sign, and the size of the address space 64 bits.
            if (isWanted(i)) {
                fields[i] = cursor.number();
            } else if (!cursor.word()) {
                return false;
            }
        }
        return cursor.ok()
                && (fields[USER_TICKS] | fields[SYSTEM_TICKS] | fields[THREADS] | fields[START_TIME]) >= 0
                && fields[RESIDENT_PAGES] >= 0
                && fields[RESIDENT_PAGES] <= MOST_PAGES;
    }

    private static boolean isWanted(int field) {
        return switch (field) {
            case FLAGS, USER_TICKS, SYSTEM_TICKS, THREADS, START_TIME, RESIDENT_PAGES -> true;
            default -> false;
        };
    }

    /** The line; what is asked for here is valid until the next {@link #read}. */
    public byte[] bytes() {
        return bytes;
    }

    public int nameStart() {
        return nameStart;
    }

    /**
     * Where the name of the command ends. The kernel names its threads after what they do and where, {@code
     * kworker/3:1-events}; what they do is before the slash.
     */
    public int nameEnd() {
        if ((fields[FLAGS] & PF_KTHREAD) != 0) {
            for (int i = nameStart + 1; i < nameEnd; i++) {
                if (bytes[i] == '/') {
                    return i;
                }
            }
        }
        return nameEnd;
    }

    /** The letter of the state, {@code R} for running and so on. */
    public char state() {
        return state;
    }

    /** Hundredths of a second in user mode, those of threads that have ended too. */
    public long userTicks() {
        return fields[USER_TICKS];
    }

    /** Hundredths of a second in the kernel. */
    public long systemTicks() {
        return fields[SYSTEM_TICKS];
    }

    /** Threads of the whole process, also in the line of one of them. */
    public long threads() {
        return fields[THREADS];
    }

    /** Hundredths of a second after the start of the host; with the number it tells one process from all others. */
    public long startTime() {
        return fields[START_TIME];
    }

    public long residentPages() {
        return fields[RESIDENT_PAGES];
    }
}
