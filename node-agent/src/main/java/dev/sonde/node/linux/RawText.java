package dev.sonde.node.linux;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that seldom change: a name, an address. Copied only when they differ from what is held. */
public final class RawText {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private byte[] bytes = {};
    private int length;

    /** Takes {@code [from, to)}; true when that is news. */
    public boolean set(byte[] source, int from, int to) {
        if (is(source, from, to)) {
            return false;
        }
        int n = to - from;
        if (bytes.length < n) {
            bytes = new byte[n];
        }
        System.arraycopy(source, from, bytes, 0, n);
        length = n;
        return true;
    }

    /** Whether {@code [from, to)} is what is held. */
    public boolean is(byte[] source, int from, int to) {
        return to - from == length && Arrays.equals(bytes, 0, length, source, from, to);
    }

    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** As a hardware address: {@code 02:fc:00:00:00:01}. */
    public String address() {
        StringBuilder text = new StringBuilder(3 * length);
        for (int i = 0; i < length; i++) {
            if (i > 0) {
                text.append(':');
            }
            text.append(HEX[bytes[i] >> 4 & 15]).append(HEX[bytes[i] & 15]);
        }
        return text.toString();
    }

    /** With one U+FFFD for each run of bytes that is not UTF-8. */
    public String text() {
        return MountPath.text(bytes, 0, length);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
