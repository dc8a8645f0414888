package dev.sonde.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.core.http.kit.AgentProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent with a file of flags, in a JVM of its own. */
class ConfiguredScrapesTest {
    private static final String LISTEN = "--web.listen-address=127.0.0.1:0";
    private static final String GOOD = "sonde_config_last_reload_successful 1\n";

    @TempDir
    private Path dir;

    /** Renamed into place, as configuration management does. */
    private void config(String yaml) throws IOException {
        Path draft = Files.writeString(dir.resolve("draft"), yaml);
        Files.move(draft, dir.resolve("agent.yml"), StandardCopyOption.ATOMIC_MOVE);
    }

    private String flag() {
        return "--config.file=" + dir.resolve("agent.yml");
    }

    private static String page(InetSocketAddress address) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + address.getPort() + "/metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }

    private static String success(String collector) {
        return "node_scrape_collector_success{collector=\"" + collector + "\"} 1\n";
    }

    @Test
    void collectorsFollowTheFile() throws Exception {
        config("collector.disable-defaults: true\ncollector.loadavg: true\ncollector.uname: true\n");
        try (AgentProcess agent = AgentProcess.start(NodeAgent.class, LISTEN, "--no-collector.uname", flag())) {
            InetSocketAddress address = agent.address();
            assertThat(page(address)).contains(success("loadavg"), GOOD).doesNotContain("uname", "meminfo");

            config("collector.disable-defaults: true\ncollector.meminfo: true\n");
            assertThat(page(address)).contains(success("meminfo"), GOOD).doesNotContain("loadavg", "uname");

            config("collector.disable-defaults: true\ncollector.loadaverage: true\n");
            assertThat(page(address))
                    .contains(success("meminfo"), "sonde_config_last_reload_successful 0\n")
                    .doesNotContain("loadavg");

            config("collector.disable-defaults: true\ncollector.filefd: true\nweb.max-requests: 7\n");
            assertThat(page(address)).contains(success("filefd"), GOOD).doesNotContain("meminfo");
            agent.terminate();
            agent.exitCode();
            assertThat(String.join("\n", agent.lines()))
                    .contains(
                            "agent.yml:2:24: collector.loadaverage: unknown key",
                            "Takes effect when the agent is started anew",
                            "flag=web.max-requests");
        }
    }

    @Test
    void aBadFileIsOneLineAndNoStart() throws Exception {
        config("collector.loadavg: true\ncollector.netdev.device-include: \"[\"\n");
        try (AgentProcess agent = AgentProcess.start(NodeAgent.class, LISTEN, flag())) {
            assertThat(agent.exitCode()).isEqualTo(1);
            assertThat(String.join("\n", agent.lines()))
                    .contains(dir.resolve("agent.yml") + ": ", "collector.netdev.device-include");
        }
        config("colour: red\n");
        try (AgentProcess agent = AgentProcess.start(NodeAgent.class, LISTEN, flag())) {
            assertThat(agent.exitCode()).isEqualTo(1);
            assertThat(agent.lines())
                    .containsExactly(
                            "node-agent: error: " + dir.resolve("agent.yml") + ":1:9: colour: unknown key, try --help");
        }
    }
}
