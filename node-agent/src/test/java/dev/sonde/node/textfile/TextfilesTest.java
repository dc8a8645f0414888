package dev.sonde.node.textfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.core.exposition.PageEncoder;
import dev.sonde.core.exposition.PageFormat;
import dev.sonde.core.exposition.PageLayout;
import dev.sonde.core.exposition.TextParser;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.SampleBuffer;
import dev.sonde.core.metrics.Series;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept from one reading to the next. */
class TextfilesTest {
    private static final long PLENTY = Long.MAX_VALUE / 2;
    private static final long NEVER_SETTLED = Long.MAX_VALUE;

    @TempDir
    Path dir;

    private final SampleBuffer buffer = new SampleBuffer();
    private final PageLayout layout = new PageLayout(List.of(buffer));
    private Textfiles files = new Textfiles(List.of(), PLENTY, 0);

    @BeforeEach
    void open() {
        files = new Textfiles(List.of(dir.toString()), PLENTY, 0);
    }

    private void write(String content) throws IOException {
        Files.writeString(dir.resolve("x.prom"), content);
    }

    private String page() {
        buffer.begin(1, Long.MAX_VALUE);
        files.update(buffer);
        buffer.end();
        layout.refresh(new boolean[] {true});
        return new String(new PageEncoder().encode(layout, PageFormat.TEXT, false), StandardCharsets.UTF_8);
    }

