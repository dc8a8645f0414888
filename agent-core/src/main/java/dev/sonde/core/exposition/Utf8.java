package dev.sonde.core.exposition;

/** Well-formed UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing beyond U+10FFFF. */
final class Utf8 {
    private Utf8() {}

    static boolean isValid(byte[] bytes, int length) {
        int i = 0;
        while (i < length) {
            int n = sequence(bytes, i, length);
            if (n == 0) {
                return false;
            }
            i += n;
        }
        return true;
    }

    /** Length of the well-formed sequence that begins there, 0 when none does. */
    private static int sequence(byte[] bytes, int i, int length) {
        int lead = bytes[i] & 0xff;
        if (lead < 0x80) {
            return 1;
        }
        int n = lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
        if (n == 0 || i + n > length) {
            return 0;
        }
        for (int k = 1; k < n; k++) {
            if ((bytes[i + k] & 0xc0) != 0x80) {
                return 0;
            }
        }
        int second = bytes[i + 1] & 0xff;
        boolean bad = lead == 0xe0 && second < 0xa0
                || lead == 0xed && second >= 0xa0
                || lead == 0xf0 && second < 0x90
                || lead == 0xf4 && second >= 0x90;
        return bad ? 0 : n;
    }
}
