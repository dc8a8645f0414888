package dev.sonde.node.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The comparer sees every kind of difference planted in a page. */
final class ParityTest {
    private static final String THEIRS = """
            # HELP a A.
            # TYPE a gauge
            a{x="1"} 1
            a{x="2"} 2
            # HELP b_total B.
            # TYPE b_total counter
            b_total 1e+06
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "# TYPE a gauge        | # TYPE a untyped      | new type: a is gauge, ours says untyped",
                "# HELP a A.           | # HELP b A.           | new help missing: a",
                "a{x=\"2\"} 2          | a{x=\"3\"} 2          | new series missing: a{x=\"2\"}",
                "a{x=\"2\"} 2          | a{x=\"3\"} 2          | new series extra: a{x=\"3\"}",
                "a{x=\"2\"} 2          | a{x=\"2\"} 3          | new value: a{x=\"2\"} is 3, theirs 2 to 2",
                "b_total 1e+06         | b_total 1000000       | new number form: b_total is 1000000, theirs 1e+06",
            })
    void findsAPlantedDifference(String original, String planted, String finding) {
        String ours = THEIRS.replace(original, planted);
        assertThat(ours).isNotEqualTo(THEIRS);

        assertThat(compare(THEIRS, ours, THEIRS)).contains(finding);
    }

    @Test
    void findsAMissingFamily() {
        assertThat(compare(THEIRS, THEIRS.substring(0, THEIRS.indexOf("# HELP b_total")), THEIRS))
                .containsExactly("new family missing: b_total counter", "new series missing: b_total");
    }

    @Test
    void namesTheOnlyLabelThatDiffers() {
        assertThat(compare("a{x=\"1\",y=\"0\"} 1\n", "a{x=\"1\",y=\"1\"} 1\n", "a{x=\"1\",y=\"0\"} 1\n"))
                .containsExactly("new label y: a{x=\"1\",y=\"0\"}, ours says 1");
    }

    @Test
    void findsAnotherOrder() {
        assertThat(compare("a 1\nb 1\n", "b 1\na 1\n", "a 1\nb 1\n"))
                .containsExactly(
                        "new family order: a comes first, ours has b", "new series order: a comes first, ours has b");
    }

    @Test
    void takesAValueBetweenBeforeAndAfter() {
        assertThat(compare("b_total 5\n", "b_total 7\n", "b_total 9\n")).isEmpty();
        assertThat(compare("b_total 5\n", "b_total 10\n", "b_total 9\n"))
                .containsExactly("new value: b_total is 10, theirs 5 to 9");
    }

    @Test
    void oneRoundThatAgreesIsEnoughForAValueButNotForTheLayout() {
        Parity parity = new Parity("new", true);
        parity.round(page("a 1\n"), page("a 2\n"), page("a 1\n"));
        assertThat(parity.findings()).hasSize(1);
        parity.round(page("a 2\n"), page("a 2\n"), page("a 2\n"));
        assertThat(parity.findings()).isEmpty();
        parity.round(page("a 2\n"), page("b 2\n"), page("a 2\n"));
        parity.round(page("a 2\n"), page("a 2\n"), page("a 2\n"));
        assertThat(parity.findings()).containsExactly("new family missing: a untyped", "new series missing: a");
    }

    @Test
    void anOlderPeerMayLackLabelsButNoneOfItsOwnMayBeLost() {
        Parity parity = new Parity("old", false);
        parity.round(page("a{x=\"1\"} 1\n"), page("a{x=\"1\",y=\"\"} 1\n"), page("a{x=\"1\"} 1\n"));
        assertThat(parity.findings()).isEmpty();
        parity.round(page("a{x=\"1\"} 1\n"), page("a{x=\"2\",y=\"\"} 1\n"), page("a{x=\"1\"} 1\n"));
        assertThat(parity.findings()).containsExactly("old series missing: a{x=\"1\"}");
    }

    @Test
    void anExceptionExcusesWholeFindingsOnlyAndTellsWhenItIsNotNeeded() {
        Exceptions exceptions = new Exceptions();
        exceptions.add("new series missing: a\\{x=\"(1|2)\"\\} | has a reason");
        exceptions.add("new family missing: b | stale");

        assertThat(exceptions.unexcused(
                        List.of("new series missing: a{x=\"1\"}", "new series missing: a{x=\"1\"} more")))
                .containsExactly("new series missing: a{x=\"1\"} more");
        assertThat(exceptions.unused()).containsExactly("new family missing: b | stale");
    }

    private static List<String> compare(String before, String ours, String after) {
        Parity parity = new Parity("new", true);
        parity.round(page(before), page(ours), page(after));
        return parity.findings();
    }

    private static Page page(String text) {
        return PageParser.text(text.getBytes(StandardCharsets.UTF_8));
    }
}