    private List<Series> series() {
        page();
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < buffer.size(); i++) {
            series.add(buffer.series(i));
        }
        return series;
    }

    /** Other numbers, the same series: the page's layout stays. */
    @Test
    void keepsTheLayoutWhenOnlyNumbersChange() throws IOException {
        String content = """
                # HELP a A
                # TYPE a gauge
                a{x="1"} N
                b{p="1"} N
                b{q="2",p="1"} N
                # TYPE s summary
                s{quantile="0.5"} N
                s_count N
                # TYPE h histogram
                h_bucket{le="1",y="z"} N
                h_bucket{le="+Inf",y="z"} N
                h_count{y="z"} N
                """;
        write(content.replace("N", "1"));
        String first = page();
        int before = buffer.layout();
        write(content.replace("N", "2.5"));
        assertThat(page())
                .isNotEqualTo(first)
                .contains("\nb{p=\"1\",q=\"\"} 2.5\n", "\nh_bucket{le=\"1\",y=\"z\"} 2.5\n");
        assertThat(buffer.layout()).isEqualTo(before);
    }

    /** Lines that come and go cost only themselves. */
    @Test
    void keepsTheOtherSeriesWhenSomeChange() throws IOException {
        StringBuilder content = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            content.append("a{i=\"").append(i).append("\"} 1\n");
        }
        write(content.toString());
        List<Series> before = series();
        write("a{i=\"new\"} 1\n" + content.substring(0, content.indexOf("a{i=\"100\""))
                + content.substring(content.indexOf("a{i=\"110\"")) + "a{i=\"last\"} 1\n");
        List<Series> after = series();
        assertThat(after).hasSize(before.size() - 10 + 2);
        int kept = 0;
        for (Series series : after) {
            for (Series old : before) {
                kept += series == old ? 1 : 0;
            }
        }
        assertThat(kept).isEqualTo(before.size() - 10);
    }

    @Test
    void forgetsLabelsThatNoSampleHasAnyMore() throws IOException {
        write("a{x=\"1\"} 1\na{y=\"2\"} 1\nb{z=\"1\"} 1\n");
        assertThat(page()).contains("\na{x=\"\",y=\"2\"} 1\na{x=\"1\",y=\"\"} 1\n");
        write("a{x=\"1\"} 1\na{x=\"2\"} 1\nb 1\n");
        assertThat(page()).contains("\na{x=\"1\"} 1\na{x=\"2\"} 1\n", "\nb 1\n");
        write("a{x=\"1\"} 1\na{x=\"2\",k=\"\\\\ \\\" \\n\"} 1\n");
        assertThat(page()).contains("\na{k=\"\",x=\"1\"} 1\na{k=\"\\\\ \\\" \\n\",x=\"2\"} 1\n");
    }

    @Test
    void changesTypeAndHelpWithTheFile() throws IOException {
        write("# TYPE a gauge\na 1\n");
        assertThat(page()).contains("# TYPE a gauge\na 1\n");
        write("# TYPE a counter\n# HELP a A\na 1\n");
        assertThat(page()).contains("# HELP a A\n# TYPE a counter\na 1\n");
        write("# TYPE a summary\n# HELP a A\na_sum 1\n");
        assertThat(page()).contains("# HELP a A\n# TYPE a summary\na_sum 1\na_count 0\n");
        write("a_sum 1\n");
        assertThat(page()).contains("# TYPE a_sum untyped\na_sum 1\n").doesNotContain("summary");
    }

    @Test
    void readsAnUnchangedFileOnce() throws IOException {
        MetricFamily family = MetricFamily.gauge("f", "");
        write("a 1\n");
        TextFile settled = new TextFile(dir.resolve("x.prom"), "x.prom", 0, family.series(), family.series());
        TextFile fresh = new TextFile(dir.resolve("x.prom"), "x.prom", NEVER_SETTLED, family.series(), family.series());
        TextParser parser = new TextParser();
        assertThat(settled.refresh(parser, PLENTY)).isTrue();
        assertThat(settled.refresh(parser, PLENTY)).isFalse();
        assertThat(fresh.refresh(parser, PLENTY)).isTrue();
        assertThat(fresh.refresh(parser, PLENTY))
                .as("may have changed within a tick")
                .isTrue();

        Path draft = dir.resolve("draft");
        Files.writeString(draft, "a 2\n");
        Files.setLastModifiedTime(draft, Files.getLastModifiedTime(dir.resolve("x.prom")));
        Files.move(draft, dir.resolve("x.prom"), StandardCopyOption.ATOMIC_MOVE);
        assertThat(settled.refresh(parser, PLENTY))
                .as("same size and time, another file")
                .isTrue();
        assertThat(settled.columns().size()).isOne();
        assertThat(settled.refresh(parser, PLENTY)).isFalse();
    }

    @Test
    void readsAnUnchangedBadFileOnceToo() throws IOException {
        MetricFamily family = MetricFamily.gauge("f", "");
        TextParser parser = new TextParser();
        TextFile file = new TextFile(dir.resolve("x.prom"), "x.prom", 0, family.series(), family.series());
        for (String bad : List.of("a", "a 1 2\n", "a{b=\"c\"} 1\n".repeat(1000))) {
            write(bad);
            assertThat(file.refresh(parser, 100)).isTrue();
            assertThat(file.problem()).isNotNull();
            assertThat(file.refresh(parser, 100)).isFalse();
            assertThat(file.refresh(parser, 99)).isFalse();
        }
        assertThat(file.refresh(parser, PLENTY)).as("with more room").isTrue();
        assertThat(file.problem()).isNull();
        Files.delete(dir.resolve("x.prom"));
        assertThat(file.refresh(parser, PLENTY)).isTrue();
        assertThat(file.problem()).isEqualTo("no such file or directory");
        assertThat(file.refresh(parser, PLENTY)).as("may have come back").isTrue();
    }

    @Test
    void refusesWhatWouldFillTheHeap() throws IOException {
        StringBuilder content = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            content.append("big{i=\"").append(i).append("\"} 1\n");
        }
        Files.writeString(dir.resolve("a.prom"), "small 1\n");
        Files.writeString(dir.resolve("b.prom"), content);
        Files.writeString(dir.resolve("c.prom"), "other 1\n");
        files = new Textfiles(List.of(dir.toString()), 1_000_000, 0);
        for (int scrape = 0; scrape < 3; scrape++) {
            assertThat(page())
                    .contains("\nsmall 1\n", "\nother 1\n", "\nnode_textfile_scrape_error 1\n")
                    .contains("node_textfile_file_error{file=\"" + dir + "/b.prom\"} 1\n")
                    .doesNotContain("big{");
        }
        Files.writeString(dir.resolve("b.prom"), "big 1\n");
        assertThat(page()).contains("\nbig 1\n", "\nnode_textfile_scrape_error 0\n");
    }

    /** The page of a file, as a file again, gives the same page. */
    @Test
    void readsItsOwnPages() throws IOException {
        Random random = new Random(3);
        for (int i = 0; i < 300; i++) {
            write(content(random));
            String first = body(page());
            assertThat(first).doesNotContain("Metric read from").isNotEmpty();
            write(first);
            assertThat(body(page())).isEqualTo(first);
        }
    }

    private String body(String page) {
        StringBuilder body = new StringBuilder();
        page.lines()
                .filter(l -> !l.contains("node_textfile_"))
                .forEach(l -> body.append(l).append('\n'));
        return body.toString();
    }

    private static String content(Random random) {
        StringBuilder content = new StringBuilder();
        for (String type : new String[] {"gauge", "counter", "untyped", "summary", "histogram"}) {
            String name = type.charAt(0) + "_" + random.nextInt(3);
            content.append("# HELP ")
                    .append(name)
                    .append(" é \\\\ \\n \"")
                    .append(random.nextInt())
                    .append("\n# TYPE ");
            content.append(name).append(' ').append(type).append('\n');
            for (int i = random.nextInt(4); i >= 0; i--) {
                String labels = random.nextBoolean() ? "" : "l" + random.nextInt(2) + "=\"\\\\\\\" \\n é" + i + "\"";
                String bound = type.equals("summary") ? "quantile" : "le";
                boolean distribution = type.equals("summary") || type.equals("histogram");
                content.append(name)
                        .append(type.equals("histogram") ? "_bucket" : "")
                        .append('{');
                content.append(distribution ? bound + "=\"" + random.nextInt(20) / 10.0 + "\"," : "");
                content.append(labels).append("} ");
                content.append(distribution ? random.nextInt(9) : random.nextGaussian())
                        .append('\n');
            }
        }
        return content.toString();
    }
}
