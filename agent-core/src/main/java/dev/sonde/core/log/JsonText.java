package dev.sonde.core.log;

/** JSON values on one line that no terminal takes for a command. */
final class JsonText {
    private JsonText() {}

    static void append(StringBuilder out, Object value, String text) {
        if (value instanceof Boolean || isFinite(value)) {
            out.append(text);
        } else {
            string(out, text);
        }
    }

    static void string(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            escaped(out, c);
        }
        out.append('"');
    }

    private static void escaped(StringBuilder out, int c) {
        int letter = "\b\f\n\r\t\"\\".indexOf(c);
        if (letter >= 0) {
            out.append('\\').append("bfnrt\"\\".charAt(letter));
        } else if (LogfmtText.isSurrogate(c)) {
            out.append('\uFFFD');
        } else if (c < 0x10000 && !LogfmtText.isPrintable(c)) {
            LogfmtText.hex(out.append("\\u"), c, 4);
        } else {
            out.appendCodePoint(c);
        }
    }

    private static boolean isFinite(Object value) {
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            return !Double.isNaN(number) && !Double.isInfinite(number);
        }
        return value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte;
    }
}
