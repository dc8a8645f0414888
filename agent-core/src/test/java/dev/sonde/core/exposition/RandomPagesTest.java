package dev.sonde.core.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricType;
import dev.sonde.core.metrics.SampleBuffer;
import dev.sonde.core.metrics.Series;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Families and labels of any text, over several scrapes, read back exactly as they went in. */
class RandomPagesTest {
    private static final MetricType[] TYPES = {MetricType.COUNTER, MetricType.GAUGE, MetricType.UNTYPED};

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    /** What a sample was, in words of its own. */
    private record Made(Series series, String name, Map<String, String> labels) {}

    @Test
    void readBackWhatWentIn() throws IOException {
        for (int round = 0; round < 60; round++) {
            List<SampleBuffer> buffers = List.of(new SampleBuffer(), new SampleBuffer(), new SampleBuffer());
            Map<String, MetricFamily> families = new LinkedHashMap<>();
            List<Made> made = samples(families);
            PageLayout layout = new PageLayout(buffers);
            PageEncoder encoder = new PageEncoder();
            for (int scrape = 0; scrape < 8; scrape++) {
                if (random.nextInt(4) == 0 && !made.isEmpty()) {
                    made.remove(random.nextInt(made.size()));
                }
                Map<String, String> expected = fill(buffers, made);
                layout.refresh(new boolean[] {true, true, true});
                assertThat(layout.dropped()).as("seed %d", seed).isZero();
                byte[] text = encoder.encode(layout, PageFormat.TEXT, false);
                check(ParsedPage.text(text), expected, families, false);
                byte[] open = encoder.encode(layout, PageFormat.OPENMETRICS, false);
                check(ParsedPage.openMetrics(open), expected, families, true);
                assertThat(inflated(encoder.encode(layout, PageFormat.TEXT, true)))
                        .isEqualTo(text);
                assertThat(inflated(encoder.encode(layout, PageFormat.OPENMETRICS, true)))
                        .isEqualTo(open);
            }
        }
    }

    private List<Made> samples(Map<String, MetricFamily> families) {
        Map<String, Made> made = new LinkedHashMap<>();
        for (int f = random.nextInt(30); f > 0; f--) {
            MetricType type = TYPES[random.nextInt(TYPES.length)];
            String name =
                    "f" + random.nextInt(1000) + (type == MetricType.COUNTER && random.nextBoolean() ? "_total" : "_x");
            MetricFamily family = families.computeIfAbsent(name, n -> MetricFamily.of(type, n, text()));
            for (int s = 1 + random.nextInt(20); s > 0; s--) {
                Map<String, String> labels = new TreeMap<>();
                for (int l = random.nextInt(4); l > 0; l--) {
                    labels.put("l" + random.nextInt(6), text());
                }
                List<String> names = new ArrayList<>(labels.keySet());
                Collections.shuffle(names, random);
                String[] values = names.stream().map(labels::get).toArray(String[]::new);
                Series series = family.series("", names.toArray(new String[0]), values);
                made.putIfAbsent(name + labels, new Made(series, name, labels));
            }
        }
        return new ArrayList<>(made.values());
    }

    /** Hands the samples to any of the buffers, each number in one of the three ways. */
    private Map<String, String> fill(List<SampleBuffer> buffers, List<Made> made) {
        Map<String, String> expected = new LinkedHashMap<>();
        buffers.forEach(buffer -> buffer.begin(1, 0));
        for (int i = 0; i < made.size(); i++) {
            Made each = made.get(i);
            SampleBuffer buffer = buffers.get(Math.floorMod(each.name.hashCode() + i / 7, buffers.size()));
            long whole = random.nextLong() >> random.nextInt(64);
            double value;
            switch (random.nextInt(3)) {
                case 0 -> {
                    buffer.sample(each.series, whole);
                    value = whole;
                }
                case 1 -> {
                    buffer.decimal(each.series, whole, 3);
                    value = new BigDecimal(whole).movePointLeft(3).doubleValue();
                }
                default -> {
                    value = Double.longBitsToDouble(random.nextLong());
                    buffer.sample(each.series, value);
                }
            }
            expected.put(each.name + each.labels, ReferenceNumbers.print(value));
        }
        buffers.forEach(SampleBuffer::end);
        return expected;
    }

    private void check(
            ParsedPage page, Map<String, String> expected, Map<String, MetricFamily> families, boolean openMetrics) {
        Map<String, String> found = new LinkedHashMap<>();
        String previous = "";
        for (ParsedPage.Family family : page.families().values()) {
            MetricFamily from = families.get(family.samples().get(0).name());
            assertThat(family.help()).as("seed %d", seed).isEqualTo(from.help());
            assertThat(from.name()).isGreaterThan(previous);
            previous = from.name();
            boolean unknown = openMetrics
                    && (from.type() == MetricType.UNTYPED
                            || from.type() == MetricType.COUNTER && !from.name().endsWith("_total"));
            assertThat(family.type())
                    .isEqualTo(unknown ? "unknown" : from.type().text());
            family.samples().forEach(sample -> found.put(sample.series(), sample.value()));
        }
        assertThat(found).as("seed %d", seed).isEqualTo(expected);
    }

    /** Any text that UTF-8 can carry. */
    private String text() {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(12); n > 0; n--) {
            switch (random.nextInt(4)) {
                case 0 -> text.append("\\\"\n{}=, #".charAt(random.nextInt(9)));
                case 1 -> text.appendCodePoint(0x10000 + random.nextInt(0x1000));
                case 2 -> text.append((char) random.nextInt(0xd800));
                default -> text.append((char) ('a' + random.nextInt(26)));
            }
        }
        return text.toString();
    }

    private static byte[] inflated(byte[] gzip) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes();
    }
}
