package dev.sonde.jmx.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.jmx.artefact.Forked;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Compares what two agents say about an application that lives: MBeans come and go and values move between two scrapes,
 * so the reference is asked before and after ours. What it says both times, ours has to say; what it says neither time,
 * ours must not.
 */
final class SameSeries {
    private static final int TRIES = 40;
    private static final int PAUSE_MILLIS = 250;

    private final int ours;
    private final int theirs;
    private UnaryOperator<Map<String, Double>> theirView = UnaryOperator.identity();
    private UnaryOperator<Map<String, Double>> ourView = UnaryOperator.identity();

    SameSeries(int ours, int theirs) {
        this.ours = ours;
        this.theirs = theirs;
    }

    /** Compares what these make of the facts of each side. */
    SameSeries seenAs(UnaryOperator<Map<String, Double>> our, UnaryOperator<Map<String, Double>> their) {
        ourView = our;
        theirView = their;
        return this;
    }

    /**
     * Waits until both say the same.
     *
     * @param atLeast series that there have to be
     * @param expected one that tells that the application is up; empty for none
     */
    void hold(int atLeast, String expected) throws Exception {
        for (int i = 0; ; i++) {
            Map<String, Double> before = theirView.apply(facts(Forked.get(theirs, "/metrics")));
            Map<String, Double> page = ourView.apply(facts(Forked.get(ours, "/metrics")));
            Map<String, Double> after = theirView.apply(facts(Forked.get(theirs, "/metrics")));
            try {
                assertThat(expected.isEmpty() || page.containsKey(expected))
                        .as("%s in %s", expected, page.keySet())
                        .isTrue();
                assertThat(page).hasSizeGreaterThanOrEqualTo(atLeast);
                assertSame(before, page, after);
                return;
            } catch (AssertionError e) {
                if (i == TRIES) {
                    throw e;
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    private static void assertSame(Map<String, Double> before, Map<String, Double> page, Map<String, Double> after) {
        Map<String, Double> missing = new TreeMap<>(before);
        missing.keySet().retainAll(after.keySet());
        missing.keySet().removeAll(page.keySet());
        assertThat(missing).as("only theirs").isEmpty();
        Map<String, Double> added = new TreeMap<>(page);
        added.keySet().removeAll(before.keySet());
        added.keySet().removeAll(after.keySet());
        assertThat(added).as("only ours").isEmpty();
        Map<String, Double> steady = new TreeMap<>(before);
        steady.entrySet().removeIf(entry -> !entry.getValue().equals(after.get(entry.getKey())));
        assertThat(page).containsAllEntriesOf(steady);
    }

    /** Samples and their values; TYPE lines, whose value says nothing. */
    static Map<String, Double> facts(String page) {
        Map<String, Double> facts = new TreeMap<>();
        for (String fact : Page.facts(page)) {
            if (fact.startsWith("#")) {
                facts.put(fact, 0.0);
            } else {
                int blank = fact.lastIndexOf(' ');
                facts.put(fact.substring(0, blank), Double.valueOf(fact.substring(blank + 1)));
            }
        }
        return facts;
    }
}
