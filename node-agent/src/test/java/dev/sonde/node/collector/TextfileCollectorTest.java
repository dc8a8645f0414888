package dev.sonde.node.collector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.Series;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules that files are read by; each was seen with node_exporter 1.11.1 but where a test says otherwise. */
class TextfileCollectorTest {
    private static final FileTime TIME = FileTime.fromMillis(1_700_000_000_900L);

    @TempDir
    Path dir;

    private Path write(String name, String content) throws IOException {
        Path file = dir.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content, StandardCharsets.UTF_8);
        return Files.setLastModifiedTime(file, TIME);
    }

    private TextfileCollector collector() {
        return new TextfileCollector(List.of(dir.toString()));
    }

    /** The page in short: {@code DIR} for the directory, no series about files, families with their types and helps. */
    private String page(Collected collected) throws Exception {
        TreeSet<String> families = new TreeSet<>();
        String text = collected.scrape();
        for (Series series : collected.series()) {
            MetricFamily family = series.family();
            if (!family.name().startsWith("node_textfile_")) {
                families.add(family + " " + family.help());
            }
        }
        StringBuilder page = new StringBuilder();
        text.lines()
                .filter(l -> !l.startsWith("node_textfile_"))
                .forEach(l -> page.append(l).append('\n'));
        families.forEach(f -> page.append(f).append('\n'));
        return page.toString().replace(dir.toString(), "DIR");
    }

    /** Names of the files with an mtime, those with an error, and the overall error. */
    private String files(Collected collected) throws Exception {
        StringBuilder good = new StringBuilder();
        StringBuilder bad = new StringBuilder();
        String[] lines = collected.scrape().replace(dir + "/", "").split("\n");
        for (String line : lines) {
            if (line.startsWith("node_textfile_mtime_seconds{")) {
                good.append(line.split("\"")[1]).append(' ');
            } else if (line.startsWith("node_textfile_file_error{") && line.endsWith(" 1")) {
                bad.append(line.split("\"")[1]).append(' ');
            }
        }
        String error = Stream.of(lines)
                .filter(l -> l.startsWith("node_textfile_scrape_error"))
                .findFirst()
                .orElseThrow();
        return "good " + good + "bad " + bad + "error " + error.charAt(error.length() - 1);
    }

    @Test
    void saysNothingWithoutADirectory() throws Exception {
        for (List<String> none : List.of(List.<String>of(), List.of(""), List.of("", ""))) {
            TextfileCollector collector = new TextfileCollector(none);
            assertThat(collector.mayBlock()).isFalse();
            assertThat(Collected.text(collector)).isEqualTo("node_textfile_scrape_error 0\n");
        }
    }

    @Test
    void takesItsDirectoriesFromTheFlag() throws Exception {
        FlagSet flags = new FlagSet("node_exporter", "");
        TextfileCollector.flags(flags);
        write("a.prom", "a 1\n");
        flags.parse("--collector.textfile.directory=" + dir, "--collector.textfile.directory=" + dir + "/none*");
        TextfileCollector collector = new TextfileCollector(new NodeContext(new FixtureTree(dir).paths(), flags));
        assertThat(collector.mayBlock()).isTrue();
        assertThat(files(new Collected(collector))).isEqualTo("good a.prom bad none* error 1");

        FlagSet defaults = new FlagSet("node_exporter", "");
        TextfileCollector.flags(defaults);
        defaults.parse();
        assertThat(Collected.text(new TextfileCollector(new NodeContext(new FixtureTree(dir).paths(), defaults))))
                .isEqualTo("node_textfile_scrape_error 0\n");
    }

    @Test
    void givesSamplesAndWholeSecondsOfModification() throws Exception {
        write("a.prom", "# HELP a About a.\n# TYPE a counter\na{x=\"1\"} 1.50\na{x=\"2\"} NaN\n");
        String file = "{file=\"" + dir + "/a.prom\"} ";
        assertThat(Collected.text(collector())).isEqualTo("""
                a{x="1"} 1.5
                a{x="2"} NaN
                node_textfile_file_error%s0
                node_textfile_mtime_seconds%s1700000000
                node_textfile_scrape_error 0
                """.formatted(file, file));
        assertThat(Collected.families(collector())).isEqualTo("""
                counter a
                gauge node_textfile_file_error
                gauge node_textfile_mtime_seconds
                gauge node_textfile_scrape_error
                """);
    }

    static Stream<List<String>> merges() {
        String sets = """
                same help                       | # HELP m A/m{f="1"} 1 | # HELP m A/m{f="2"} 1
                > m{f="1"} 1/m{f="2"} 1/untyped m A
                > good 1.prom 2.prom bad error 0
                another help drops the later part only | # HELP m A/m{f="1"} 1 | # HELP m B/m{f="2"} 1/n 1
                > m{f="1"} 1/n 1/untyped m A/untyped n Metric read from DIR/2.prom
                > good 1.prom 2.prom bad 2.prom error 1
                help of a file without samples does not count | # HELP m A/# TYPE m gauge | # HELP m B/m 1
                > m 1/untyped m B
                > good 1.prom 2.prom bad error 0
                help of a bad file does not count | # HELP m A/m x | # HELP m B/m 1
                > m 1/untyped m B
                > good 2.prom bad 1.prom error 1
                no help names all files         | m{f="1"} 1 | m{f="2"} 1 | n 1 | m{f="4"} 1
                > m{f="1"} 1/m{f="2"} 1/m{f="4"} 1/n 1/untyped m Metric read from DIR/1.prom, DIR/2.prom, DIR/4.prom/untyped n Metric read from DIR/3.prom
                > good 1.prom 2.prom 3.prom 4.prom bad error 0
                bad files are not named in help | m{f="1"} 1 | m{f="2"} 1 9 | # HELP m/m{f="3"} 1
                > m{f="1"} 1/m{f="3"} 1/untyped m Metric read from DIR/1.prom, DIR/3.prom
                > good 1.prom 3.prom bad 2.prom error 1
                another type drops the later part, which is no scrape error | # TYPE m gauge/m{f="1"} 1 | # TYPE m counter/m{f="2"} 1
                > m{f="1"} 1/gauge m Metric read from DIR/1.prom
                > good 1.prom 2.prom bad 2.prom error 0
                labels that a sample lacks are empty, by file | m{a="1"} 1/m{b="2"} 2/m 3 | m{c="1"} 4
                > m{a="",b=""} 3/m{a="",b="2"} 2/m{a="1",b=""} 1/m{c="1"} 4/untyped m Metric read from DIR/1.prom, DIR/2.prom
                > good 1.prom 2.prom bad error 0
                summary                         | # TYPE s summary/s{quantile="0.90"} 2/s{quantile="0.5",a="x"} 1/s_count 4
                > s_count{a=""} 4/s_count{a="x"} 0/s_sum{a=""} 0/s_sum{a="x"} 0/s{a="",quantile="0.9"} 2/s{a="x",quantile="0.5"} 1/summary s Metric read from DIR/1.prom
                > good 1.prom bad error 0
                last of the same quantile       | # TYPE s summary/s{quantile="0.5"} 1/s{quantile="0.50"} 2/s{quantile="-0"} 3/s_sum 1/s_sum 2
                > s_count 0/s_sum 2/s{quantile="0"} 3/s{quantile="0.5"} 2/summary s Metric read from DIR/1.prom
                > good 1.prom bad error 0
                histogram                       | # TYPE h histogram/h_bucket{le="1.0"} 1/h_bucket{le="0.50"} 5/h_bucket{le="1e6"} 6/h_sum 3/h_count 7
                > h_bucket{le="+Inf"} 7/h_bucket{le="0.5"} 5/h_bucket{le="1"} 1/h_bucket{le="1e+06"} 6/h_count 7/h_sum 3/histogram h Metric read from DIR/1.prom
                > good 1.prom bad error 0
                histogram with a last bucket    | # TYPE h histogram/h_bucket{le="inf"} 5/h_count 7
                > h_bucket{le="+Inf"} 5/h_count 7/h_sum 0/histogram h Metric read from DIR/1.prom
                > good 1.prom bad error 0
                empty histogram                 | # TYPE h histogram/h 5
                > h_bucket{le="+Inf"} 0/h_count 0/h_sum 0/histogram h Metric read from DIR/1.prom
                > good 1.prom bad error 0
                same histogram in two files     | # TYPE h histogram/h_bucket{le="1"} 1/h_count 1/h_sum{x="1"} 3 | # TYPE h histogram/h_bucket{le="2",x=""} 1/h_count{x="2"} 1/h_sum{x="1"} 4
                > h_bucket{le="+Inf",x=""} 1/h_bucket{le="+Inf",x="1"} 0/h_bucket{le="+Inf",x="2"} 1/h_bucket{le="1",x=""} 1/h_count{x=""} 1/h_count{x="1"} 0/h_count{x="2"} 1/h_sum{x=""} 0/h_sum{x="1"} 3/h_sum{x="2"} 0/histogram h Metric read from DIR/1.prom, DIR/2.prom
                > good 1.prom 2.prom bad 2.prom error 0
                summary against its part        | # TYPE s summary/s{quantile="1"} 1 | s_count 4/t 1
                > s_count 0/s_sum 0/s{quantile="1"} 1/t 1/summary s Metric read from DIR/1.prom/untyped t Metric read from DIR/2.prom
                > good 1.prom 2.prom bad 2.prom error 0
                part against its summary        | s_count 4 | # TYPE s summary/s{quantile="1"} 1
                > s_count 4/untyped s_count Metric read from DIR/1.prom
                > good 1.prom 2.prom bad 2.prom error 0
                bucket is no part of a summary  | # TYPE s summary/s_sum 1 | s_bucket 4
                > s_bucket 4/s_count 0/s_sum 1/summary s Metric read from DIR/1.prom/untyped s_bucket Metric read from DIR/2.prom
                > good 1.prom 2.prom bad error 0
                our own families                | node_textfile_scrape_error 7/node_textfile_mtime_seconds{file="x"} 1/ok 1
                > ok 1/untyped ok Metric read from DIR/1.prom
                > good 1.prom bad 1.prom error 0
                names are sorted                | # TYPE z gauge/z{b="1",a="2"} 1/"a"{"x"="1"} 2
                > a{x="1"} 2/z{a="2",b="1"} 1/gauge z Metric read from DIR/1.prom/untyped a Metric read from DIR/1.prom
                > good 1.prom bad error 0
                """;
        List<List<String>> cases = new ArrayList<>();
        for (String line : sets.split("\n")) {
            if (line.startsWith("> ")) {
                cases.get(cases.size() - 1).add(line.substring(2));
            } else {
                cases.add(new ArrayList<>(List.of(line)));
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("merges")
    void putsFilesTogether(List<String> set) throws Exception {
        String[] contents = set.get(0).split(" +\\| ");
        for (int i = 1; i < contents.length; i++) {
            write(i + ".prom", contents[i].replace('/', '\n') + "\n");
        }
        Collected collected = new Collected(collector());
        String expected = set.get(1).replace("DIR/", "DIR\0").replace('/', '\n').replace('\0', '/');
        assertThat(page(collected)).startsWith(expected);
        if (set.size() > 2) {
            assertThat(page(collected)).isEqualTo(expected + "\n");
            assertThat(files(collected)).isEqualTo(set.get(2));
        }
    }

    /** The peer loses the part without HELP, or the one with it, and dies of a part without HELP behind a conflict. */
    @Test
    void givesPartsWithoutHelpTheHelpOfTheOthers() throws Exception {
        write("a.prom", "m{f=\"a\"} 1\n");
        write("b.prom", "# HELP m B\nm{f=\"b\"} 1\n");
        write("c.prom", "# HELP m C\nm{f=\"c\"} 1\n");
        write("d.prom", "m{f=\"d\"} 1\n");
        write("e.prom", "# HELP m B\nm{f=\"e\"} 1\n");
        Collected collected = new Collected(collector());
        assertThat(page(collected)).isEqualTo("""
                m{f="a"} 1
                m{f="b"} 1
                m{f="d"} 1
                m{f="e"} 1
                untyped m B
                """);
        assertThat(files(collected)).isEqualTo("good a.prom b.prom c.prom d.prom e.prom bad c.prom error 1");
    }

    @Test
    void looksOnlyAtFilesOfThatNameInTheDirectoryItself() throws Exception {
        write("b.prom", "b 1\n");
        write(".prom", "dot 1\n");
        write(".h.prom", "hidden 1\n");
        write("x.PROM", "x 1\n");
        write("x.prom~", "x 1\n");
        write("x.prom.txt", "x 1\n");
        write("w w.prom", "ww 1\n");
        write("deeper/x.prom", "x 1\n");
        assertThat(files(new Collected(collector()))).isEqualTo("good .h.prom .prom b.prom w w.prom bad error 0");
    }

    /** Files that cannot be opened, are none or have a name that is no UTF-8: no other file suffers, and none hangs. */
    @Test
    @Timeout(30)
    void livesWithStrangeFiles() throws Exception {
        write("good.prom", "good 1\n");
        Files.createDirectory(dir.resolve("folder.prom"));
        Files.createSymbolicLink(dir.resolve("dangling.prom"), Path.of("nowhere"));
        Files.createSymbolicLink(dir.resolve("link.prom"), Path.of("good.prom"));
        Files.createSymbolicLink(dir.resolve("loop.prom"), Path.of("loop.prom"));
        Files.createSymbolicLink(dir.resolve("masked.prom"), Path.of("/dev/null"));
        Files.createSymbolicLink(dir.resolve("endless.prom"), Path.of("/dev/zero"));
        run("mkfifo", dir + "/fifo.prom");
        Collected collected = new Collected(collector());
        assertThat(files(collected))
                .isEqualTo("good good.prom link.prom masked.prom"
                        + " bad dangling.prom endless.prom fifo.prom folder.prom loop.prom error 1");
    }

    @Test
    void keepsNamesApartThatTheFileSystemDoesNotDecode() throws Exception {
        run(
                "sh",
                "-c",
                "cd \"$0\" && printf 'a 1\\n' >\"$(printf '\\377.prom')\" && printf 'b 1\\n' >\"$(printf '\\376.prom')\"",
                dir.toString());
        run("sh", "-c", "cd \"$0\" && printf 'c 1\\n' >\"$(printf '\\303\\251.prom')\"", dir.toString());
        String text = Collected.text(collector());
        assertThat(text).contains("c 1\n", dir + "/\u00e9.prom\"} ", "a 1\n");
    }

    @Test
    void blamesTheFileThatMayNotBeRead() throws Exception {
        Path file = write("secret.prom", "secret 1\n");
        write("b.prom", "b 1\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        Assumptions.assumeFalse(Files.isReadable(file), "root reads everything");
        assertThat(files(new Collected(collector()))).isEqualTo("good b.prom bad secret.prom error 1");
    }

    @Test
    void readsAllDirectoriesThatItCan() throws Exception {
        write("a1/x.prom", "a1 1\n");
        write("a2/x.prom", "a2 1\n");
        write("b1/x.prom", "b1 1\n");
        write("file", "");
        TextfileCollector collector = new TextfileCollector(List.of(
                dir + "/missing", dir + "/a*", dir + "/./b1//", dir + "/a1", dir + "/file", "", dir + "/none[12]"));
        assertThat(files(new Collected(collector)))
                .isEqualTo("good a1/x.prom a2/x.prom b1/x.prom bad file missing none[12] error 1");
    }

    @Test
    void noticesDirectoriesAndFilesThatComeAndGo() throws Exception {
        Collected collected = new Collected(new TextfileCollector(List.of(dir + "/d")));
        assertThat(files(collected)).isEqualTo("good bad d error 1");
        write("d/a.prom", "a 1\n");
        assertThat(files(collected)).isEqualTo("good d/a.prom bad error 0");
        write("d/b.prom", "a{x=\"1\"} 1\n");
        assertThat(page(collected))
                .isEqualTo("a 1\na{x=\"1\"} 1\nuntyped a Metric read from DIR/d/a.prom, DIR/d/b.prom\n");
        Files.delete(dir.resolve("d/a.prom"));
        assertThat(page(collected)).isEqualTo("a{x=\"1\"} 1\nuntyped a Metric read from DIR/d/b.prom\n");
        Files.writeString(dir.resolve("d/b.prom"), "a{x=\"1\"} 1");
        assertThat(files(collected)).isEqualTo("good bad d/b.prom error 1");
        Files.writeString(dir.resolve("d/b.prom"), "# TYPE a gauge\na 2\n");
        assertThat(page(collected)).isEqualTo("a 2\ngauge a Metric read from DIR/d/b.prom\n");
    }

    /** A file is replaced by renaming again and again: every scrape sees a whole one, with its own time. */
    @Test
    void neverMixesAFileWithItsSuccessor() throws Exception {
        Collected collected = new Collected(collector());
        StringBuilder filler = new StringBuilder();
        for (int i = 0; i < 2000; i++) {
            filler.append("filler{i=\"").append(i).append("\"} ");
            filler.append("N\n");
        }
        replace(filler, 0);
        Thread writer = new Thread(() -> {
            for (int n = 1; n < 300; n++) {
                try {
                    replace(filler, n);
                    Thread.sleep(5);
                } catch (IOException | InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        });
        writer.start();
        int scrapes = 0;
        while (writer.isAlive() || scrapes < 20) {
            String text = collected.scrape();
            List<String> values = text.lines()
                    .filter(l -> l.startsWith("filler"))
                    .map(l -> l.substring(l.indexOf(' ') + 1))
                    .distinct()
                    .toList();
            assertThat(values).hasSize(1);
            assertThat(text)
                    .contains("node_textfile_scrape_error 0\n")
                    .contains("rom\"} " + (1000 + Integer.parseInt(values.get(0))) + "\n");
            scrapes++;
        }
        writer.join();
    }

    private void replace(StringBuilder filler, int n) throws IOException {
        Path draft = dir.resolve("x.prom.tmp");
        Files.writeString(draft, filler.toString().replace("N", Integer.toString(n)));
        Files.setLastModifiedTime(draft, FileTime.from(1000 + n, TimeUnit.SECONDS));
        Files.move(draft, dir.resolve("x.prom"), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(Duration.ofSeconds(20).toMillis(), TimeUnit.MILLISECONDS))
                .isTrue();
        Assumptions.assumeTrue(process.exitValue() == 0, String.join(" ", command));
    }
}
