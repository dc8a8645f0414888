package dev.sonde.node.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.node.fixture.BigHost;
import dev.sonde.node.fixture.HostSize;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts and files of the size at which agents fall over: served in time, whole, and in the heap that they are given. */
final class BigHostIT {
    private static final HostSize SIZE = HostSize.BIG;
    private static final int TEXTFILE_SERIES = 100_000;
    private static final Map<String, String> PLAIN = Map.of("X-Prometheus-Scrape-Timeout-Seconds", "10");
    private static final Map<String, String> ZIPPED =
            Map.of("X-Prometheus-Scrape-Timeout-Seconds", "10", "Accept-Encoding", "gzip");
    private static final Map<String, String> OPEN_METRICS = Map.of(
            "X-Prometheus-Scrape-Timeout-Seconds",
            "10",
            "Accept-Encoding",
            "gzip",
            "Accept",
            "application/openmetrics-text; version=1.0.0");

    @TempDir
    Path directory;

    /** As Prometheus asks: gzip. The page as plain text is 9 MB more, for which this heap is too small. */
    @Test
    void servesABigHostFromThirtyTwoMegabytes() throws IOException {
        BigHost host = BigHost.write(directory, SIZE);
        try (Daemon agent = agent("32m", host.flags())) {
            for (int scrape = 2; scrape < 8; scrape++) {
                host.tick(scrape);
                isWhole(page(agent, scrape % 2 == 0 ? ZIPPED : OPEN_METRICS));
            }
            report("big host", agent);
        }
    }

    @Test
    void servesABigHostInEveryFormFromFortyEight() throws IOException {
        BigHost host = BigHost.write(directory, SIZE);
        try (Daemon agent = agent("48m", host.flags())) {
            for (int scrape = 2; scrape < 8; scrape++) {
                host.tick(scrape);
                isWhole(page(agent, scrape % 3 == 0 ? ZIPPED : scrape % 3 == 1 ? OPEN_METRICS : PLAIN));
            }
            report("big host", agent);
        }
    }

    private static void isWhole(Page page) {
        assertThat(page.families().get("node_scrape_collector_failure_reason").samples())
                .as("collectors that are not served")
                .allSatisfy(sample -> assertThat(sample.labels().get("reason"))
                        .as(sample.series())
                        .isEqualTo("no_data"));
        assertThat(samples(page, "node_cpu_seconds")).hasSize(8 * SIZE.cpus());
        assertThat(samples(page, "node_schedstat_timeslices")).hasSize(SIZE.cpus());
        assertThat(samples(page, "node_softnet_processed")).hasSize(SIZE.cpus());
        assertThat(samples(page, "node_cpu_scaling_frequency_hertz")).hasSize(SIZE.cpus());
        assertThat(samples(page, "node_network_receive_bytes")).hasSize(SIZE.interfaces());
        assertThat(samples(page, "node_network_up")).hasSize(SIZE.interfaces());
        // the default filter takes sda1 for a partition, but not sdaa1
        assertThat(samples(page, "node_disk_reads_completed")).hasSize(2 * SIZE.disks() - 26);
        assertThat(samples(page, "node_filesystem_readonly")).hasSize(SIZE.mounts());
    }

    /** OpenMetrics names the family of a counter without its suffix. */
    private static List<Sample> samples(Page page, String name) {
        Family family = page.families().get(name);
        return (family == null ? page.families().get(name + "_total") : family).samples();
    }

    @Test
    void servesTenMegabytesOfTextFromThirtyTwo() throws IOException {
        textfile(1);
        try (Daemon agent = agent("32m", List.of("--collector.textfile.directory=" + directory))) {
            List<Map<String, String>> forms = List.of(PLAIN, ZIPPED, OPEN_METRICS, PLAIN);
            for (int version = 1; version < 4; version++) {
                for (Map<String, String> form : forms) {
                    Page page = page(agent, form);
                    assertThat(page.series().get("node_textfile_scrape_error").value())
                            .isZero();
                    assertThat(page.series()
                                    .get("node_scrape_collector_success{collector=\"textfile\"}")
                                    .value())
                            .isOne();
                    List<Sample> samples = samples(page, "backup_file_size_bytes");
                    assertThat(samples).hasSize(TEXTFILE_SERIES);
                    assertThat(samples.get(4711).value() % 10).isEqualTo(version);
                }
                textfile(version + 1);
            }
            report("10 MB of text", agent);
        }
    }

    /** Renamed into place, as producers are told to do; the last digit of each number is the version. */
    private void textfile(int version) throws IOException {
        Path draft = directory.resolve("draft");
        try (BufferedWriter out = Files.newBufferedWriter(draft)) {
            out.write("# HELP backup_file_size_bytes Size of a file.\n# TYPE backup_file_size_bytes gauge\n");
            for (int i = 0; i < TEXTFILE_SERIES; i++) {
                out.write("backup_file_size_bytes{device=\"sd" + (char) ('a' + i % 26) + "\",host=\"web-" + i / 10
                        + ".example.org\",path=\"/srv/data/archive/" + i + "\"} " + (i * 10_000L + version) + "\n");
            }
        }
        assertThat(Files.size(draft)).isGreaterThan(9_500_000);
        Files.move(draft, directory.resolve("big.prom"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static Daemon agent(String heap, List<String> flags) throws IOException {
        List<String> command = new ArrayList<>(List.of("env", "NODE_AGENT_HEAP=" + heap));
        command.addAll(Programs.agent());
        return Daemon.exporter(command, flags);
    }

    private static Page page(Daemon agent, Map<String, String> headers) throws IOException {
        Answer answer = agent.get("/metrics", headers);
        assertThat(answer.status()).as(agent.log()).isEqualTo(200);
        byte[] body = answer.body();
        if (headers.containsKey("Accept-Encoding")) {
            body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
        }
        return headers.containsKey("Accept") ? PageParser.openMetrics(body) : PageParser.text(body);
    }

    /** What it took, for whoever reads the log. */
    private static void report(String what, Daemon agent) throws IOException {
        String status = Files.readString(Path.of("/proc/" + agent.pid() + "/status"), StandardCharsets.US_ASCII);
        System.out.println(
                what + ": " + status.lines().filter(l -> l.startsWith("VmHWM")).toList());
    }
}
