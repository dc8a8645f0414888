package dev.sonde.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.runtime.BuildInfo;
import dev.sonde.node.collector.NodeContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HostSourceTest {
    private static final Pattern LISTENING = Pattern.compile("Listening on 127\\.0\\.0\\.1:(\\d+)\"");
    private static final Pattern OF_OSHI =
            Pattern.compile(".* (oshi\\.|dev\\.sonde\\.node\\.oshi\\.|com\\.sun\\.jna\\.platform\\.).*");

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "auto,   Linux,      absent,  PROCFS",
        "auto,   Linux,      present, PROCFS",
        "auto,   Mac OS X,   absent,  OSHI",
        "auto,   Windows 11, absent,  OSHI",
        "auto,   FreeBSD,    present, PROCFS",
        "auto,   FreeBSD,    absent,  OSHI",
        "procfs, Mac OS X,   absent,  PROCFS",
        "oshi,   Linux,      present, OSHI",
    })
    void isProcfsWhereThereIsOne(String flag, String osName, String procfs, HostSource source) throws IOException {
        if (procfs.equals("present")) {
            Files.createFile(directory.resolve("stat"));
        }

        assertThat(HostSource.of(flag, osName, directory.toString())).isEqualTo(source);
    }

    @Test
    void withoutProcfsThereAreTheCollectorsThatNeedNone() {
        FlagSet flags = NodeAgent.declare(BuildInfo.load());
        flags.parse("--host.source=oshi", "--path.procfs=/nonexistent", "--collector.systemd", "--no-collector.cpu");
        NodeFlags.checkPaths(flags);

        List<AgentCollector> collectors = NodeCollectors.create(new NodeContext(NodeFlags.paths(flags), flags));

        assertThat(collectors)
                .extracting(AgentCollector::name)
                .contains("filesystem", "diskstats", "loadavg", "meminfo", "netdev", "os", "stat", "time", "uname")
                .doesNotContain("cpu", "systemd", "netstat", "vmstat");
    }

    @Test
    void noClassOfOshiIsLoadedWhileProcfsIsInUse() throws Exception {
        assertThat(classesOfOshi("--host.source=auto")).isEmpty();
    }

    @Test
    void classesOfOshiAreLoadedWhenItIsAskedFor() throws Exception {
        assertThat(classesOfOshi("--host.source=oshi")).isNotEmpty();
    }

    /** Starts the agent in a JVM of its own, scrapes it twice, and ends it. */
    private List<String> classesOfOshi(String flag) throws Exception {
        Path log = directory.resolve("classes.log");
        List<String> command = List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-Xlog:class+load:file=" + log,
                "-cp",
                System.getProperty("java.class.path"),
                NodeAgent.class.getName(),
                "--web.listen-address=127.0.0.1:0",
                flag);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String port = port(output);
            HttpRequest scrape = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                    .build();
            for (int i = 0; i < 2; i++) {
                assertThat(HttpClient.newHttpClient()
                                .send(scrape, BodyHandlers.ofString())
                                .body())
                        .contains("node_cpu_seconds_total{", "node_memory_MemTotal_bytes ", "node_boot_time_seconds ");
            }
            process.toHandle().destroy();
            process.waitFor();
        } finally {
            process.destroyForcibly();
        }
        List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
        assertThat(lines).anyMatch(line -> line.contains(" " + NodeAgent.class.getName() + " "));
        return lines.stream().filter(line -> OF_OSHI.matcher(line).matches()).toList();
    }

    private static String port(BufferedReader output) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher matcher = LISTENING.matcher(line);
            if (matcher.find()) {
                return matcher.group(1);
            }
            lines.add(line);
        }
        throw new IOException("ended without listening: " + lines);
    }
}
