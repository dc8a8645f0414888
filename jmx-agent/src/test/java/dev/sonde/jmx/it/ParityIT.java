package dev.sonde.jmx.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.jmx.artefact.Forked;
import dev.sonde.jmx.artefact.SyntheticTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Both agents in one application, with one file of rules after the other: the same series, types and values. Help texts
 * are left out of it, since of several in a family the first counts, and which that is, is chance.
 */
class ParityIT {
    private static final Path CONFIGS = Path.of("src", "test", "resources", "dev", "sonde", "jmx", "parity");
    private static final int ENOUGH = 25;

    @TempDir
    static Path folder;

    private static RulesFile file;
    private static Forked target;
    private static int ours;
    private static int theirs;

    @BeforeAll
    static void start() throws IOException {
        file = new RulesFile(folder.resolve("jmx.yml"));
        file.put("rules: []\n");
        ours = Forked.freePort();
        theirs = Forked.freePort();
        target = Forked.java(
                "-javaagent:" + System.getProperty("oracle.jmx") + "=127.0.0.1:" + theirs + ":" + file.path,
                Forked.agent(ours, file.path),
                "-cp",
                Forked.testClasses().toString(),
                SyntheticTarget.class.getName());
        target.until("READY");
    }

    @AfterAll
    static void stop() throws IOException {
        target.close();
    }

    @TestFactory
    Stream<DynamicTest> theSameSeries() throws IOException {
        List<Path> configs;
        try (Stream<Path> files = Files.list(CONFIGS)) {
            configs = files.sorted().toList();
        }
        assertThat(configs).hasSizeGreaterThanOrEqualTo(ENOUGH);
        return configs.stream()
                .map(config -> DynamicTest.dynamicTest(config.getFileName().toString(), () -> {
                    file.put(Files.readString(config));
                    // twice: what is cached must say the same
                    for (int i = 0; i < 2; i++) {
                        String reference = Forked.get(theirs, "/metrics");
                        assertThat(Page.facts(Forked.get(ours, "/metrics"))).isEqualTo(Page.facts(reference));
                    }
                }));
    }

    /** Their values change all the time; the old names of some are ours alone. */
    @Test
    void theMetricsOfTheJvmAndOfTheAgentHaveTheSameNamesLabelsAndTypes() throws Exception {
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), target.pid() + "", "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        Forked.get(ours, "/metrics");
        Set<String> expected = own(Forked.get(theirs, "/metrics"));
        assertThat(expected).hasSizeGreaterThan(100).anyMatch(fact -> fact.startsWith("jvm_gc_collection_seconds_sum"));
        assertThat(own(Forked.get(ours, "/metrics"))).containsAll(expected);
    }

    private static Set<String> own(String page) {
        Set<String> own = new TreeSet<>();
        for (String line : page.split("\n")) {
            String name = line.startsWith("# TYPE ") ? line.substring(7) : line;
            if (name.matches("(jvm_|process_|jmx_).*") && !name.startsWith("jmx_exporter_build_info{")) {
                own.add(
                        line.startsWith("#")
                                ? line
                                : line.substring(0, line.lastIndexOf(' ')).replace(",}", "}"));
            }
        }
        return own;
    }
}
