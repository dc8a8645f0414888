package dev.sonde.node.linux;

import dev.sonde.core.io.ByteCursor;

/**
 * A file of lines {@code key number number ...}, in which a number is known by its place alone: {@code
 * /proc/net/rpc/nfs}, {@code /sys/fs/xfs/<device>/stats/stats}. A line that cannot be read spoils only itself; one that
 * is not there has zeros. Reused; one thread at a time.
 */
public final class NumberLines {
    /**
     * A line to be looked for.
     *
     * @param key its first word
     * @param least numbers without which it is malformed
     * @param most numbers that are looked at; beyond them there may be anything
     * @param counted whether its first number says how many follow
     */
    public record Line(String key, int least, int most, boolean counted) {}

    private static final int ABSENT = -1;

    private final Line[] lines;
    private final long[][] numbers;
    private final int[] counts;
    private final int[] bad;
    private int unknown;
    private int good;

    public NumberLines(Line... lines) {
        this.lines = lines;
        numbers = new long[lines.length][];
        counts = new int[lines.length];
        bad = new int[lines.length];
        for (int i = 0; i < lines.length; i++) {
            numbers[i] = new long[lines[i].most];
        }
    }

    /** Reads the whole content that the cursor stands before. */
    public void parse(ByteCursor cursor) {
        unknown = 0;
        good = 0;
        for (int i = 0; i < lines.length; i++) {
            counts[i] = 0;
            bad[i] = ABSENT;
        }
        do {
            if (!cursor.word()) {
                continue;
            }
            int line = find(cursor);
            if (line < 0) {
                unknown++;
                continue;
            }
            int start = cursor.wordStart();
            if (take(cursor, line)) {
                good++;
            } else {
                counts[line] = 0;
                bad[line] = start;
            }
        } while (cursor.nextLine());
    }

    private int find(ByteCursor cursor) {
        for (int i = 0; i < lines.length; i++) {
            if (cursor.wordIs(lines[i].key)) {
                return i;
            }
        }
        return -1;
    }

    private boolean take(ByteCursor cursor, int line) {
        cursor.clear();
        long[] into = numbers[line];
        int words = 0;
        while (cursor.word()) {
            if (words < into.length) {
                into[words] = cursor.wordU64();
            }
            words++;
        }
        counts[line] = Math.min(words, into.length);
        return cursor.ok() && words >= lines[line].least && (!lines[line].counted || words > 0 && into[0] == words - 1);
    }

    /** Whether there was something, but no line that could be read. */
    public boolean isForeign() {
        return good == 0 && (unknown > 0 || firstBad() != ABSENT);
    }

    private int firstBad() {
        for (int offset : bad) {
            if (offset != ABSENT) {
                return offset;
            }
        }
        return ABSENT;
    }

    /** Where a line begins that could not be read, or -1 when the line is good or not there. */
    public int badOffset(int line) {
        return bad[line];
    }

    /** A number by its place, a u64 as the bits of a long; 0 behind the line's end. */
    public long number(int line, int place) {
        return place < counts[line] ? numbers[line][place] : 0;
    }
}
