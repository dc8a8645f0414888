package dev.sonde.jmx.regex;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node of a parsed expression. */
final class Part {
    enum Kind {
        /** One character. */
        ATOM,
        SEQUENCE,
        CHOICE,
        OPTIONAL,
        STAR,
        PLUS,
        /** Looks at what follows without taking it, so that the outcome may hang on a character not yet taken. */
        LOOK,
        /** Leaves traces of ways that lead nowhere: gives nothing back, or forgets to reset a group. */
        ATOMIC
    }

    final Kind kind;
    final @Nullable Atom atom;
    final List<Part> parts;

    private Part(Kind kind, @Nullable Atom atom, List<Part> parts) {
        this.kind = kind;
        this.atom = atom;
        this.parts = parts;
    }

    static Part of(Atom atom) {
        return new Part(Kind.ATOM, atom, new ArrayList<>(0));
    }

    static Part of(Kind kind, List<Part> parts) {
        return new Part(kind, null, parts);
    }

    static Part of(Kind kind, Part part) {
        List<Part> one = new ArrayList<>(1);
        one.add(part);
        return new Part(kind, null, one);
    }

    /** Takes nothing and always succeeds. */
    static Part nothing() {
        return of(Kind.SEQUENCE, new ArrayList<>(0));
    }
}
