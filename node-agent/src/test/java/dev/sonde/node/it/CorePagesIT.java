package dev.sonde.node.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.core.exposition.PageEncoder;
import dev.sonde.core.exposition.PageFormat;
import dev.sonde.core.exposition.PageLayout;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricType;
import dev.sonde.core.metrics.SampleBuffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random pages of agent-core's encoder, read by the real programs. */
final class CorePagesIT {
    private static final MetricType[] TYPES = {MetricType.COUNTER, MetricType.GAUGE, MetricType.UNTYPED};

    @TempDir
    Path directory;

    private final Random random = new Random(20261121);
    private final SampleBuffer buffer = new SampleBuffer();
    private final Map<Map<String, String>, Double> expected = new LinkedHashMap<>();

    @ParameterizedTest
    @CsvSource({
        "prometheus.old, TEXT",
        "prometheus.old, OPENMETRICS",
        "prometheus.new, TEXT",
        "prometheus.new, OPENMETRICS"
    })
    void everySampleIsStoredBitForBit(String server, PageFormat format) throws IOException {
        byte[] page = page(format, 400);

        Map<Map<String, String>, Double> stored =
                RoundTrip.stored(Programs.oracle(server), directory, format.contentType(), out -> out.write(page));

        stored.keySet().forEach(labels -> {
            labels.remove("job");
            labels.remove("instance");
        });
        Map<Map<String, String>, Long> bits = new LinkedHashMap<>();
        stored.forEach((labels, value) -> bits.put(labels, Double.doubleToLongBits(value)));
        Map<Map<String, String>, Long> sent = new LinkedHashMap<>();
        expected.forEach((labels, value) -> sent.put(labels, Double.doubleToLongBits(value)));
        assertThat(bits).isEqualTo(sent);
    }

    /** promtool reads text only. */
    @Test
    void promtoolReadsEveryPage() throws Exception {
        for (int i = 0; i < 20; i++) {
            Path input = Files.write(directory.resolve("page"), page(PageFormat.TEXT, 50));
            Process process = new ProcessBuilder(Programs.oracle("promtool").get(0), "check", "metrics")
                    .redirectInput(input.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            // 3: findings about names; 1: no page that it can read
            assertThat(process.exitValue()).as(said).isIn(0, 3);
        }
    }

    private byte[] page(PageFormat format, int families) {
        expected.clear();
        buffer.begin(1, 0);
        for (int f = 0; f < families; f++) {
            MetricType type = TYPES[random.nextInt(TYPES.length)];
            String name = "f" + f + (type == MetricType.COUNTER && random.nextBoolean() ? "_total" : "_x");
            MetricFamily family = MetricFamily.of(type, name, text(), "i", "label");
            for (int s = 0; s < 10; s++) {
                String text = text();
                double value = Double.longBitsToDouble(random.nextLong() >> random.nextInt(64));
                buffer.sample(family.series("" + s, text), value);
                Map<String, String> labels = new LinkedHashMap<>(Map.of("__name__", name, "i", "" + s, "label", text));
                labels.values().removeIf(String::isEmpty);
                expected.put(labels, value);
            }
        }
        buffer.end();
        PageLayout layout = new PageLayout(List.of(buffer));
        layout.refresh(new boolean[] {true});
        return new PageEncoder().encode(layout, format, false);
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(12); n > 0; n--) {
            switch (random.nextInt(4)) {
                case 0 -> text.append("\\\"\n{}=, #".charAt(random.nextInt(9)));
                case 1 -> text.appendCodePoint(0x10000 + random.nextInt(0x1000));
                case 2 -> text.append((char) (' ' + random.nextInt(0xd7e0)));
                default -> text.append((char) ('a' + random.nextInt(26)));
            }
        }
        return text.toString();
    }
}
