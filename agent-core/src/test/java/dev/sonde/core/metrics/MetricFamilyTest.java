package dev.sonde.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricFamilyTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            plain         | plain
            ~~            | ~~
            a"b           | a\\"b
            a\\b          | a\\\\b
            a\\nb         | a\\\\nb
            ünï ☃ 𝄞       | ünï ☃ 𝄞
            {a="b"},c     | {a=\\"b\\"},c
            """)
    void escapesLabelValues(String value, String expected) {
        assertThat(MetricFamily.gauge("f", "", "l").series(value)).hasToString("f{l=\"" + expected + "\"}");
    }

    @Test
    void escapesLineFeeds() {
        assertThat(MetricFamily.gauge("f", "", "l").series("a\nb\r\n")).hasToString("f{l=\"a\\nb\r\\n\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            COUNTER   | a_total | counter   | a       | counter
            COUNTER   | a       | counter   | a       | unknown
            GAUGE     | a_total | gauge     | a_total | gauge
            UNTYPED   | a       | untyped   | a       | unknown
            SUMMARY   | a       | summary   | a       | summary
            HISTOGRAM | a       | histogram | a       | histogram
            """)
    void headersNameTheType(MetricType type, String name, String text, String openName, String openType) {
        MetricFamily family = MetricFamily.of(type, name, "say \"hi\" \\ now\nplease");
        assertThat(new String(family.textHeader(), StandardCharsets.UTF_8))
                .isEqualTo("# HELP %s say \"hi\" \\\\ now\\nplease\n# TYPE %s %s\n".formatted(name, name, text));
        assertThat(new String(family.openMetricsHeader(), StandardCharsets.UTF_8))
                .isEqualTo("# HELP %s say \\\"hi\\\" \\\\ now\\nplease\n# TYPE %s %s\n"
                        .formatted(openName, openName, openType));
    }

    @Test
    void labelsStandInTheOrderOfTheirNames() {
        MetricFamily family = MetricFamily.gauge("f", "", "c", "a", "B", "a1", "_x");
        assertThat(family.series("1", "2", "3", "4", "5")).hasToString("f{B=\"3\",_x=\"5\",a=\"2\",a1=\"4\",c=\"1\"}");
    }

    @Test
    void takesLabelSetsThatDiffer() {
        MetricFamily family = MetricFamily.gauge("f", "");
        assertThat(family.series("_bucket", new String[] {"le"}, new String[] {"+Inf"}))
                .hasToString("f_bucket{le=\"+Inf\"}");
        Series plain = family.series();
        assertThat(plain).hasToString("f");
        assertThat(plain.name()).isEqualTo("f".getBytes(StandardCharsets.UTF_8));
        assertThat(plain.labels()).isEqualTo(" ".getBytes(StandardCharsets.UTF_8));
    }

    /** Most of a large host's heap is names and labels. */
    @Test
    void keepsEachNameOnceAndLabelsMadeInARowToo() {
        MetricFamily received = MetricFamily.counter("received_total", "", "device");
        MetricFamily sent = MetricFamily.counter("sent_total", "", "device");
        MetricFamily other = MetricFamily.counter("other_total", "", "port");
        Series first = received.series("eth0");
        Series odd = other.series("eth0");
        Series second = sent.series("eth0");
        Series third = received.series("eth1");
        assertThat(second.labels()).isSameAs(first.labels());
        assertThat(odd.labels()).isNotEqualTo(first.labels());
        assertThat(third.labels()).isNotEqualTo(first.labels());
        assertThat(third.name()).isSameAs(first.name());
        String[] none = {};
        assertThat(received.series("_sum", none, none).name())
                .isSameAs(received.encoded("_sum", first.labels()).name())
                .isEqualTo("received_total_sum".getBytes(StandardCharsets.UTF_8));
        assertThat(received.series("_may", none, none)).hasToString("received_total_may");
    }

    @Test
    void refusesWhatMakesNoSeries() {
        assertThatThrownBy(() -> MetricFamily.gauge("f", "", "a").series())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("f has 1 labels, not 0 values");
        for (String[] twice : new String[][] {{"a", "a"}, {"b", "a", "b"}, {"a", "b", "a"}, {"a", "b", "b"}}) {
            assertThatThrownBy(() -> MetricFamily.gauge("f", "").series("", twice, twice))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("label name twice");
        }
    }

    @Test
    void seriesAreEqualByTheirBytesAndInTheirOrder() {
        MetricFamily family = MetricFamily.gauge("f", "", "l");
        assertThat(family.series("a")).isEqualTo(family.series("a")).hasSameHashCodeAs(family.series("a"));
        assertThat(family.series("a")).isNotEqualTo(family.series("b"));
        assertThat(Series.compare(family.series("a"), family.series("b"))).isNegative();
        assertThat(Series.compare(family.series("é"), family.series("z"))).isPositive();
        assertThat(Series.compare(family.series("a"), family.series("a"))).isZero();
    }

    @Test
    void laterChangesOfTheNamesDoNotReachTheFamily() {
        String[] names = {"a"};
        MetricFamily family = MetricFamily.gauge("f", "", names);
        names[0] = "b";
        assertThat(family.series("1")).hasToString("f{a=\"1\"}");
    }
}
