package dev.sonde.core.exposition;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that are put together, a word or the labels of a series. Reused; one thread at a time. */
public final class TextBytes {
    private static final int EXCERPT = 80;

    private byte[] bytes = new byte[64];
    private int length;

    public void clear() {
        length = 0;
    }

    public void add(int b) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        bytes[length++] = (byte) b;
    }

    public void add(byte[] from, int start, int end) {
        int n = end - start;
        if (bytes.length - length < n) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + n));
        }
        System.arraycopy(from, start, bytes, length, n);
        length += n;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    public boolean is(byte[] other) {
        if (length != other.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[i] != other[i]) {
                return false;
            }
        }
        return true;
    }

    boolean is(String ascii) {
        if (length != ascii.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Letters, digits and underscores, colons too in the name of a metric, and no digit first. */
    boolean isName(boolean colons) {
        for (int i = 0; i < length; i++) {
            if (!TextLexer.isNameByte(bytes[i], i > 0, colons)) {
                return false;
            }
        }
        return length > 0;
    }

    /** The beginning, for a message. */
    String excerpt() {
        int end = Math.min(length, EXCERPT);
        return new String(bytes, 0, end, StandardCharsets.UTF_8) + (end < length ? "..." : "");
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
