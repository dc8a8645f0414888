package dev.sonde.core.log;

/** Keys and values of a logfmt line, bare or quoted as Go's {@code log/slog} and {@code strconv.Quote} do. */
final class LogfmtText {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private LogfmtText() {}

    static void append(StringBuilder out, String text) {
        if (isBare(text)) {
            out.append(text);
            return;
        }
        out.append('"');
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            quoted(out, c);
        }
        out.append('"');
    }

    private static boolean isBare(String text) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c == ' ' || c == '=' || c == '"' || !isPrintable(c)) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static void quoted(StringBuilder out, int c) {
        int letter = "\u0007\b\f\n\r\t\u000b\"\\".indexOf(c);
        if (letter >= 0) {
            out.append('\\').append("abfnrtv\"\\".charAt(letter));
        } else if (isPrintable(c)) {
            out.appendCodePoint(c);
        } else if (isSurrogate(c)) {
            out.append('\uFFFD');
        } else if (c < 0x80) {
            hex(out.append("\\x"), c, 2);
        } else if (c < 0x10000) {
            hex(out.append("\\u"), c, 4);
        } else {
            hex(out.append("\\U"), c, 8);
        }
    }

    /** Letters, marks, numbers, punctuation, symbols and the ASCII blank: what Go calls printable. */
    static boolean isPrintable(int c) {
        if (c < 0x7f) {
            return c >= ' ';
        }
        switch (Character.getType(c)) {
            case Character.CONTROL:
            case Character.FORMAT:
            case Character.PRIVATE_USE:
            case Character.SURROGATE:
            case Character.UNASSIGNED:
            case Character.SPACE_SEPARATOR:
            case Character.LINE_SEPARATOR:
            case Character.PARAGRAPH_SEPARATOR:
                return false;
            default:
                return true;
        }
    }

    /** Half of a character: Java strings can hold it, UTF-8 cannot. */
    static boolean isSurrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    static void hex(StringBuilder out, int value, int digits) {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            out.append(HEX[value >> shift & 15]);
        }
    }
}
