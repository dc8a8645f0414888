package dev.sonde.core.exposition;

/** Length and distance symbols of deflate (RFC 1951, 3.2.5). */
final class DeflateTables {
    static final int END = 256;
    static final int LITERALS = 286;
    static final int DISTANCES = 30;
    static final int MIN_MATCH = 3;
    static final int MAX_MATCH = 258;
    static final int WINDOW = 32 * 1024;

    private static final int[] LENGTH_BASE = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258
    };
    private static final int[] LENGTH_BITS = {
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0
    };

    private DeflateTables() {}

    /** Index from 0 of the length symbol; the symbol is 257 more. */
    static int lengthIndex(int length) {
        int i = LENGTH_BASE.length - 1;
        while (LENGTH_BASE[i] > length) {
            i--;
        }
        return i;
    }

    static int lengthBase(int index) {
        return LENGTH_BASE[index];
    }

    static int lengthBits(int index) {
        return LENGTH_BITS[index];
    }

    /** Symbol of a distance from 1 to {@link #WINDOW}: two for each power of two, so the top two bits tell it. */
    static int distanceSymbol(int distance) {
        int d = distance - 1;
        if (d < 4) {
            return d;
        }
        int top = 31 - Integer.numberOfLeadingZeros(d);
        return 2 * top + (d >> top - 1 & 1);
    }

    static int distanceBits(int symbol) {
        return symbol < 4 ? 0 : (symbol >> 1) - 1;
    }
}
