package dev.sonde.node.linux;

import org.jspecify.annotations.Nullable;

/** Where a PCI device is: {@code 0000:3b:00.1}, four hexadecimal numbers. */
public record PciAddress(String segment, String bus, String device, String function) {
    /** Null when it is none. Digits are made small and as many as the kernel writes. */
    public static @Nullable PciAddress parse(String text) {
        int first = text.indexOf(':');
        int second = text.indexOf(':', first + 1);
        int point = text.indexOf('.', second + 1);
        if (first < 0 || second < 0 || point < 0) {
            return null;
        }
        int segment = hex(text, 0, first);
        int bus = hex(text, first + 1, second);
        int device = hex(text, second + 1, point);
        int function = hex(text, point + 1, text.length());
        if ((segment | bus | device | function) < 0) {
            return null;
        }
        return new PciAddress(padded(segment, 4), padded(bus, 2), padded(device, 2), padded(function, 1));
    }

    private static int hex(String text, int from, int to) {
        if (to <= from || to - from > 7) {
            return -1;
        }
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            number = number << 4 | digit;
        }
        return number;
    }

    /** A number in small hexadecimal digits, zeros before it. */
    public static String padded(int number, int digits) {
        String text = Integer.toHexString(number);
        return text.length() >= digits ? text : "0".repeat(digits - text.length()) + text;
    }
}
