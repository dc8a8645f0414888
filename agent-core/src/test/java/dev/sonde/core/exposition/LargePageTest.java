package dev.sonde.core.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.SampleBuffer;
import dev.sonde.core.metrics.Series;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Pages beyond the size that is made in one piece, and the way there and back. */
class LargePageTest {
    private static final MetricFamily FAMILY = MetricFamily.gauge("a", "A", "i");
    private static final MetricFamily LAST = MetricFamily.counter("b_total", "B", "filler");

    private final List<Series> series = new ArrayList<>();
    private final SampleBuffer buffer = new SampleBuffer();
    private final PageLayout layout = new PageLayout(List.of(buffer));
    private final PageEncoder encoder = new PageEncoder();
    private long scrape;

    /** Fills the buffer with that many series of 20 bytes, and one of that many. */
    private String fill(int count, int filler) {
        while (series.size() < count) {
            series.add(FAMILY.series(Integer.toString(1_000_000 + series.size())));
        }
        StringBuilder expected = new StringBuilder("# HELP a A\n# TYPE a gauge\n");
        buffer.begin(++scrape, Long.MAX_VALUE);
        for (int i = 0; i < count; i++) {
            buffer.sample(series.get(i), i + scrape);
            expected.append("a{i=\"")
                    .append(1_000_000 + i)
                    .append("\"} ")
                    .append(Go.number(i + scrape))
                    .append('\n');
        }
        String text = "x".repeat(filler);
        buffer.sample(LAST.series(text), 1L);
        expected.append("# HELP b_total B\n# TYPE b_total counter\nb_total{filler=\"")
                .append(text)
                .append("\"} 1\n");
        buffer.end();
        layout.refresh(new boolean[] {true});
        return expected.toString();
    }

    /** Numbers below 10^21 as Go's %g writes them. */
    private static final class Go {
        static String number(long n) {
            byte[] out = new byte[NumberPrinter.MAX_LENGTH];
            return new String(out, 0, NumberPrinter.print(n, out, 0), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void isMadeThroughAWindow() throws IOException {
        int perMegabyte = (1 << 20) / 20;
        for (int count : new int[] {
            10, 3 * perMegabyte, 4 * perMegabyte, 50, perMegabyte, 5 * perMegabyte, 2000, 2000, 2000, 2000, 2000
        }) {
            for (int filler : new int[] {0, 70_000, 3 << 20}) {
                String expected = fill(count, filler);
                assertThat(text(PageFormat.TEXT)).isEqualTo(expected);
                assertThat(gunzipped(PageFormat.TEXT)).isEqualTo(expected);
                assertThat(gunzipped(PageFormat.TEXT)).as("again").isEqualTo(expected);
                String openMetrics =
                        expected.replace(" b_total B", " b B").replace("b_total counter", "b counter") + "# EOF\n";
                assertThat(text(PageFormat.OPENMETRICS)).isEqualTo(openMetrics);
                assertThat(gunzipped(PageFormat.OPENMETRICS)).isEqualTo(openMetrics);
            }
        }
    }

    private String text(PageFormat format) {
        return new String(encoder.encode(layout, format, false), StandardCharsets.UTF_8);
    }

    private String gunzipped(PageFormat format) throws IOException {
        byte[] body = encoder.encode(layout, format, true);
        return new String(new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes(), StandardCharsets.UTF_8);
    }
}
