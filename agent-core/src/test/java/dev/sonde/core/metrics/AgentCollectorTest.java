package dev.sonde.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Our collectors in a registry of simpleclient. */
class AgentCollectorTest {
    private interface Update {
        void run(MetricSink sink) throws NoDataException, IOException;
    }

    private final CollectorRegistry registry = new CollectorRegistry();

    private static AgentCollector collector(Update update) {
        return new AgentCollector("test") {
            @Override
            public void update(MetricSink sink) throws NoDataException, IOException {
                update.run(sink);
            }
        };
    }

    @Test
    void samplesAreFoundByNameAndLabels() {
        MetricFamily bare = MetricFamily.counter("keys", "A counter without the suffix.");
        MetricFamily total = MetricFamily.counter("reads_total", "R.", "b", "a");
        MetricFamily histogram = MetricFamily.of(MetricType.HISTOGRAM, "h", "H.");
        collector(sink -> {
                    sink.sample(bare.series(), 3L);
                    sink.sample(total.series("x\\ny\n\"{},=", "é☃"), 0.5);
                    sink.sample(total.series("", "2"), 4L);
                    sink.decimal(histogram.series("_sum", new String[0], new String[0]), 15, 1);
                    assertThat(sink.remainingMillis()).isPositive();
                })
                .register(registry);
        assertThat(registry.getSampleValue("keys")).isEqualTo(3);
        assertThat(registry.getSampleValue(
                        "reads_total", new String[] {"a", "b"}, new String[] {"é☃", "x\\ny\n\"{},="}))
                .isEqualTo(0.5);
        assertThat(registry.getSampleValue("reads_total", new String[] {"a", "b"}, new String[] {"2", ""}))
                .isEqualTo(4);
        assertThat(registry.getSampleValue("h_sum")).isEqualTo(1.5);
    }

    @Test
    void familiesOfOneNameAreOneFamily() {
        MetricFamily one = MetricFamily.gauge("g", "G.", "l");
        MetricFamily same = MetricFamily.gauge("g", "G.", "l");
        List<Collector.MetricFamilySamples> families = collector(sink -> {
                    sink.sample(one.series("1"), 1L);
                    sink.sample(same.series("2"), 2L);
                })
                .collect();
        assertThat(families)
                .singleElement()
                .satisfies(family -> assertThat(family.samples).hasSize(2));
    }

    @Test
    void failuresGiveNothing() {
        MetricFamily family = MetricFamily.gauge("g", "");
        NoDataException none = new NoDataException("none");
        assertThat(collector(sink -> {
                            sink.sample(family.series(), 1L);
                            throw none;
                        })
                        .collect())
                .isEmpty();
        assertThat(collector(sink -> {
                            throw new IOException("broken");
                        })
                        .collect())
                .isEmpty();
        assertThat(none.getStackTrace()).isEmpty();
    }
}
