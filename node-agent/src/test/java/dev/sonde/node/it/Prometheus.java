package dev.sonde.node.it;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A real Prometheus that scrapes the given jobs and answers what it made of them. */
final class Prometheus implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** A question about the server's state that may not be answerable yet. */
    interface Condition {
        boolean holds() throws IOException;
    }

    /** What the server keeps about a family. */
    record Metadata(String type, String help) {}

    private final Daemon daemon;

    private Prometheus(Daemon daemon) {
        this.daemon = daemon;
    }

    /** One that scrapes every three seconds. */
    static Prometheus start(List<String> program, Path directory, List<ScrapeJob> jobs) throws IOException {
        return start(program, directory, 3, jobs);
    }

    /** One that scrapes every so many seconds. */
    static Prometheus start(List<String> program, Path directory, int seconds, List<ScrapeJob> jobs)
            throws IOException {
        StringBuilder yaml = new StringBuilder(
                "global: {scrape_interval: " + seconds + "s, scrape_timeout: " + seconds + "s}\nscrape_configs:\n");
        jobs.forEach(job -> yaml.append(job.yaml()));
        Path config = Files.writeString(Files.createTempFile(directory, "prometheus", ".yml"), yaml);
        Path data = Files.createTempDirectory(directory, "data");
        Prometheus prometheus = new Prometheus(Daemon.start(
                program,
                List.of(
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + data,
                        "--scrape.discovery-reload-interval=100ms", // 5 s otherwise, waited for at each start
                        "--log.level=debug"),
                "--web.listen-address"));
        try {
            prometheus.await(
                    "readiness",
                    () -> prometheus.daemon.get("/-/ready", Map.of()).status() == 200);
        } catch (IOException | RuntimeException e) {
            prometheus.close();
            throw e;
        }
        return prometheus;
    }

    /** Waits until a job's target was scraped twice, so that what the first scrape brought is stored. */
    void awaitScrapes(String job) throws IOException {
        awaitScrapes(job, 2);
    }

    void awaitScrapes(String job, int scrapes) throws IOException {
        await(
                scrapes + " scrapes of " + job,
                () -> query("count_over_time(up{job=\"" + job + "\"}[5m]) >= " + scrapes)
                                .size()
                        == 1);
    }

    /** The target of a job, as /api/v1/targets tells it. */
    Json target(String job) throws IOException {
        for (Json target : api("/api/v1/targets").at("activeTargets").list()) {
            if (target.at("scrapePool").text().equals(job)) {
                return target;
            }
        }
        throw new IOException("no target of job " + job);
    }

    /** An instant query: value by label set, the name among the labels as {@code __name__}. */
    Map<Map<String, String>, Double> query(String expression) throws IOException {
        Map<Map<String, String>, Double> values = new LinkedHashMap<>();
        for (Json element :
                api("/api/v1/query?query=" + encode(expression)).at("result").list()) {
            values.put(
                    element.at("metric").strings(),
                    LineParser.number(element.at("value").list().get(1).text()));
        }
        return values;
    }

    /** The only value of an instant query. */
    double value(String expression) throws IOException {
        Map<Map<String, String>, Double> values = query(expression);
        if (values.size() != 1) {
            throw new IOException(expression + " gives " + values);
        }
        return values.values().iterator().next();
    }

    Map<String, Metadata> metadata(String job) throws IOException {
        Map<String, Metadata> metadata = new LinkedHashMap<>();
        String match = encode("{job=\"" + job + "\"}");
        for (Json entry : api("/api/v1/targets/metadata?match_target=" + match).list()) {
            metadata.put(
                    entry.at("metric").text(),
                    new Metadata(entry.at("type").text(), entry.at("help").text()));
        }
        return metadata;
    }

    /** Whatever the server has to say about a scrape, on any level: it says nothing about a good one. */
    List<String> scrapeTrouble() throws IOException {
        return daemon.log()
                .lines()
                .filter(line -> line.contains("scrape_pool="))
                .toList();
    }

    /** Polls until the condition holds. */
    void await(String what, Condition condition) throws IOException {
        Instant limit = Instant.now().plus(LIMIT);
        while (!condition.holds()) {
            if (Instant.now().isAfter(limit)) {
                throw new IOException("not seen within " + LIMIT + ": " + what + "; log:\n" + daemon.log());
            }
            Daemon.pause(200);
        }
    }

    private Json api(String path) throws IOException {
        Answer answer = daemon.get(path, Map.of());
        Json json = Json.parse(answer.body());
        if (answer.status() != 200 || !json.at("status").text().equals("success")) {
            throw new IOException(path + " answers " + answer.status() + " " + json.value());
        }
        return json.at("data");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        daemon.close();
    }
}
