package dev.sonde.packaging;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real Prometheus with a config file of ours. */
final class Prometheus implements AutoCloseable {
    private final Running running;

    private Prometheus(Running running) {
        this.running = running;
    }

    static Prometheus start(Path config) throws IOException {
        Path folder = config.getParent();
        Running running = Running.start(
                folder,
                Tool.property("oracle.prometheus.new"),
                "--config.file=" + config,
                "--storage.tsdb.path=" + Files.createTempDirectory(folder, "data"),
                "--scrape.discovery-reload-interval=100ms", // 5 s otherwise, waited for at each start
                "--web.listen-address=127.0.0.1:PORT");
        Prometheus prometheus = new Prometheus(running);
        try {
            running.await("readiness", () -> running.get("/-/ready").statusCode() == 200);
        } catch (IOException e) {
            prometheus.close();
            throw e;
        }
        return prometheus;
    }

    String address() {
        return running.address();
    }

    void await(String what, Running.Condition condition) throws IOException {
        running.await(what, condition);
    }

    void awaitData(String query) throws IOException {
        running.await(query, () -> !query(query).isEmpty());
    }

    /** The elements of an instant query's answer. */
    JsonNode query(String expression) throws IOException {
        return api("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .get("result");
    }

    JsonNode api(String path) throws IOException {
        HttpResponse<String> answer = running.get(path);
        if (answer.statusCode() != 200) {
            throw new IOException(path + " answers " + answer.statusCode() + " " + answer.body());
        }
        return Sources.JSON.readTree(answer.body()).get("data");
    }

    @Override
    public void close() {
        running.close();
    }
}
