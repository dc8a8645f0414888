package dev.sonde.core.flags;

/** Decimal numbers as Go's flag parsers take them, which is less than {@link Double#parseDouble} takes. */
final class Numbers {
    private Numbers() {}

    /** The number, infinities included; NaN where {@code text} is not one. */
    static double parse(String text) {
        String digits = text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
        if (digits.equalsIgnoreCase("inf") || digits.equalsIgnoreCase("infinity")) {
            return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Java alone also takes "1d", "0x1p3" and blanks around the number.
            if ((c < '0' || c > '9') && "+-.eE".indexOf(c) < 0) {
                return Double.NaN;
            }
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
