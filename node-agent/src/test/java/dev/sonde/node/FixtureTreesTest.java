package dev.sonde.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.node.collector.Collected;
import dev.sonde.node.collector.CollectorConformance;
import dev.sonde.node.collector.FixtureTree;
import dev.sonde.node.collector.ParserFuzz;
import dev.sonde.node.fixture.Fixture;
import dev.sonde.node.fixture.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each collector on its fixture trees: its golden page, the conformance kit, and mutations of every file. */
class FixtureTreesTest {
    /** Mutations of all the files of a tree together, but at least a few of each. */
    private static final int MUTATIONS = 300;

    private static final int MUTATIONS_OF_EACH = 3;

    @TempDir
    Path directory;

    static List<Fixture> fixtures() {
        return Fixture.all();
    }

    static List<Fixture> telling() throws IOException {
        List<Fixture> telling = new ArrayList<>();
        for (Fixture fixture : Fixture.all()) {
            if (Files.exists(fixture.golden())
                    && Files.readString(fixture.golden()).startsWith("# ")) {
                telling.add(fixture);
            }
        }
        return telling;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fixtures")
    void saysWhatTheGoldenPageSays(Fixture fixture) throws IOException {
        String page = page(OneCollector.make(fixture, fixture.build(directory)));

        if (Boolean.getBoolean("sonde.write-golden")) {
            Files.writeString(fixture.golden(), page);
        }

        assertThat(page).isEqualTo(Files.readString(fixture.golden()));
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("telling")
    void keepsToTheRules(Fixture fixture) throws Exception {
        Tree tree = fixture.build(directory);
        FlagSet flags = OneCollector.flags(fixture, tree);
        CollectorConformance.check(new FixtureTree(directory), paths -> OneCollector.make(fixture, flags));
    }

    @Tag("fuzz")
    @ParameterizedTest(name = "{0}")
    @MethodSource("fixtures")
    void onlyFailsInTheWaysACollectorMay(Fixture fixture) throws IOException {
        Tree tree = fixture.build(directory);
        List<Path> files;
        try (Stream<Path> all = Files.walk(directory)) {
            files = all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
        FlagSet flags = OneCollector.flags(fixture, tree);
        Collected kept = new Collected(OneCollector.make(fixture, flags));
        for (Path file : files) {
            byte[] good = Files.readAllBytes(file);
            ParserFuzz.run(
                    Math.max(MUTATIONS_OF_EACH, mutations(fixture) / files.size()),
                    content -> {
                        Files.write(file, content);
                        try {
                            kept.run();
                        } catch (IOException e) {
                            // Once more with a collector that saw nothing before.
                            new Collected(OneCollector.make(fixture, flags)).run();
                        }
                    },
                    new String(good, StandardCharsets.UTF_8));
            Files.write(file, good);
        }
    }

    /** A collector's fixtures share what is asked for. */
    private static int mutations(Fixture fixture) {
        long variants = fixtures().stream()
                .filter(other -> other.collector().equals(fixture.collector()))
                .count();
        return (int) Math.max(MUTATIONS, ParserFuzz.runs(0) / variants);
    }

    /** Types, then series; or why there are none. */
    private String page(AgentCollector collector) {
        try {
            StringBuilder page = new StringBuilder();
            Collected.families(collector)
                    .lines()
                    .forEach(line -> page.append("# ").append(line).append('\n'));
            return withoutDirectory(page.append(Collected.text(collector)).toString());
        } catch (NoDataException e) {
            return "no data: " + withoutDirectory(e.getMessage()) + '\n';
        } catch (IOException e) {
            return "failed: " + withoutDirectory(e.getMessage()) + '\n';
        }
    }

    private String withoutDirectory(String text) {
        return text.replace(directory + "/", "");
    }
}
