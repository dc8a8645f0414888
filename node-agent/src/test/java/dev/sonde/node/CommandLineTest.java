package dev.sonde.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.core.http.kit.AgentProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the agent does for a person at a shell, besides serving. */
class CommandLineTest {
    @TempDir
    Path dir;

    private record Run(int code, List<String> lines) {
        String text() {
            return String.join("\n", lines);
        }
    }

    private static Run run(String... arguments) throws IOException, InterruptedException {
        String[] quiet = Arrays.copyOf(arguments, arguments.length + 1);
        quiet[arguments.length] = "--log.level=error"; // both streams come as one
        try (AgentProcess agent = AgentProcess.start(NodeAgent.class, quiet)) {
            int code = agent.exitCode();
            return new Run(code, agent.lines());
        }
    }

    @Test
    void printsOnePageAndNothingElse() throws Exception {
        Run run = run("--once");
        assertThat(run.code()).isZero();
        assertThat(run.lines()).first().asString().startsWith("# HELP ");
        assertThat(run.text())
                .contains("node_memory_MemTotal_bytes ", "node_cpu_seconds_total{", "node_exporter_build_info{");
        assertThat(run.lines())
                .allMatch(line -> line.startsWith("#") || Pattern.matches("[a-z]\\S*(\\{.*})? \\S+", line));
    }

    @Test
    void runsOnlyTheCollectorsThatAreNamedOnOrOff() throws Exception {
        Run run = run("--once", "--collect", "loadavg, processes");
        assertThat(run.code()).isZero();
        List<String> collectors = new ArrayList<>();
        for (String line : run.lines()) {
            if (line.startsWith("node_scrape_collector_success{")) {
                collectors.add(line);
            }
        }
        assertThat(collectors)
                .containsExactly(
                        "node_scrape_collector_success{collector=\"loadavg\"} 1",
                        "node_scrape_collector_success{collector=\"processes\"} 1");
        assertThat(run.text())
                .contains("node_load1 ", "node_processes_threads ")
                .doesNotContain("node_memory_");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --once --collect=cpu,nothing | --collect: no such collector: nothing
                    --collect=cpu                | --collect goes with --once
                    --once --path.procfs=/no/dir | --path.procfs: no such directory: /no/dir
                    """)
    void saysWhatItCannotPrint(String arguments, String complaint) throws Exception {
        Run run = run(arguments.split(" "));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.lines()).singleElement().asString().contains(complaint);
    }

    @Test
    void findsNoFaultWithTheDefaults() throws Exception {
        Run run = run("check-config");
        assertThat(run.code()).as(run.text()).isZero();
        assertThat(run.lines())
                .containsExactly(
                        "ok    web flags",
                        "ok    listen addresses",
                        "ok    paths of the host",
                        "ok    limits",
                        "ok    collectors");
    }

    @Test
    void findsAllFaultsOfFilesAndFlagsAtOnce() throws Exception {
        Path flags = dir.resolve("flags.yml");
        Files.writeString(flags, "web.listen-address: ['9100']\nno-such-flag: 1\n");
        Path web = dir.resolve("web.yml");
        Files.writeString(web, "tls_server_config: {cert_file: gone.crt, key_file: gone.key}\n");
        Run run = run(
                "check-config",
                "--config.file=" + flags,
                "--web.config.file=" + web,
                "--web.telemetry-path=metrics",
                "--path.procfs=/no/dir",
                "--collector.netdev.device-include=(",
                "--web.listen-address=9100");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.lines().stream().map(line -> line.replaceFirst(":.*", "")))
                .containsExactly(
                        "FAIL  flags of " + flags,
                        "FAIL  web flags",
                        "FAIL  listen addresses",
                        "FAIL  web config " + web,
                        "FAIL  paths of the host",
                        "ok    limits",
                        "FAIL  collectors");
        assertThat(run.text()).contains("no-such-flag", "gone.crt", "/no/dir", "missing port in address");
    }
}
