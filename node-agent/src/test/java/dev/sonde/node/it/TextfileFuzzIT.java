package dev.sonde.node.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.core.exposition.PageEncoder;
import dev.sonde.core.exposition.PageFormat;
import dev.sonde.core.exposition.PageLayout;
import dev.sonde.core.exposition.TextFamily;
import dev.sonde.core.exposition.TextLabels;
import dev.sonde.core.exposition.TextNumber;
import dev.sonde.core.exposition.TextParser;
import dev.sonde.core.exposition.TextSamples;
import dev.sonde.core.log.LogFormat;
import dev.sonde.core.log.Logging;
import dev.sonde.core.metrics.MetricType;
import dev.sonde.core.metrics.SampleBuffer;
import dev.sonde.node.textfile.Textfiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.Level;

/**
 * Thousands of random text files, one after the other through our reader and through node_exporter: both must take the
 * same ones and say the same of them. Run again with another {@code -Dfuzz.seed}, or longer with {@code -Dfuzz.files}.
 */
final class TextfileFuzzIT {
    private static final List<String> FLAGS = List.of(
            "--web.disable-exporter-metrics",
            "--collector.disable-defaults",
            "--collector.textfile",
            "--log.level=error");

    @TempDir
    Path directory;

    @Test
    void readsAsThePeerDoes() throws IOException {
        Logging.configure(Level.ERROR, LogFormat.LOGFMT);
        long seed = Long.getLong("fuzz.seed", 20261121);
        int files = Integer.getInteger("fuzz.files", 3000);
        TextPages pages = new TextPages(seed);
        Textfiles ours = new Textfiles(List.of(directory.toString()));
        Reader reader = new Reader(ours);
        List<String> findings = new ArrayList<>();
        int taken = 0;
        int compared = 0;
        List<String> flags = new ArrayList<>(FLAGS);
        flags.add("--collector.textfile.directory=" + directory);
        try (Peer peer = new Peer(flags)) {
            for (int i = 0; i < files && findings.size() < 10; i++) {
                byte[] content = pages.next();
                Quirks quirks = Quirks.of(content);
                if (quirks.leftOut()) {
                    continue;
                }
                Files.write(directory.resolve("x.prom"), content);
                Map<String, String> mine = reader.read();
                Page page = peer.ask();
                if (page == null) {
                    continue;
                }
                Map<String, String> theirs = lines(page);
                compared++;
                taken += mine.get("node_textfile_scrape_error").equals("0") ? 1 : 0;
                if (!mine.equals(theirs)) {
                    findings.add("seed " + seed + " file " + i + "\n" + new String(content, StandardCharsets.UTF_8)
                            + "\nours   " + mine + "\ntheirs " + theirs + "\nours says " + quirks.refusal() + "\n");
                }
            }
        }
        assertThat(findings).isEmpty();
        assertThat(compared).isGreaterThan(files / 2);
        assertThat(taken).isBetween(compared / 10, compared - compared / 10);
    }

    /** Series and values, types and helps of a page, but for what is about the agents themselves. */
    private static Map<String, String> lines(Page page) {
        Map<String, String> lines = new TreeMap<>();
        for (Family family : page.families().values()) {
            String name = family.name();
            if (name.startsWith("node_") && !name.equals("node_textfile_scrape_error")) {
                continue;
            }
            if (!name.startsWith("node_")) {
                lines.put("# " + name, family.type() + " " + family.help());
            }
            for (Sample sample : family.samples()) {
                lines.put(sample.series(), sample.text());
            }
        }
        return lines;
    }

    /** node_exporter, started again when a file has killed it. */
    private static final class Peer implements AutoCloseable {
        private final List<String> flags;
        private Daemon daemon;

        Peer(List<String> flags) throws IOException {
            this.flags = flags;
            this.daemon = Daemon.exporter(Programs.newPeer(), flags);
        }

        /** Its page, null when that was the end of it. */
        @Nullable Page ask() throws IOException {
            try {
                return daemon.page();
            } catch (IOException e) {
                if (!daemon.log().contains("panic: ")) {
                    throw e;
                }
                daemon.close();
                daemon = Daemon.exporter(Programs.newPeer(), flags);
                return null;
            }
        }

        @Override
        public void close() throws IOException {
            daemon.close();
        }
    }

    /** Our reader without the rest of the agent. */
    private static final class Reader {
        private final Textfiles files;
        private final SampleBuffer buffer = new SampleBuffer();
        private final PageLayout layout = new PageLayout(List.of(buffer));
        private final PageEncoder encoder = new PageEncoder();
        private long scrapes;

        Reader(Textfiles files) {
            this.files = files;
        }

        Map<String, String> read() {
            buffer.begin(++scrapes, Long.MAX_VALUE);
            files.update(buffer);
            buffer.end();
            layout.refresh(new boolean[] {true});
            return lines(PageParser.text(encoder.encode(layout, PageFormat.TEXT, false)));
        }
    }

    /** Where we mean to differ, or the peer dies or says another thing each time. */
    private static final class Quirks implements TextSamples {
        private static final Pattern BRACES_FIRST = Pattern.compile("(?m)^[ \\t]*\\{");

        private final Map<String, TextFamily> families = new TreeMap<>();
        private boolean uncountable;
        private boolean namedInBraces;
        private String refusal = "";

        static Quirks of(byte[] page) throws IOException {
            Quirks quirks = new Quirks();
            quirks.namedInBraces = BRACES_FIRST
                    .matcher(new String(page, StandardCharsets.ISO_8859_1))
                    .find();
            try {
                new TextParser().parse(new ByteArrayInputStream(page), quirks);
            } catch (IOException e) {
                quirks.refusal = e.getMessage();
            }
            return quirks;
        }

        @Override
        public void family(TextFamily family) {
            families.put(family.name(), family);
        }

        /** The peer makes unsigned integers of counts, and nothing of fractions. */
        @Override
        public void sample(TextFamily family, Part part, TextLabels labels, double bound, TextNumber value) {
            if (part == Part.COUNT || part == Part.BUCKET) {
                double v = value.value();
                uncountable |= !(v >= 0 && v < 1e15 && v == Math.rint(v));
            }
        }

        String refusal() {
            return refusal;
        }

        boolean leftOut() {
            return refusal.contains("no name of a metric")
                    || refusal.contains("two underscores")
                    || refusal.contains("gaugehistogram")
                    || refusal.contains("gauge_histogram")
                    || refusal.contains("labels before the name")
                    || uncountable
                    || namedInBraces && hasDistribution()
                    || mended()
                    || clashes();
        }

        /** The peer mixes such a line up with the one before, or dies of it. */
        private boolean hasDistribution() {
            for (TextFamily family : families.values()) {
                if (family.type() == MetricType.SUMMARY || family.type() == MetricType.HISTOGRAM) {
                    return true;
                }
            }
            return false;
        }

        /** The peer gives a HELP on as it is, we mend it. */
        private boolean mended() {
            for (TextFamily family : families.values()) {
                String help = family.help();
                if (help != null && help.indexOf('\uFFFD') >= 0) {
                    return true;
                }
            }
            return false;
        }

        /** Which of two families that clash is served, the peer leaves to the order of a map. */
        private boolean clashes() {
            for (String name : families.keySet()) {
                for (String suffix : List.of("_sum", "_count", "_bucket")) {
                    if (families.containsKey(name + suffix)) {
                        return true;
                    }
                }
            }
            return false;
        }
    }
}
