package dev.sonde.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What leaves a Prometheus with our configuration: series to the server above it, alerts to those who have to know. */
final class TravelIT {
    private static final String SECRETS = "/etc/alertmanager/secrets";

    @TempDir
    Path folder;

    private Path prometheus;

    @BeforeEach
    void copy() throws IOException {
        prometheus = folder.resolve("prometheus");
        Fleet.copy(Sources.PROMETHEUS, prometheus);
    }

    @Test
    void seriesGoToAServerAbove() throws IOException {
        try (Running node = node();
                Prometheus below = below(node, Fleet.ALERTMANAGER)) {
            below.awaitData("instance:node_memory_used:ratio");
            Path config = prometheus.resolve("federation/prometheus.yml");
            Fleet.replace(
                    config,
                    List.of("30s", "1s", "25s", "1s"),
                    List.of("prometheus.cluster-a.example.org:9090", below.address()));
            try (Prometheus above = Prometheus.start(config)) {
                String here = "{job=\"node\", instance=\"" + node.address() + "\", cluster=\"example\"}";
                above.awaitData("node_uname_info" + here);
                above.awaitData("instance:node_memory_used:ratio" + here);
                above.awaitData("up" + here + " == 1");
                assertThat(above.query("count({__name__=~\"node_.+\", cluster=\"example\"}) > 300"))
                        .isNotEmpty();
                assertThat(above.query("{exported_job!=\"\"}")).isEmpty();
            }
        }
    }

    @Test
    void alertsGoToSlackTeamsAndAWebhook() throws IOException {
        try (Mailbox mailbox = new Mailbox()) {
            Path secrets = Files.createDirectory(folder.resolve("secrets"));
            for (String name : List.of("slack", "teams", "webhook")) {
                Files.writeString(secrets.resolve(name), mailbox.url("/" + name));
            }
            Path config = prometheus.resolve("alertmanager/alertmanager.yml");
            Fleet.replace(config, List.of(SECRETS, secrets.toString(), "30s", "1s", "5m", "1s"));
            // as everybody's rule, but not after minutes
            Fleet.replace(prometheus.resolve("rules/agents.yml"), List.of("for: 5m", "for: 0s"));
            Running node = node();
            try (Running alertmanager = alertmanager(config);
                    Prometheus server = below(node, alertmanager.address())) {
                server.awaitData("up{job=\"node\", instance=\"" + node.address() + "\"} == 1");
                node.close();
                for (String path : List.of("/slack", "/teams", "/webhook")) {
                    alertmanager.await(
                            "a letter to " + path,
                            () -> mailbox.about(node.address(), path).isPresent());
                }
            } finally {
                node.close();
            }
            JsonNode slack = mailbox.about(node.address(), "/slack").orElseThrow();
            assertThat(slack.get("channel").textValue()).isEqualTo("#alerts");
            assertThat(slack.at("/attachments/0/title").textValue()).contains("firing: AgentDown");
            assertThat(slack.at("/attachments/0/text").textValue())
                    .contains("*Agent cannot be scraped* (critical, example)");
            JsonNode teams = mailbox.about(node.address(), "/teams").orElseThrow();
            assertThat(teams.at("/attachments/0/contentType").textValue())
                    .isEqualTo("application/vnd.microsoft.card.adaptive");
            assertThat(teams.toString()).contains("Agent cannot be scraped");
            JsonNode webhook = mailbox.about(node.address(), "/webhook").orElseThrow();
            assertThat(webhook.at("/commonLabels/alertname").textValue()).isEqualTo("AgentDown");
            assertThat(webhook.at("/commonLabels/cluster").textValue()).isEqualTo("example");
            assertThat(webhook.at("/commonLabels").has("replica")).isFalse();
        }
    }

    private Running node() throws IOException {
        return Running.start(folder, Fleet.agent("node-agent"), "--web.listen-address=127.0.0.1:PORT");
    }

    private Running alertmanager(Path config) throws IOException {
        return Running.start(
                folder,
                Tool.property("oracle.alertmanager"),
                "--config.file=" + config,
                "--storage.path=" + folder.resolve("alerts"),
                "--cluster.listen-address=",
                "--web.listen-address=127.0.0.1:PORT");
    }

    /** The server of a cluster, of whose targets only one host is there. */
    private Prometheus below(Running node, String alertmanager) throws IOException {
        Path config = prometheus.resolve("prometheus.yml");
        Fleet.replace(config, List.of("15s", "1s", "10s", "1s", Fleet.ALERTMANAGER, alertmanager));
        Fleet.replace(prometheus.resolve("targets/node.yml"), List.of("vm1.example.org:9100", node.address()));
        return Prometheus.start(config);
    }
}
