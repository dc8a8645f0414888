package dev.sonde.jmx.regex;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Follows a text as far as it is known and says what can come of it. Built as it is walked and thrown away when it grows
 * too large. One thread at a time.
 *
 * <p>Why a verdict holds: a matcher takes the best of the ways through the text that end in a match. When no way can
 * complete the expression behind the known part, every way that does completes it before, and which of them is the best
 * does not depend on what follows. What looks ahead, and what gives nothing back, may depend on it; as long as such a
 * part is under way where the known text ends, the verdict is {@link Verdict#OPEN}.
 */
public final class Automaton {
    private static final int MOST_STATES = 1000;
    private static final int MOST_CHARACTERS = 4096;

    private final Nfa nfa;
    private final Map<BitSet, State> states = new HashMap<>();
    private final Map<BitSet, Integer> classes = new HashMap<>();
    private final Map<Character, Integer> classOf = new HashMap<>();
    private final int[] asciiClass = new int[128];

    /** What is to be expected of a value that follows a known text. */
    public enum Verdict {
        /** No value makes the expression match. */
        NEVER,
        /** Whether and how it matches is the same for all values. */
        SETTLED,
        /** The value has a say in it. */
        OPEN
    }

    /** A place in the automaton; good for the automaton that gave it, at any later time. */
    public static final class State {
        private final BitSet set;
        private final @Nullable Verdict[] verdicts = new Verdict[Alphabet.values().length];
        private @Nullable State[] next = new State[8];

        State(BitSet set) {
            this.set = set;
        }

        /** Whether the expression may be complete at this place, or was at an earlier one. */
        public boolean mayMatch() {
            return set.get(Nfa.ACCEPT);
        }
    }

    private Automaton(Nfa nfa) {
        this.nfa = nfa;
    }

    /** Null for an expression that cannot be followed. */
    public static @Nullable Automaton of(String expression) {
        try {
            return new Automaton(new Nfa(Parser.parse(expression)));
        } catch (Parser.UnsupportedException | StackOverflowError e) {
            return null;
        }
    }

    public State start() {
        BitSet set = new BitSet();
        nfa.close(nfa.start(), set);
        return state(set);
    }

    /** Where a text leads to from a state; null when that cannot be said. */
    public @Nullable State after(State from, String text) {
        State state = from;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                return null;
            }
            int kind = characterClass(c);
            State next = kind < state.next.length ? state.next[kind] : null;
            state = next == null ? step(state, c, kind) : next;
        }
        return state;
    }

    public Verdict verdict(State state, Alphabet alphabet) {
        Verdict known = state.verdicts[alphabet.ordinal()];
        if (known == null) {
            boolean open = nfa.isFragile(state.set) || nfa.mayFinish(state.set, alphabet);
            known = open ? Verdict.OPEN : state.mayMatch() ? Verdict.SETTLED : Verdict.NEVER;
            state.verdicts[alphabet.ordinal()] = known;
        }
        return known;
    }

    /** Gives back what walking has built. */
    public void trim() {
        states.clear();
    }

    private State step(State from, char c, int kind) {
        BitSet reached = new BitSet();
        if (from.mayMatch()) {
            reached.set(Nfa.ACCEPT);
        }
        List<Atom> atoms = nfa.atoms();
        for (int s = from.set.nextSetBit(1); s >= 0; s = from.set.nextSetBit(s + 1)) {
            if (atoms.get(nfa.atom(s)).takes(c)) {
                nfa.close(nfa.next(s), reached);
            }
        }
        State to = state(reached);
        if (kind >= from.next.length) {
            from.next = java.util.Arrays.copyOf(from.next, kind + 8);
        }
        from.next[kind] = to;
        return to;
    }

    private State state(BitSet set) {
        State known = states.get(set);
        if (known == null) {
            if (states.size() >= MOST_STATES) {
                states.clear();
            }
            known = new State(set);
            states.put(set, known);
        }
        return known;
    }

    /** Characters that all atoms treat alike are of one class. */
    private int characterClass(char c) {
        if (c < asciiClass.length) {
            int known = asciiClass[c];
            if (known == 0) {
                known = computeClass(c) + 1;
                asciiClass[c] = known;
            }
            return known - 1;
        }
        Integer known = classOf.get(c);
        if (known == null) {
            if (classOf.size() >= MOST_CHARACTERS) {
                classOf.clear();
            }
            known = computeClass(c);
            classOf.put(c, known);
        }
        return known;
    }

    private int computeClass(char c) {
        BitSet takers = new BitSet();
        List<Atom> atoms = nfa.atoms();
        for (int i = 0; i < atoms.size(); i++) {
            takers.set(i, atoms.get(i).takes(c));
        }
        Integer known = classes.get(takers);
        if (known == null) {
            known = classes.size();
            classes.put(takers, known);
        }
        return known;
    }
}
