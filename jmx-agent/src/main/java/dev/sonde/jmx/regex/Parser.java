package dev.sonde.jmx.regex;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Reads Java's expressions into {@link Part}s that accept at least as much: counts become loops, what looks back
 * succeeds, a back reference takes anything. For one expression, which Java has compiled before.
 */
final class Parser {
    private static final String FLAG_LETTERS = "idmsux";
    private static final int[] FLAGS = {
        Pattern.CASE_INSENSITIVE,
        Pattern.UNIX_LINES,
        Pattern.MULTILINE,
        Pattern.DOTALL,
        Pattern.UNICODE_CASE,
        Pattern.COMMENTS
    };

    private final String text;
    private final List<Atom> atoms = new ArrayList<>();
    private int at;
    private int flags;
    private int captures;

    private Parser(String text) {
        this.text = text;
    }

    /** What this package has no words for. */
    static final class UnsupportedException extends Exception {
        private static final long serialVersionUID = 1L;

        UnsupportedException(String what) {
            super(what, null, false, false);
        }
    }

    static Part parse(String text) throws UnsupportedException {
        Parser parser = new Parser(text);
        try {
            Part whole = parser.choice();
            if (parser.at < text.length()) {
                throw new UnsupportedException("unbalanced");
            }
            return whole;
        } catch (PatternSyntaxException | StringIndexOutOfBoundsException e) {
            throw new UnsupportedException("syntax");
        }
    }

    private Part choice() throws UnsupportedException {
        List<Part> ways = new ArrayList<>();
        ways.add(sequence());
        while (at < text.length() && text.charAt(at) == '|') {
            at++;
            ways.add(sequence());
        }
        return ways.size() == 1 ? ways.get(0) : Part.of(Part.Kind.CHOICE, ways);
    }

    private Part sequence() throws UnsupportedException {
        List<Part> parts = new ArrayList<>();
        while (at < text.length() && text.charAt(at) != '|' && text.charAt(at) != ')') {
            int before = captures;
            Part part = one();
            parts.add(quantified(part, captures > before));
        }
        return Part.of(Part.Kind.SEQUENCE, parts);
    }

    /** @param captures whether there are groups in it: Java may leave them as a turn of the loop had them that failed */
    private Part quantified(Part part, boolean captures) throws UnsupportedException {
        Part result = part;
        while (at < text.length() && "*+?{".indexOf(text.charAt(at)) >= 0) {
            Part.Kind kind = quantifier();
            Part loop = Part.of(kind, result);
            char suffix = at < text.length() ? text.charAt(at) : ' ';
            if (suffix == '+' || suffix == '?') {
                at++;
            }
            boolean atomic = suffix == '+' || captures && kind != Part.Kind.OPTIONAL;
            result = atomic ? Part.of(Part.Kind.ATOMIC, loop) : loop;
        }
        return result;
    }

    private Part.Kind quantifier() {
        switch (text.charAt(at++)) {
            case '*':
                return Part.Kind.STAR;
            case '+':
                return Part.Kind.PLUS;
            case '?':
                return Part.Kind.OPTIONAL;
            default:
                int end = text.indexOf('}', at);
                boolean any = text.charAt(at) == '0';
                at = end + 1;
                return any ? Part.Kind.STAR : Part.Kind.PLUS;
        }
    }

    private Part one() throws UnsupportedException {
        int start = at;
        char c = text.charAt(at++);
        switch (c) {
            case '(':
                return group();
            case '[':
                skipClass();
                return atom(start);
            case '\\':
                return escape(start);
            case '^':
                return Part.nothing();
            case '$':
                return lookAtNext();
            default:
                if (Character.isHighSurrogate(c)) {
                    at++;
                }
                return atom(start);
        }
    }

