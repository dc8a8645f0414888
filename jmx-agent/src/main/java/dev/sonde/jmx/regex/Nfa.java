package dev.sonde.jmx.regex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * States and transitions of an expression that may begin anywhere in a text. State {@link #ACCEPT} is reached where the
 * expression is complete. Immutable once built.
 */
final class Nfa {
    static final int ACCEPT = 0;
    private static final int DEAD = 1;
    private static final int NONE = -1;
    private static final int MOST_STATES = 4000;

    private final List<Atom> atoms = new ArrayList<>();
    /** Atom that a state takes, or -1 for a state that goes on by itself. */
    private int[] atom = new int[64];

    private int[] next = new int[64];
    private int[] other = new int[64];
    private final BitSet fragile = new BitSet();
    private int size;
    private boolean inFragile;
    private final int start;
    private final BitSet[] finishing = new BitSet[Alphabet.values().length];

    Nfa(Part whole) throws Parser.UnsupportedException {
        add(NONE, NONE, NONE);
        add(NONE, NONE, NONE);
        int expression = compile(whole, ACCEPT);
        int loop = add(NONE, expression, NONE);
        Atom any = new Atom(".", java.util.regex.Pattern.DOTALL);
        other[loop] = add(index(any), loop, NONE);
        start = loop;
        for (Alphabet alphabet : Alphabet.values()) {
            finishing[alphabet.ordinal()] = finishing(alphabet);
        }
    }

    private int add(int takes, int first, int second) throws Parser.UnsupportedException {
        if (size == MOST_STATES) {
            throw new Parser.UnsupportedException("size");
        }
        if (size == atom.length) {
            atom = Arrays.copyOf(atom, 2 * size);
            next = Arrays.copyOf(next, 2 * size);
            other = Arrays.copyOf(other, 2 * size);
        }
        atom[size] = takes;
        next[size] = first;
        other[size] = second;
        fragile.set(size, inFragile && takes >= 0);
        return size++;
    }

    private int index(Atom wanted) {
        int known = atoms.indexOf(wanted);
        if (known < 0) {
            atoms.add(wanted);
            known = atoms.size() - 1;
        }
        return known;
    }

    /** The state to enter for {@code part}, from which {@code then} is reached. */
    private int compile(Part part, int then) throws Parser.UnsupportedException {
        switch (part.kind) {
            case ATOM:
                Atom takes = part.atom;
                return takes == null ? then : add(index(takes), then, NONE);
            case SEQUENCE:
                int entry = then;
                for (int i = part.parts.size() - 1; i >= 0; i--) {
                    entry = compile(part.parts.get(i), entry);
                }
                return entry;
            case CHOICE:
                int ways = compile(part.parts.get(0), then);
                for (int i = 1; i < part.parts.size(); i++) {
                    ways = add(NONE, ways, compile(part.parts.get(i), then));
                }
                return ways;
            case OPTIONAL:
                return add(NONE, compile(part.parts.get(0), then), then);
            case STAR:
            case PLUS:
                int loop = add(NONE, then, NONE);
                int body = compile(part.parts.get(0), loop);
                other[loop] = body;
                return part.kind == Part.Kind.STAR ? loop : body;
            case LOOK:
                return add(NONE, fragile(part.parts.get(0), DEAD), then);
            default:
                return fragile(part.parts.get(0), then);
        }
    }

    private int fragile(Part part, int then) throws Parser.UnsupportedException {
        boolean before = inFragile;
        inFragile = true;
        int entry = compile(part, then);
        inFragile = before;
        return entry;
    }

    /** The states that take a character of the alphabet on a way to the end that takes no other. */
    private BitSet finishing(Alphabet alphabet) {
        boolean[] meets = new boolean[atoms.size()];
        for (int i = 0; i < meets.length; i++) {
            meets[i] = alphabet.meets(atoms.get(i));
        }
        BitSet found = new BitSet(size);
        for (boolean more = true; more; ) {
            more = false;
            for (int s = 0; s < size; s++) {
                if (atom[s] >= 0 && !found.get(s) && meets[atom[s]]) {
                    BitSet reached = new BitSet(size);
                    close(next[s], reached);
                    if (reached.get(ACCEPT) || reached.intersects(found)) {
                        found.set(s);
                        more = true;
                    }
                }
            }
        }
        return found;
    }

    /** Adds what is reached from a state without taking a character: states that take one, and {@link #ACCEPT}. */
    void close(int from, BitSet into) {
        int[] stack = new int[size];
        BitSet visited = new BitSet(size);
        int depth = 0;
        stack[depth++] = from;
        visited.set(from);
        while (depth > 0) {
            int s = stack[--depth];
            if (s == ACCEPT || atom[s] >= 0) {
                into.set(s);
                continue;
            }
            for (int target : new int[] {next[s], other[s]}) {
                if (target >= 0 && !visited.get(target)) {
                    visited.set(target);
                    stack[depth++] = target;
                }
            }
        }
    }

    int start() {
        return start;
    }

    List<Atom> atoms() {
        return atoms;
    }

    int atom(int state) {
        return atom[state];
    }

    int next(int state) {
        return next[state];
    }

    boolean mayFinish(BitSet states, Alphabet alphabet) {
        return states.intersects(finishing[alphabet.ordinal()]);
    }

    boolean isFragile(BitSet states) {
        return states.intersects(fragile);
    }
}
