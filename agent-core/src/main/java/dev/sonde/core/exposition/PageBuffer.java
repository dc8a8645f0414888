package dev.sonde.core.exposition;

import java.util.Arrays;

/** Bytes that grow, reused from page to page. One thread at a time. */
final class PageBuffer {
    private byte[] bytes;
    private int length;

    PageBuffer(int capacity) {
        bytes = new byte[capacity];
    }

    void clear() {
        length = 0;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void length(int n) {
        length = n;
    }

    /** The array, with room for that many more bytes behind {@link #length}. */
    byte[] room(int more) {
        if (bytes.length - length < more) {
            long wanted = Math.max((long) length + more, bytes.length + (long) (bytes.length >> 1));
            if (wanted > Integer.MAX_VALUE - 8) {
                throw new IllegalStateException("page of more than 2 GB");
            }
            bytes = Arrays.copyOf(bytes, (int) wanted);
        }
        return bytes;
    }

    void append(byte[] from) {
        byte[] to = room(from.length);
        System.arraycopy(from, 0, to, length, from.length);
        length += from.length;
    }
}