    private Part group() throws UnsupportedException {
        int before = flags;
        Part group;
        if (!text.startsWith("?", at)) {
            captures++;
            group = choice();
        } else if (text.startsWith("?:", at)) {
            at += 2;
            group = choice();
        } else if (text.startsWith("?=", at) || text.startsWith("?!", at)) {
            at += 2;
            group = Part.of(Part.Kind.LOOK, choice());
        } else if (text.startsWith("?<=", at) || text.startsWith("?<!", at)) {
            at += 3;
            choice();
            group = Part.nothing();
        } else if (text.startsWith("?>", at)) {
            at += 2;
            group = Part.of(Part.Kind.ATOMIC, choice());
        } else if (text.startsWith("?<", at)) {
            at = text.indexOf('>', at) + 1;
            captures++;
            group = choice();
        } else {
            at++;
            return flagged(before);
        }
        close();
        flags = before;
        return group;
    }

    /** {@code (?i)} counts until the end of the group around it, {@code (?i:...)} for its own content. */
    private Part flagged(int before) throws UnsupportedException {
        boolean on = true;
        for (char c = text.charAt(at++); c != ')' && c != ':'; c = text.charAt(at++)) {
            int letter = FLAG_LETTERS.indexOf(c);
            if (c == '-') {
                on = false;
            } else if (letter < 0 || FLAGS[letter] == Pattern.COMMENTS) {
                throw new UnsupportedException("flag " + c);
            } else {
                flags = on ? flags | FLAGS[letter] : flags & ~FLAGS[letter];
            }
        }
        if (text.charAt(at - 1) == ')') {
            return Part.nothing();
        }
        Part group = choice();
        close();
        flags = before;
        return group;
    }

    private void close() throws UnsupportedException {
        if (at >= text.length() || text.charAt(at++) != ')') {
            throw new UnsupportedException("unbalanced");
        }
    }

    /** From behind the first bracket to behind the one that closes it. */
    private void skipClass() {
        if (text.charAt(at) == '^') {
            at++;
        }
        if (text.charAt(at) == ']') {
            at++;
        }
        for (char c = text.charAt(at++); c != ']'; c = text.charAt(at++)) {
            if (c == '\\') {
                at++;
            } else if (c == '[') {
                skipClass();
            }
        }
    }

    private Part escape(int start) throws UnsupportedException {
        char c = text.charAt(at++);
        switch (c) {
            case 'b':
            case 'B':
            case 'z':
            case 'Z':
                return lookAtNext();
            case 'A':
                return Part.nothing();
            case 'k':
                at = text.indexOf('>', at) + 1;
                return anything();
            case 'G':
            case 'Q':
            case 'R':
            case 'X':
            case 'N':
                throw new UnsupportedException("\\" + c);
            case 'p':
            case 'P':
                at = text.charAt(at) == '{' ? text.indexOf('}', at) + 1 : at + 1;
                break;
            case 'x':
                at = text.charAt(at) == '{' ? text.indexOf('}', at) + 1 : at + 2;
                break;
            case 'u':
                at += 4;
                break;
            case 'c':
                at++;
                break;
            case '0':
                skipDigits();
                break;
            default:
                if (c >= '1' && c <= '9') {
                    skipDigits();
                    return anything();
                }
                break;
        }
        return atom(start);
    }

    private void skipDigits() {
        while (at < text.length() && Character.isDigit(text.charAt(at))) {
            at++;
        }
    }

    private Part atom(int start) {
        String source = text.substring(start, at);
        for (Atom known : atoms) {
            if (known.sameAs(source, flags)) {
                return Part.of(known);
            }
        }
        Atom made = new Atom(source, flags);
        atoms.add(made);
        return Part.of(made);
    }

    private static Part anyCharacter() {
        return Part.of(new Atom(".", Pattern.DOTALL));
    }

    private static Part anything() {
        return Part.of(Part.Kind.STAR, anyCharacter());
    }

    private static Part lookAtNext() {
        return Part.of(Part.Kind.LOOK, anyCharacter());
    }
}
