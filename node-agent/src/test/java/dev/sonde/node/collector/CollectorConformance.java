package dev.sonde.node.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricType;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.SampleBuffer;
import dev.sonde.core.metrics.Series;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What every collector keeps to, whatever it reads. Give it a tree on which the collector has something to say, and how
 * to make the collector on it: {@code CollectorConformance.check(tree, MeminfoCollector::new)}.
 */
public final class CollectorConformance {
    private static final Pattern METRIC_NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]|\\\\[\\\\n\"])*+\"";
    private static final Pattern LABELS = Pattern.compile("(?:\\{" + LABEL + "(?:," + LABEL + ")*+\\})? ");
    /** The collectors of fixture trees are many, and some have hundreds of files. */
    private static final int RUNS = 100;

    /** Of more files only some are spoilt: they are attributes of a kind. */
    private static final int MANY_FILES = 40;

    /** What a file may hold when things go wrong. */
    private static final byte[][] GARBAGE = {
        {},
        {'\n'},
        new byte[4096],
        "-1\n".getBytes(StandardCharsets.US_ASCII),
        "nan nan nan\r\n".getBytes(StandardCharsets.US_ASCII),
        "a: b=c d\n".repeat(2000).getBytes(StandardCharsets.US_ASCII),
        "1".repeat(100_000).getBytes(StandardCharsets.US_ASCII),
        {(byte) 0xff, (byte) 0xfe, 'x', ' ', (byte) 0xc3, '\n'}
    };

    private CollectorConformance() {}

    public static void check(FixtureTree tree, Function<NodePaths, AgentCollector> maker) throws Exception {
        AgentCollector collector = maker.apply(tree.paths());
        Collected collected = new Collected(collector);
        SampleBuffer buffer = collected.run();
        assertThat(buffer.size()).as("samples of %s", collector.name()).isPositive();
        wellFormed(collected.series());
        settles(tree, collected);
        survives(tree, maker);
    }

    /** Names, helps and types are what the wire needs, and no series is there twice. */
    private static void wellFormed(List<Series> series) {
        Map<String, MetricFamily> families = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (Series s : series) {
            MetricFamily family = s.family();
            MetricFamily other = families.putIfAbsent(family.name(), family);
            if (other != null) {
                assertThat(family.type()).as("type of %s", family).isEqualTo(other.type());
                assertThat(family.help()).as("help of %s", family).isEqualTo(other.help());
            }
            assertThat(family.name()).matches(METRIC_NAME);
            assertThat(family.help()).as("help of %s", family).isNotBlank();
            if (family.type() == MetricType.COUNTER) {
                assertThat(family.name()).endsWith("_total");
            }
            assertThat(new String(s.labels(), StandardCharsets.UTF_8)).matches(LABELS);
            assertThat(seen.add(s.toString())).as("%s for the first time", s).isTrue();
        }
    }

    /** The same input gives the same objects in the same order, and no descriptor more, run after run. */
    private static void settles(FixtureTree tree, Collected collected) throws Exception {
        SampleBuffer buffer = collected.run();
        List<Series> series = collected.series();
        int layout = buffer.layout();
        long descriptors = descriptors(tree);
        for (int i = 0; i < RUNS; i++) {
            collected.run();
            assertThat(buffer.layout()).as("layout after %s runs", i).isEqualTo(layout);
        }
        assertThat(collected.series())
                .usingElementComparator((a, b) -> a == b ? 0 : 1)
                .isEqualTo(series);
        assertThat(descriptors(tree)).as("open files").isEqualTo(descriptors);
    }

    /** How many files of the tree this process has open. */
    static long descriptors(FixtureTree tree) throws IOException {
        Path base = tree.path("").toRealPath();
        long open = 0;
        try (Stream<Path> links = Files.list(Path.of("/proc/self/fd"))) {
            for (Path link : links.toList()) {
                open += leadsTo(base, link) ? 1 : 0;
            }
        }
        return open;
    }

    private static boolean leadsTo(Path base, Path link) throws IOException {
        try {
            return Files.readSymbolicLink(link).startsWith(base);
        } catch (NoSuchFileException closedMeanwhile) {
            return false;
        }
    }

    /** Each file in turn missing, then full of garbage; and well again, the collector is well again. */
    private static void survives(FixtureTree tree, Function<NodePaths, AgentCollector> maker) throws Exception {
        List<Path> files;
        try (Stream<Path> all = Files.walk(tree.path(""))) {
            files = all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
        String well = withoutClock(Collected.text(maker.apply(tree.paths())));
        int step = 1 + files.size() / MANY_FILES;
        for (int i = 0; i < files.size(); i += step) {
            Path file = files.get(i);
            byte[] good = Files.readAllBytes(file);
            Collected old = new Collected(maker.apply(tree.paths()));
            old.run();
            Files.delete(file);
            tolerates(new Collected(maker.apply(tree.paths())), file, "missing");
            for (byte[] garbage : GARBAGE) {
                Files.write(file, garbage);
                tolerates(old, file, "garbage");
                tolerates(new Collected(maker.apply(tree.paths())), file, "garbage");
            }
            Files.write(file, good);
            assertThat(withoutClock(Collected.text(maker.apply(tree.paths())))).isEqualTo(well);
        }
    }

    private static void tolerates(Collected collected, Path file, String state) {
        try {
            collected.run();
            wellFormed(distinct(collected.series()));
        } catch (IOException | NoDataException e) {
            assertThat(e.getMessage())
                    .as("message for %s being %s", file, state)
                    .isNotBlank();
        } catch (RuntimeException e) {
            fail(file + " being " + state, e);
        }
    }

    /** Garbage may well name a thing twice; pages take the first. */
    private static List<Series> distinct(List<Series> series) {
        Set<String> seen = new HashSet<>();
        return series.stream().filter(s -> seen.add(s.toString())).toList();
    }

    private static String withoutClock(String text) {
        return text.replaceAll("node_time_seconds .*\n", "");
    }
}
