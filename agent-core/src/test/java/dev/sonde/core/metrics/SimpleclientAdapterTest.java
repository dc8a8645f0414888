package dev.sonde.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import io.prometheus.client.Info;
import io.prometheus.client.Summary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimpleclientAdapterTest {
    private final CollectorRegistry registry = new CollectorRegistry();
    private final SimpleclientAdapter adapter = new SimpleclientAdapter("foreign", registry, 100);
    private final SampleBuffer buffer = new SampleBuffer();

    @Test
    void mapsEveryTypeWithItsNames() {
        Counter.build("requests", "R.")
                .labelNames("code")
                .register(registry)
                .labels("2\"00")
                .inc(3);
        Gauge.build("temperature", "T.").register(registry).set(-1.5);
        Histogram.build("seconds", "H.").buckets(1).register(registry).observe(0.5);
        Summary.build("bytes", "S.").quantile(0.5, 0.05).register(registry).observe(7);
        Info.build("build", "I.").register(registry).info("version", "1");
        assertThat(lines(adapter))
                .containsExactlyInAnyOrder(
                        "counter requests_total{code=\"2\\\"00\"} 3.0",
                        "gauge temperature -1.5",
                        "histogram seconds_bucket{le=\"1.0\"} 1.0",
                        "histogram seconds_bucket{le=\"+Inf\"} 1.0",
                        "histogram seconds_count 1.0",
                        "histogram seconds_sum 0.5",
                        "summary bytes{quantile=\"0.5\"} 7.0",
                        "summary bytes_count 1.0",
                        "summary bytes_sum 7.0",
                        "gauge build_info{version=\"1\"} 1.0");
        assertThat(adapter.invalid()).isZero();
    }

    @Test
    void keepsTheSeriesFromScrapeToScrape() {
        Gauge gauge = Gauge.build("g", "G.").labelNames("a").register(registry);
        gauge.labels("x").set(1);
        gauge.labels("y").set(2);
        lines(adapter);
        int layout = buffer.layout();
        List<Series> kept = List.of(buffer.series(0), buffer.series(1));
        gauge.labels("x").set(5);
        assertThat(lines(adapter)).contains("gauge g{a=\"x\"} 5.0");
        assertThat(buffer.layout()).isEqualTo(layout);
        assertThat(buffer.series(0)).isSameAs(kept.get(0));
    }

    @Test
    void aFamilyThatChangesItsHelpGetsANewHeader() {
        List<Collector.MetricFamilySamples> now = new ArrayList<>();
        SimpleclientAdapter one = new SimpleclientAdapter("one", collector(now), 100);
        now.add(family("f", Collector.Type.GAUGE, "before", sample("f")));
        assertThat(lines(one)).containsExactly("gauge f 1.0");
        now.set(0, family("f", Collector.Type.UNKNOWN, "after", sample("f")));
        assertThat(lines(one)).containsExactly("untyped f 1.0");
        assertThat(buffer.series(0).family().help()).isEqualTo("after");
    }

    @Test
    void samplesOfOtherNamesAreFamiliesOfTheirOwn() {
        List<Collector.MetricFamilySamples> now = List.of(
                family("h", Collector.Type.GAUGE_HISTOGRAM, "H", sample("h_bucket", "le", "1"), sample("h_gsum")),
                family("odd", Collector.Type.UNKNOWN, "O", sample("odd"), sample("odd_created")));
        assertThat(lines(new SimpleclientAdapter("one", collector(now), 100)))
                .containsExactly(
                        "untyped h_bucket{le=\"1\"} 1.0",
                        "untyped h_gsum 1.0",
                        "untyped odd 1.0",
                        "untyped odd_created 1.0");
    }

    @Test
    void whatPrometheusWouldRefuseIsDropped() {
        List<Collector.MetricFamilySamples> now = List.of(family(
                "f",
                Collector.Type.GAUGE,
                "F",
                sample("f", "ok", "1"),
                sample("f", "bad-label", "1"),
                sample("f", "", "1"),
                sample("f", "a:b", "1"),
                sample("f", "twice", "1", "twice", "2"),
                sample("f", "none", null),
                sample("bad name"),
                sample("9"),
                sample("")));
        SimpleclientAdapter one = new SimpleclientAdapter("one", collector(now), 100);
        for (int i = 0; i < 3; i++) {
            assertThat(lines(one)).containsExactly("gauge f{ok=\"1\"} 1.0");
            assertThat(one.invalid()).isEqualTo(8);
        }
    }

    @Test
    void holdsItsLimit() {
        Gauge gauge = Gauge.build("g", "G.").labelNames("a").register(registry);
        for (int i = 0; i < 150; i++) {
            gauge.labels("" + i).set(i);
        }
        assertThat(lines(adapter)).hasSize(100);
        assertThat(adapter.refused()).isEqualTo(50);
        gauge.clear();
        gauge.labels("new").set(1);
        List<String> lines = List.of();
        for (int i = 0; i < 20; i++) {
            lines = lines(adapter);
        }
        assertThat(lines).containsExactly("gauge g{a=\"new\"} 1.0");
    }

    private static Collector collector(List<Collector.MetricFamilySamples> families) {
        return new Collector() {
            @Override
            public List<MetricFamilySamples> collect() {
                return families;
            }
        };
    }

    private static Collector.MetricFamilySamples family(
            String name, Collector.Type type, String help, Collector.MetricFamilySamples.Sample... samples) {
        return new Collector.MetricFamilySamples(name, type, help, Arrays.asList(samples));
    }

    private static Collector.MetricFamilySamples.Sample sample(String name, String... labels) {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (int i = 0; i < labels.length; i += 2) {
            names.add(labels[i]);
            values.add(labels[i + 1]);
        }
        return new Collector.MetricFamilySamples.Sample(name, names, values, 1);
    }

    private List<String> lines(SimpleclientAdapter from) {
        buffer.begin(1, System.nanoTime());
        from.update(buffer);
        buffer.end();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < buffer.size(); i++) {
            Series series = buffer.series(i);
            lines.add(series.family().type().text() + " " + series + " " + buffer.value(i));
        }
        return lines;
    }
}
