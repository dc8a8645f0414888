package dev.sonde.core.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricType;
import dev.sonde.core.metrics.SampleBuffer;
import dev.sonde.core.metrics.Series;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {
    private final SampleBuffer first = new SampleBuffer();
    private final SampleBuffer second = new SampleBuffer();
    private final PageLayout layout = new PageLayout(List.of(first, second));
    private final PageEncoder encoder = new PageEncoder();
    private final boolean[] both = {true, true};

    /** A sample to hand over. */
    private record Given(Series series, double value) {}

    private static Given given(Series series, double value) {
        return new Given(series, value);
    }

    private static void fill(SampleBuffer buffer, Given... samples) {
        buffer.begin(1, 0);
        for (Given each : samples) {
            buffer.sample(each.series, each.value);
        }
        buffer.end();
    }

    private String page(PageFormat format) {
        layout.refresh(both);
        return new String(encoder.encode(layout, format, false), StandardCharsets.UTF_8);
    }

    private void fillWithAllTypes() {
        MetricFamily histogram = MetricFamily.of(MetricType.HISTOGRAM, "h_seconds", "Buckets.");
        String[] le = {"le"};
        MetricFamily summary = MetricFamily.of(MetricType.SUMMARY, "s_bytes", "");
        MetricFamily gauge = MetricFamily.gauge("g", "A \"gauge\" with \\ and\nmore.", "b", "a");
        fill(
                first,
                given(summary.series("", new String[] {"quantile"}, new String[] {"0.5"}), 7),
                given(summary.series("_sum", new String[0], new String[0]), 14.5),
                given(summary.series("_count", new String[0], new String[0]), 2),
                given(gauge.series("2", "z"), 0.25),
                given(gauge.series("1", "z\"\\\n"), Double.NaN),
                given(MetricFamily.counter("reads_total", "Reads.").series(), 1e6),
                given(MetricFamily.counter("keys", "Keys.").series(), 3));
        fill(
                second,
                given(histogram.series("_bucket", le, new String[] {"0.1"}), 1),
                given(histogram.series("_bucket", le, new String[] {"10"}), 2),
                given(histogram.series("_bucket", le, new String[] {"+Inf"}), 3),
                given(histogram.series("_sum", new String[0], new String[0]), 12),
                given(histogram.series("_count", new String[0], new String[0]), 3),
                given(MetricFamily.untyped("u", "U.").series(), Double.NEGATIVE_INFINITY),
                given(MetricFamily.gauge("g", gauge.help(), "b", "a").series("0", "zz"), -4));
    }

    @Test
    void goldenText() {
        fillWithAllTypes();
        assertThat(page(PageFormat.TEXT)).isEqualTo("""
                # HELP g A "gauge" with \\\\ and\\nmore.
                # TYPE g gauge
                g{a="z",b="2"} 0.25
                g{a="z\\"\\\\\\n",b="1"} NaN
                g{a="zz",b="0"} -4
                # HELP h_seconds Buckets.
                # TYPE h_seconds histogram
                h_seconds_bucket{le="0.1"} 1
                h_seconds_bucket{le="10"} 2
                h_seconds_bucket{le="+Inf"} 3
                h_seconds_sum 12
                h_seconds_count 3
                # HELP keys Keys.
                # TYPE keys counter
                keys 3
                # HELP reads_total Reads.
                # TYPE reads_total counter
                reads_total 1e+06
                # HELP s_bytes\s
                # TYPE s_bytes summary
                s_bytes{quantile="0.5"} 7
                s_bytes_sum 14.5
                s_bytes_count 2
                # HELP u U.
                # TYPE u untyped
                u -Inf
                """);
        assertThat(layout.dropped()).isZero();
    }

    @Test
    void goldenOpenMetrics() {
        fillWithAllTypes();
        assertThat(page(PageFormat.OPENMETRICS)).isEqualTo("""
                # HELP g A \\"gauge\\" with \\\\ and\\nmore.
                # TYPE g gauge
                g{a="z",b="2"} 0.25
                g{a="z\\"\\\\\\n",b="1"} NaN
                g{a="zz",b="0"} -4
                # HELP h_seconds Buckets.
                # TYPE h_seconds histogram
                h_seconds_bucket{le="0.1"} 1
                h_seconds_bucket{le="10"} 2
                h_seconds_bucket{le="+Inf"} 3
                h_seconds_sum 12
                h_seconds_count 3
                # HELP keys Keys.
                # TYPE keys unknown
                keys 3
                # HELP reads Reads.
                # TYPE reads counter
                reads_total 1e+06
                # HELP s_bytes\s
                # TYPE s_bytes summary
                s_bytes{quantile="0.5"} 7
                s_bytes_sum 14.5
                s_bytes_count 2
                # HELP u U.
                # TYPE u unknown
                u -Inf
                # EOF
                """);
    }

    @Test
    void anEmptyPage() {
        assertThat(page(PageFormat.TEXT)).isEmpty();
        assertThat(page(PageFormat.OPENMETRICS)).isEqualTo("# EOF\n");
    }

    @Test
    void theFirstCollectorKeepsTheFamily() {
        fill(first, given(MetricFamily.gauge("f", "One.", "l").series("a"), 1));
        fill(
                second,
                given(MetricFamily.counter("f", "One.", "l").series("b"), 2),
                given(MetricFamily.gauge("x", "X.").series(), 3));
        assertThat(page(PageFormat.TEXT)).isEqualTo("""
                # HELP f One.
                # TYPE f gauge
                f{l="a"} 1
                # HELP x X.
                # TYPE x gauge
                x 3
                """);
        assertThat(layout.conflicts()).containsExactly("f has another type or help");
        assertThat(layout.dropped()).isEqualTo(1);
    }

    @Test
    void withinACollectorTheFirstDescriptionKeepsTheFamily() {
        fill(
                first,
                given(MetricFamily.gauge("f", "One.", "l").series("z"), 1),
                given(MetricFamily.gauge("f", "Other.", "l").series("a"), 2),
                given(MetricFamily.counter("f", "One.", "l").series("b"), 3),
                given(MetricFamily.gauge("f", "One.", "l").series("c"), 4));
        assertThat(page(PageFormat.TEXT)).isEqualTo("""
                # HELP f One.
                # TYPE f gauge
                f{l="c"} 4
                f{l="z"} 1
                """);
        assertThat(layout.dropped()).isEqualTo(2);
    }

    @Test
    void ofSeriesGivenTwiceTheFirstCounts() {
        MetricFamily family = MetricFamily.gauge("f", "F.", "l");
        fill(first, given(family.series("b"), 1), given(family.series("b"), 2), given(family.series("d"), 3));
        fill(
                second,
                given(family.series("a"), 4),
                given(family.series("b"), 5),
                given(family.series("c"), 6),
                given(family.series("d"), 7),
                given(family.series("e"), 8));
        assertThat(page(PageFormat.TEXT)).isEqualTo("""
                # HELP f F.
                # TYPE f gauge
                f{l="a"} 4
                f{l="b"} 1
                f{l="c"} 6
                f{l="d"} 3
                f{l="e"} 8
                """);
        assertThat(layout.conflicts())
                .containsExactly("f{l=\"b\"} is given twice", "f{l=\"b\"} is given twice", "f{l=\"d\"} is given twice");
        assertThat(layout.dropped()).isEqualTo(3);
    }

    @Test
    void ofPartsGivenTwiceTheFirstCounts() {
        MetricFamily family = MetricFamily.of(MetricType.SUMMARY, "s", "S.");
        Given sum = given(family.series("_sum", new String[0], new String[0]), 1);
        Given count = given(family.series("_count", new String[0], new String[0]), 2);
        fill(first, sum, sum, count);
        fill(second, count, sum);
        assertThat(page(PageFormat.TEXT)).endsWith("summary\ns_sum 1\ns_count 2\n");
        assertThat(layout.dropped()).isEqualTo(3);
    }

    @Test
    void namesNoMoreThanTwentyConflicts() {
        MetricFamily family = MetricFamily.gauge("f", "F.", "l");
        Given[] samples = new Given[50];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = given(family.series("" + i), i);
        }
        fill(first, samples);
        fill(second, samples);
        page(PageFormat.TEXT);
        assertThat(layout.conflicts()).hasSize(20);
        assertThat(layout.dropped()).isEqualTo(50);
    }

    @Test
    void leavesOutWhatIsNotIncluded() {
        MetricFamily family = MetricFamily.gauge("f", "F.", "l");
        Given a = given(family.series("a"), 1);
        Given b = given(family.series("b"), 2);
        fill(first, a);
        fill(second, b);
        for (boolean[] included : new boolean[][] {{true, false}, {false, true}, {true, true}, {false, false}}) {
            assertThat(layout.refresh(included)).isTrue();
            assertThat(layout.refresh(included)).isFalse();
            String page = new String(encoder.encode(layout, PageFormat.TEXT, false), StandardCharsets.UTF_8);
            assertThat(page.contains("\"a\"")).isEqualTo(included[0]);
            assertThat(page.contains("\"b\"")).isEqualTo(included[1]);
        }
    }

    @Test
    void isRebuiltOnlyWhenSeriesChange() {
        MetricFamily family = MetricFamily.gauge("f", "F.", "l");
        Series a = family.series("a");
        Series b = family.series("b");
        fill(first, given(b, 1), given(a, 2));
        assertThat(layout.refresh(both)).isTrue();
        PageLayout.Run[] runs = layout.runs();
        fill(first, given(b, 3), given(a, 4));
        assertThat(layout.refresh(both)).isFalse();
        assertThat(layout.runs()).isSameAs(runs);
        assertThat(page(PageFormat.TEXT)).endsWith("f{l=\"a\"} 4\nf{l=\"b\"} 3\n");
        fill(first, given(a, 5), given(b, 6));
        assertThat(layout.refresh(both)).isTrue();
        assertThat(page(PageFormat.TEXT)).endsWith("f{l=\"a\"} 5\nf{l=\"b\"} 6\n");
        fill(first, given(a, 7));
        assertThat(page(PageFormat.TEXT)).endsWith("gauge\nf{l=\"a\"} 7\n");
    }

    @Test
    void manyFamiliesComeInOrder() {
        List<Given> samples = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            samples.add(given(MetricFamily.gauge("f" + i * 37 % 100, "").series(), i));
        }
        fill(first, samples.toArray(new Given[0]));
        page(PageFormat.TEXT);
        List<String> names =
                new ArrayList<>(ParsedPage.text(page(PageFormat.TEXT).getBytes(StandardCharsets.UTF_8))
                        .families()
                        .keySet());
        String[] sorted = names.toArray(new String[0]);
        Arrays.sort(sorted);
        assertThat(names).hasSize(100).containsExactly(sorted);
    }
}
