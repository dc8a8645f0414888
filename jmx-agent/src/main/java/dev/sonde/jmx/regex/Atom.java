package dev.sonde.jmx.regex;

import java.util.regex.Pattern;

/** A part of an expression that takes one character; Java itself says which. Immutable. */
final class Atom {
    private final Pattern pattern;

    /** @throws java.util.regex.PatternSyntaxException when the text is no expression of its own */
    Atom(String text, int flags) {
        pattern = Pattern.compile(text, flags);
    }

    boolean takes(char c) {
        return pattern.matcher(String.valueOf(c)).matches();
    }

    boolean sameAs(String text, int flags) {
        return pattern.flags() == flags && pattern.pattern().equals(text);
    }
}
