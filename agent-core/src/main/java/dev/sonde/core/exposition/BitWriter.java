package dev.sonde.core.exposition;

import java.util.Arrays;

/** Bits into bytes, lowest first, as deflate packs them. Reused; one thread at a time. */
final class BitWriter {
    private byte[] bytes = new byte[16 * 1024];
    private int length;
    private long pending;
    private int count;

    void clear() {
        length = 0;
        pending = 0;
        count = 0;
    }

    /** Appends the lowest n bits, at most 48; the bits above them are 0. */
    void write(long bits, int n) {
        pending |= bits << count;
        count += n;
        if (count >= 16) {
            flush();
        }
    }

    private void flush() {
        if (bytes.length - length < 8) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        byte[] out = bytes;
        int at = length;
        long rest = pending;
        int left = count;
        while (left >= 8) {
            out[at++] = (byte) rest;
            rest >>>= 8;
            left -= 8;
        }
        length = at;
        pending = rest;
        count = left;
    }

    /** Fills up the last byte with zeros. */
    void align() {
        count = count + 7 & ~7;
        flush();
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }
}
