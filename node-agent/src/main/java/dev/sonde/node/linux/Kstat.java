package dev.sonde.node.linux;

import dev.sonde.core.io.ByteCursor;

/**
 * A file of named values as the Solaris porting layer of OpenZFS writes it ({@code
 * module/os/linux/spl/spl-kstat.c}), by one row at a time:
 *
 * <pre>
 * 13 1 0x01 147 39984 8107416861 10015453543000
 * name                            type data
 * hits                            4    8772612
 * </pre>
 *
 * <p>Reused; one thread at a time.
 */
public final class Kstat {
    public static final int INT64 = 3;
    public static final int UINT64 = 4;
    public static final int STRING = 7;

    private final ByteCursor cursor = new ByteCursor();
    private int keyStart;
    private int keyEnd;
    private int type;
    private long number;

    /** Moves behind the heading; false when there is none. */
    public boolean begin(byte[] bytes, int length) {
        cursor.reset(bytes, 0, length);
        do {
            if (cursor.word() && cursor.wordIs("name") && cursor.word() && cursor.wordIs("type")) {
                return true;
            }
        } while (cursor.nextLine());
        return false;
    }

    /** Moves to the next row that has a value; false when there is none. */
    public boolean next() {
        while (cursor.nextLine()) {
            if (!cursor.word()) {
                continue;
            }
            keyStart = cursor.wordStart();
            keyEnd = cursor.wordEnd();
            boolean digit = cursor.word() && cursor.wordEnd() == cursor.wordStart() + 1;
            type = digit ? cursor.bytes()[cursor.wordStart()] - '0' : 0;
            if (cursor.word()) {
                return true;
            }
        }
        return false;
    }

    /** One of the constants above, or a type that they do not name. */
    public int type() {
        return type;
    }

    public boolean isNumber() {
        return type == INT64 || type == UINT64;
    }

    public int keyStart() {
        return keyStart;
    }

    public int keyEnd() {
        return keyEnd;
    }

    public boolean keyIs(String ascii) {
        byte[] bytes = cursor.bytes();
        boolean same = keyEnd - keyStart == ascii.length();
        for (int i = 0; same && i < ascii.length(); i++) {
            same = bytes[keyStart + i] == ascii.charAt(i);
        }
        return same;
    }

    /** Reads the row's number; false when it is none that fits its type. */
    public boolean takeNumber() {
        cursor.clear();
        number = type == INT64 ? cursor.wordNumber() : cursor.wordU64();
        return cursor.ok();
    }

    /** The number that was read: a u64 as the bits of a long when the type is {@link #UINT64}. */
    public long number() {
        return number;
    }

    /** Where the row's value begins. */
    public int valueStart() {
        return cursor.wordStart();
    }

    /** Where its line ends but for blanks: text may have blanks inside. */
    public int valueEnd() {
        int end = cursor.lineEnd();
        while (end > cursor.wordStart() && cursor.bytes()[end - 1] == ' ') {
            end--;
        }
        return end;
    }
}
