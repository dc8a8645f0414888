package dev.sonde.node.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real Prometheus servers scrape the agent in every format they ask for. */
final class ScrapeIT {
    private static final String OWN_SERIES = "__name__!~\"up|scrape_.*\"";

    /** By the names of the jobs; a server that does not know the key asks by its default only. */
    private static final Map<String, List<String>> PROTOCOLS = Map.of(
            "default", List.of(),
            "protobuf first",
                    List.of(
                            "PrometheusProto",
                            "OpenMetricsText1.0.0",
                            "OpenMetricsText0.0.1",
                            "PrometheusText1.0.0",
                            "PrometheusText0.0.4"),
            "openmetrics 1.0.0", List.of("OpenMetricsText1.0.0"),
            "openmetrics 0.0.1", List.of("OpenMetricsText0.0.1"),
            "text 1.0.0", List.of("PrometheusText1.0.0"),
            "text 0.0.4", List.of("PrometheusText0.0.4"));

    @TempDir
    Path directory;

    @Test
    void oldServerStoresWhatThePageSays() throws IOException {
        check("prometheus.old", Map.of("default", List.of()));
    }

    @Test
    void newServerStoresWhatThePageSaysInEveryFormat() throws IOException {
        check("prometheus.new", PROTOCOLS);
    }

    private void check(String server, Map<String, List<String>> protocols) throws IOException {
        List<ScrapeJob> jobs = new ArrayList<>();
        List<String> flags = List.of();
        WebConfig web = WebConfig.create(directory, "scraper", "s3cret");
        List<String> secured = List.of("--web.config.file=" + web.file());
        try (StubPages stub = new StubPages();
                Daemon agent = Daemon.exporter(Programs.agent(), flags);
                Daemon tls = Daemon.exporter(Programs.agent(), secured)) {
            protocols.forEach((name, list) -> {
                jobs.add(new ScrapeJob(name, agent.port(), "/metrics", list, List.of()));
                stub.serve(
                        "/" + jobs.size(),
                        "text/plain; version=0.0.4",
                        out -> out.write("a 1\n".getBytes(StandardCharsets.US_ASCII)));
                jobs.add(new ScrapeJob(name + " stub", stub.port(), "/" + jobs.size(), list, List.of()));
            });
            jobs.add(new ScrapeJob("tls", tls.port(), "/metrics", List.of(), web.scrapeLines()));
            try (Prometheus prometheus = Prometheus.start(Programs.oracle(server), directory, jobs)) {
                for (ScrapeJob job : jobs) {
                    prometheus.awaitScrapes(job.name());
                }
                assertThat(prometheus.scrapeTrouble()).isEmpty();
                for (String name : protocols.keySet()) {
                    healthy(prometheus, name);
                    String path = jobs.stream()
                            .filter(job -> job.name().equals(name + " stub"))
                            .map(ScrapeJob::path)
                            .findFirst()
                            .orElseThrow();
                    same(prometheus, name, agent, stub.accept(path));
                }
                healthy(prometheus, "tls");
                assertThat(prometheus.value("count({job=\"tls\"," + OWN_SERIES + "})"))
                        .isEqualTo(prometheus.value("scrape_samples_scraped{job=\"tls\"}"))
                        .isGreaterThan(100);
            }
        }
    }

    private static void healthy(Prometheus prometheus, String job) throws IOException {
        Json target = prometheus.target(job);
        assertThat(target.at("lastError").text()).as(job).isEmpty();
        assertThat(target.at("health").text()).as(job).isEqualTo("up");
        assertThat(prometheus.value("min_over_time(up{job=\"" + job + "\"}[5m])"))
                .as(job)
                .isEqualTo(1);
    }

    /** The page that the same question gets from us says the same as what the server has stored. */
    private static void same(Prometheus prometheus, String job, Daemon agent, String accept) throws IOException {
        Page page = agent.get("/metrics", Map.of("Accept", accept)).page();
        Map<String, Integer> names = new TreeMap<>();
        page.series().values().forEach(sample -> names.merge(sample.name(), 1, Integer::sum));

        assertThat(stored(prometheus, job)).as(job).isEqualTo(names);
        for (String count : List.of("scrape_samples_scraped", "scrape_samples_post_metric_relabeling")) {
            assertThat(prometheus.value(count + "{job=\"" + job + "\"}"))
                    .as(job + " " + count)
                    .isEqualTo(page.series().size());
        }
        Map<String, Prometheus.Metadata> metadata = prometheus.metadata(job);
        Map<String, Prometheus.Metadata> stated = new TreeMap<>();
        page.families()
                .forEach((name, family) -> stated.put(
                        name,
                        new Prometheus.Metadata(
                                family.effectiveType().replace("untyped", "unknown"),
                                family.help().replace("\\n", "\n").replace("\\\\", "\\"))));
        assertThat(metadata).as(job).isEqualTo(stated);
    }

    private static Map<String, Integer> stored(Prometheus prometheus, String job) throws IOException {
        Map<String, Integer> names = new TreeMap<>();
        prometheus
                .query("count by (__name__)({job=\"" + job + "\"," + OWN_SERIES + "})")
                .forEach((labels, count) -> names.put(labels.getOrDefault("__name__", ""), count.intValue()));
        return names;
    }
}
