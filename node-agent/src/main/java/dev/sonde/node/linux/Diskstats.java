package dev.sonde.node.linux;

import dev.sonde.core.io.ByteCursor;

/**
 * One line of {@code /proc/diskstats} at a time ({@code Documentation/admin-guide/iostats.rst}): major, minor, name and
 * 11 numbers, 15 since Linux 4.18 (discards), 17 since 5.5 (flushes). Reused; one thread at a time.
 */
public final class Diskstats {
    /** Numbers of a device that every kernel since 2.6 gives. Before 2.6.25 partitions had fewer. */
    public static final int LEAST = 11;

    /** Numbers that we know; further ones are not looked at. */
    public static final int MOST = 17;

    private final long[] numbers = new long[MOST];
    private int count;
    private int major;
    private int minor;
    private int nameStart;
    private int nameEnd;

    /** Takes major, minor and name of the line the cursor is at; false when they are not what they should be. */
    public boolean takeDevice(ByteCursor cursor) {
        cursor.clear();
        long majorNumber = cursor.number();
        long minorNumber = cursor.number();
        cursor.word();
        nameStart = cursor.wordStart();
        nameEnd = cursor.wordEnd();
        major = (int) majorNumber;
        minor = (int) minorNumber;
        return cursor.ok()
                && nameEnd > nameStart
                && major == majorNumber
                && minor == minorNumber
                && major >= 0
                && minor >= 0;
    }

    /** Takes the numbers that follow; false when one is none. */
    public boolean takeNumbers(ByteCursor cursor) {
        count = 0;
        while (count < MOST && cursor.word()) {
            numbers[count++] = cursor.wordU64();
        }
        return cursor.ok();
    }

    public int major() {
        return major;
    }

    public int minor() {
        return minor;
    }

    /** Where the device's name begins in the cursor's bytes. */
    public int nameStart() {
        return nameStart;
    }

    public int nameEnd() {
        return nameEnd;
    }

    /** How many numbers the line has, at most {@link #MOST}. */
    public int count() {
        return count;
    }

    /** The i-th number, a u64 as the bits of a long. */
    public long number(int i) {
        return numbers[i];
    }
}
