package dev.sonde.core.exposition;

import java.util.Arrays;

/** Items of a plan while it is made: literals are packed into strings of up to 48 bits. One thread at a time. */
final class Block {
    private static final int FULL = 48;

    private long[] bits = new long[64];
    private byte[] counts = new byte[64];
    private int[] sources = new int[64];
    private int[] offsets = new int[64];
    private int size;
    private boolean packing;

    void literal(int code, int length) {
        if (!packing || counts[size - 1] + length > FULL) {
            add();
            packing = true;
        }
        bits[size - 1] |= (long) code << counts[size - 1];
        counts[size - 1] += (byte) length;
    }

    void match(long lengthBits, int lengthCount, int source, int offset) {
        add();
        bits[size - 1] = lengthBits;
        counts[size - 1] = (byte) lengthCount;
        sources[size - 1] = source;
        offsets[size - 1] = offset;
    }

    /** Ends a segment: what follows is not packed with what precedes. */
    int mark() {
        packing = false;
        return size;
    }

    private void add() {
        if (size == bits.length) {
            bits = Arrays.copyOf(bits, 2 * size);
            counts = Arrays.copyOf(counts, 2 * size);
            sources = Arrays.copyOf(sources, 2 * size);
            offsets = Arrays.copyOf(offsets, 2 * size);
        }
        bits[size] = 0;
        counts[size] = 0;
        sources[size] = -1;
        size++;
        packing = false;
    }

    long[] bits() {
        return Arrays.copyOf(bits, size);
    }

    byte[] counts() {
        return Arrays.copyOf(counts, size);
    }

    int[] sources() {
        return Arrays.copyOf(sources, size);
    }

    int[] offsets() {
        return Arrays.copyOf(offsets, size);
    }
}
