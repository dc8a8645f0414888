package dev.sonde.core.metrics;

import java.util.Arrays;

/** Strings put together as a key of bytes, each preceded by its length. Reused; one thread at a time. */
final class KeyBytes {
    private byte[] bytes = new byte[256];
    private int length;

    void clear() {
        length = 0;
    }

    KeyBytes append(String text) {
        int n = text.length();
        append(n);
        room(2 * n);
        for (int i = 0; i < n; i++) {
            char c = text.charAt(i);
            bytes[length++] = (byte) c;
            bytes[length++] = (byte) (c >>> 8);
        }
        return this;
    }

    KeyBytes append(int number) {
        room(4);
        for (int shift = 0; shift < 32; shift += 8) {
            bytes[length++] = (byte) (number >>> shift);
        }
        return this;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }
}
