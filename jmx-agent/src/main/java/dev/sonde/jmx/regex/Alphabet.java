package dev.sonde.jmx.regex;

/** The characters that a value may be printed with; a value of the first two is never empty. */
public enum Alphabet {
    /** The numbers of java.lang, java.math and java.util.concurrent.atomic: {@code -1.5E-7}, {@code Infinity}. */
    NUMBER("0123456789.eE+-NaInfity"),
    BOOLEAN("truefals"),
    /** Anything, and nothing. */
    TEXT("");

    private final String characters;

    Alphabet(String characters) {
        this.characters = characters;
    }

    boolean meets(Atom atom) {
        if (this == TEXT) {
            return true;
        }
        for (int i = 0; i < characters.length(); i++) {
            if (atom.takes(characters.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
