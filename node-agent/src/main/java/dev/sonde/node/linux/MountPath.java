package dev.sonde.node.linux;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The path in a line of mountinfo, in which the kernel writes blank, tab, line feed and backslash as a backslash and
 * three octal digits.
 */
final class MountPath {
    private MountPath() {}

    /** As the peer shows it in labels: {@code \040} and {@code \011} undone, {@code \012} and {@code \134} not. */
    static byte[] shown(byte[] bytes, int from, int to) {
        return decode(bytes, from, to, false);
    }

    /** As it is on disk. */
    static byte[] raw(byte[] bytes, int from, int to) {
        return decode(bytes, from, to, true);
    }

    private static byte[] decode(byte[] bytes, int from, int to, boolean all) {
        byte[] out = new byte[to - from];
        int n = 0;
        for (int i = from; i < to; i++) {
            int c = bytes[i] == '\\' && i + 3 < to ? octal(bytes, i + 1) : -1;
            if (c == ' ' || c == '\t' || all && c >= 0) {
                out[n++] = (byte) c;
                i += 3;
            } else {
                out[n++] = bytes[i];
            }
        }
        return Arrays.copyOf(out, n);
    }

    private static int octal(byte[] bytes, int at) {
        int n = 0;
        for (int i = at; i < at + 3; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 7) {
                return -1;
            }
            n = n << 3 | digit;
        }
        return n < 256 ? n : -1;
    }

    /** UTF-8 with U+FFFD once for each run of bytes that are none, as Go's {@code strings.ToValidUTF8} has it. */
    static String text(byte[] bytes, int from, int to) {
        StringBuilder out = new StringBuilder(to - from);
        boolean inBroken = false;
        int at = from;
        while (at < to) {
            int length = sequence(bytes, at, to);
            if (length == 0) {
                if (!inBroken) {
                    out.append('\uFFFD');
                }
                inBroken = true;
                at++;
                continue;
            }
            inBroken = false;
            if (length == 1) {
                out.append((char) bytes[at]);
            } else {
                out.append(new String(bytes, at, length, StandardCharsets.UTF_8));
            }
            at += length;
        }
        return out.toString();
    }

    /** Length of the well-formed sequence that starts here, or 0; the table of Unicode 15, section 3.9. */
    private static int sequence(byte[] bytes, int at, int to) {
        int b = bytes[at] & 0xff;
        if (b < 0x80) {
            return 1;
        }
        int length = b < 0xc2 ? 0 : b < 0xe0 ? 2 : b < 0xf0 ? 3 : b < 0xf5 ? 4 : 0;
        if (length == 0 || at + length > to) {
            return 0;
        }
        int low = b == 0xe0 ? 0xa0 : b == 0xf0 ? 0x90 : 0x80;
        int high = b == 0xed ? 0x9f : b == 0xf4 ? 0x8f : 0xbf;
        for (int i = 1; i < length; i++) {
            int c = bytes[at + i] & 0xff;
            if (c < low || c > high) {
                return 0;
            }
            low = 0x80;
            high = 0xbf;
        }
        return length;
    }
}
