package dev.sonde.core.flags;

import org.jspecify.annotations.Nullable;

/** The type of a flag's value. */
enum FlagKind {
    STRING,
    BOOL,
    INTEGER,
    NUMBER,
    DURATION,
    STRINGS,
    CHOICE;

    /** What is wrong with {@code value} as a value of {@code flag}, or null. */
    @Nullable String complaint(Flag flag, String value) {
        switch (this) {
            case BOOL:
                return value.equals("true") || value.equals("false") ? null : "expected true or false";
            case INTEGER:
                double number = Numbers.parse(value);
                return number == Math.rint(number) && Math.abs(number) <= Integer.MAX_VALUE
                        ? null
                        : "expected a whole number";
            case NUMBER:
                return Double.isNaN(Numbers.parse(value)) ? "expected a number" : null;
            case DURATION:
                return GoDuration.complaint(value);
            case CHOICE:
                return flag.allowed.contains(value) ? null : "must be one of " + String.join(", ", flag.allowed);
            default:
                return null;
        }
    }
}
