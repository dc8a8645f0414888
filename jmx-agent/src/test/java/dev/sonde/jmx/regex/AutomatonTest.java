package dev.sonde.jmx.regex;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AutomatonTest {
    private static final String KNOWN = "app.x<type=Pool, name=main><Usage>Count: ";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            app.x<type=(\\w+), name=(.+)><(.*)>Count   | NUMBER  | SETTLED
            app.x<type=(\\w+), name=(.+)><(.*)>Value   | NUMBER  | NEVER
            Count                                      | NUMBER  | SETTLED
            Count                                      | TEXT    | OPEN
            Count: (.*)                                | NUMBER  | OPEN
            Count: (\\d+)                              | NUMBER  | OPEN
            Count: true                                | NUMBER  | NEVER
            Count: true                                | BOOLEAN | OPEN
            (.+)                                       | NUMBER  | OPEN
            (\\w+)                                     | NUMBER  | OPEN
            x=(.+)                                     | NUMBER  | NEVER
            x=(.+)                                     | TEXT    | OPEN
            [a-z]{20}                                  | BOOLEAN | OPEN
            Count$                                     | NUMBER  | SETTLED
            Count: $                                   | NUMBER  | OPEN
            Count:\\b                                  | NUMBER  | SETTLED
            Count: \\b                                 | NUMBER  | OPEN
            Pool(?!, name)                             | NUMBER  | SETTLED
            Count(?=: 1)                               | NUMBER  | OPEN
            (?>.*)Count                                | NUMBER  | OPEN
            type=([^,]++), name                        | NUMBER  | SETTLED
            (: (\\d))*x?                              | NUMBER  | OPEN
            (?i)COUNT                                  | NUMBER  | SETTLED
            (?i)APP(?-i)COUNT                          | NUMBER  | NEVER
            (?<a>a)\\k<a>                              | NUMBER  | OPEN
            """)
    void saysWhatAValueCanDo(String expression, Alphabet alphabet, Automaton.Verdict verdict) {
        assertThat(verdict(expression, alphabet)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\Qa\\E", "(?x) a b", "\\Ga", "\\R", "a)(b"})
    void leavesAloneWhatItCannotFollow(String expression) {
        assertThat(Automaton.of(expression)).isNull();
    }

    @Test
    void doesNotFollowCharactersBeyondTheBasicPlane() {
        Automaton automaton = Automaton.of("a.b");
        assertThat(automaton).isNotNull();
        assertThat(automaton.after(automaton.start(), "a\uD83D\uDE00b")).isNull();
    }

    /** Expressions put together at random: what is settled comes out the same for every value, what never matches doesn't. */
    @Test
    void verdictsHoldForRandomExpressions() {
        Random random = new Random(42);
        int settled = 0;
        int never = 0;
        for (int i = 0; i < 8000; i++) {
            String expression = expression(random, 3);
            Automaton automaton = Automaton.of(expression);
            if (automaton == null) {
                continue;
            }
            String known = text(random, "ab<=,", 8) + ": ";
            Automaton.State state = automaton.after(automaton.start(), known);
            Automaton.Verdict verdict = automaton.verdict(state, Alphabet.NUMBER);
            if (verdict == Automaton.Verdict.OPEN) {
                continue;
            }
            settled += verdict == Automaton.Verdict.SETTLED ? 1 : 0;
            never += verdict == Automaton.Verdict.NEVER ? 1 : 0;
            String first = outcome(expression, known + "1");
            for (String value : new String[] {"2", "-1.5E-7", "1111111", "NaN", "Infinity", "0.0"}) {
                assertThat(outcome(expression, known + value))
                        .as(expression + " on " + known)
                        .isEqualTo(first);
            }
            if (verdict == Automaton.Verdict.NEVER) {
                assertThat(first).as(expression + " on " + known).isEqualTo("none");
            }
        }
        assertThat(settled).isGreaterThan(100);
        assertThat(never).isGreaterThan(100);
    }

    private static String outcome(String expression, String text) {
        Matcher matcher = Pattern.compile("^.*(?:" + expression + ").*$").matcher(text);
        if (!matcher.matches()) {
            return "none";
        }
        StringBuilder groups = new StringBuilder();
        for (int i = 1; i <= matcher.groupCount(); i++) {
            groups.append(matcher.start(i)).append('-').append(matcher.end(i)).append(' ');
        }
        return groups.toString();
    }

    private static String expression(Random random, int depth) {
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            out.append(piece(random, depth));
        }
        return out.toString();
    }

    private static String piece(Random random, int depth) {
        String[] atoms = {"a", "b", "<", "=", ",", ".", "\\w", "\\d", "[ab]", "[^<]", ": ", "1", "\\b", "$", "-", "N"};
        String[] counts = {"", "", "", "*", "+", "?", "*?", "+?", "++", "{2}", "{0,2}"};
        if (depth == 0 || random.nextInt(3) > 0) {
            String atom = atoms[random.nextInt(atoms.length)];
            boolean fixed = atom.equals("\\b") || atom.equals("$");
            return fixed
                    ? atom
                    : atom.length() == 2 && atom.charAt(0) == ':' ? atom : atom + counts[random.nextInt(counts.length)];
        }
        String inner = expression(random, depth - 1);
        switch (random.nextInt(7)) {
            case 0:
                return "(?:" + inner + "|" + expression(random, depth - 1) + ")"
                        + counts[random.nextInt(counts.length)];
            case 1:
                return "(?=" + inner + ")";
            case 2:
                return "(?!" + inner + ")";
            case 3:
                return "(?>" + inner + ")";
            case 4:
                return "(?<=a)" + inner;
            default:
                return "(" + inner + ")" + counts[random.nextInt(counts.length)];
        }
    }

    private static String text(Random random, String characters, int length) {
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(length); i >= 0; i--) {
            out.append(characters.charAt(random.nextInt(characters.length())));
        }
        return out.toString();
    }

    private static Automaton.Verdict verdict(String expression, Alphabet alphabet) {
        Automaton automaton = Automaton.of(expression);
        assertThat(automaton).isNotNull();
        Automaton.State state = automaton.after(automaton.start(), KNOWN);
        assertThat(state).isNotNull();
        return automaton.verdict(state, alphabet);
    }
}
