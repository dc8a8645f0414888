package dev.sonde.node.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of text files, good ones and bad ones: all read the same directories. */
final class TextfileParityIT {

    @TempDir
    Path directory;

    /** One quirk a file, so that the mtime series tell which files were taken. */
    @Test
    void takesAndRefusesTheSameFiles() throws IOException {
        int count = 0;
        for (String line : resource("textfile-quirks.txt").split("\n")) {
            if (!line.isEmpty() && !line.startsWith("#")) {
                String name = "q" + ++count;
                file(directory, name + ".prom", unescape(line.replace("NAME", name)));
            }
        }
        assertThat(count).isGreaterThan(50);
        Files.createDirectory(directory.resolve("folder.prom"));
        Files.createDirectory(directory.resolve("folder"));
        file(directory.resolve("folder"), "inner.prom", "inner 1\n");
        file(directory, "other.txt", "other 1\n");
        file(directory, ".hidden.prom", "hidden 1\n");
        Files.createSymbolicLink(directory.resolve("link.prom"), Path.of("folder/inner.prom"));
        Files.createSymbolicLink(directory.resolve("dangling.prom"), Path.of("nowhere"));

        assertParity("--collector.textfile.directory=" + directory);
    }

    /** Whole directories, where files meet each other or a collector. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "types",
                "labels",
                "help same",
                "help other",
                "help none",
                "help empty",
                "type other",
                "same series",
                "same series in one file",
            })
    void putsFilesTogetherTheSameWay(String name) throws IOException {
        String all = resource("textfile-sets.txt");
        String set = all.substring(all.indexOf("=== " + name + "\n"));
        int end = set.indexOf("\n=== ", 1);
        for (String file : (end < 0 ? set : set.substring(0, end + 1)).split("(?m)^--- ")) {
            if (!file.startsWith("=== ")) {
                file(directory, file.substring(0, file.indexOf('\n')), file.substring(file.indexOf('\n') + 1));
            }
        }

        assertParity("--collector.loadavg", "--collector.textfile.directory=" + directory);
    }

    @Test
    void readsSeveralDirectoriesAndPatterns() throws IOException {
        for (String name : List.of("a1", "a2", "b1")) {
            file(Files.createDirectory(directory.resolve(name)), name + ".prom", name + " 1\n");
        }

        assertParity(
                "--collector.textfile.directory=" + directory + "/a*",
                "--collector.textfile.directory=" + directory + "/b1",
                "--collector.textfile.directory=" + directory + "/missing");
        assertParity("--collector.textfile.directory=" + directory + "/b1/");
        assertParity("--collector.textfile.directory=");
        assertParity("--collector.textfile.directory=" + directory + "/missing*");
    }

    /** Both peers end with a panic on this label name. */
    @Test
    void survivesWhatKillsThePeers() throws IOException {
        file(directory, "good.prom", "good 1\n");
        file(directory, "reserved.prom", "bad{__a=\"b\"} 1\n");

        List<String> flags = Collectors.with(List.of("--collector.textfile.directory=" + directory));
        try (Daemon agent = Daemon.exporter(Programs.agent(), flags)) {
            assertThat(agent.page().series()).containsKeys("good", "node_load1", "node_textfile_scrape_error");
        }
    }

    /**
     * Families that a collector has too: the peers let chance decide whose type and text they take, we let the
     * collector win, always.
     */
    @Test
    void neverLosesACollectorsFamilyToAFile() throws IOException {
        file(directory, "conflict.prom", """
                # HELP node_load1 Not the collector's.
                # TYPE node_load1 counter
                node_load1{from="file"} 1
                node_load15 99
                # TYPE node_scrape_collector_success counter
                node_scrape_collector_success{collector="forged"} 1
                kept 1
                """);

        List<String> flags = Collectors.with(List.of("--collector.textfile.directory=" + directory));
        try (Daemon agent = Daemon.exporter(Programs.agent(), flags)) {
            Page page = agent.page();
            assertThat(page.series())
                    .containsKeys(
                            "kept", "node_load1", "node_load15", "node_scrape_collector_success{collector=\"cpu\"}");
            assertThat(page.series().get("node_load15").value()).isNotEqualTo(99);
            assertThat(page.families().get("node_load1").type()).isEqualTo("gauge");
            assertThat(page.families().get("node_scrape_collector_success").type())
                    .isEqualTo("gauge");
        }
    }

    private static void assertParity(String... flags) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("--web.disable-exporter-metrics", "--collector.disable-defaults", "--collector.textfile"));
        arguments.addAll(List.of(flags));
        boolean repeated = flags.length > 2 || flags[0].contains("*");

        try (ThreeWay all = ThreeWay.start(List.of(), arguments, repeated ? null : arguments)) {
            assertThat(Exceptions.load().unexcused(all.findings())).isEmpty();
        }
    }

    private static void file(Path directory, String name, String content) throws IOException {
        Path file = Files.writeString(directory.resolve(name), content, StandardCharsets.ISO_8859_1);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_500L));
    }

    private static String unescape(String line) {
        return line.translateEscapes();
    }

    private static String resource(String name) throws IOException {
        try (var in = TextfileParityIT.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
