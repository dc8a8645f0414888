package dev.sonde.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * node-agent runs with the flags of a Pod, confined as it is, and answers its probes: the Pod of our DaemonSet, and that of
 * kube-prometheus-stack, whose node exporter it stands in for. {@code .ci/images} runs the images themselves.
 */
final class PodIT {
    private static final Path PODS = Path.of("src/test/pods").toAbsolutePath();

    @TempDir
    Path folder;

    @Test
    void ofOurDaemonSet() throws IOException {
        String rendered = new Chart().render(List.of());
        runs(Chart.byName(rendered).get("DaemonSet monitoring/sonde-node-agent").at("/spec/template/spec"));
    }

    @Test
    void ofKubePrometheusStack() throws IOException {
        JsonNode pod =
                Sources.YAML.readTree(PODS.resolve("kube-prometheus-stack.yaml").toFile());
        assertThat(StrictModels.trouble(pod)).isEmpty();
        runs(pod.get("spec"));
    }

    private void runs(JsonNode spec) throws IOException {
        JsonNode container = spec.at("/containers/0");
        assertThat(spec.at("/securityContext/runAsUser").asInt()).isEqualTo(65534);
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                .isTrue();
        List<Object> line = new ArrayList<>(List.of(
                PODS.resolve("run"), Fleet.agent("node-agent").getParent().getParent()));
        for (JsonNode argument : container.get("args")) {
            line.add(argument.textValue().replace("$(HOST_IP)", "0.0.0.0").replace(":9100", ":PORT"));
        }
        try (Running agent = Running.start(folder, line.toArray())) {
            for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                JsonNode path = container.path(probe).at("/httpGet/path");
                if (!path.isMissingNode()) {
                    assertThat(agent.get(path.textValue()).statusCode())
                            .as(probe)
                            .isEqualTo(200);
                }
            }
            assertThat(agent.get("/metrics").body())
                    .contains("\nnode_uname_info{")
                    .contains("\nnode_scrape_collector_success{collector=\"filesystem\"} 1\n")
                    .containsPattern("\nnode_filesystem_size_bytes\\{[^}]*mountpoint=\"/\"} [1-9]")
                    .containsPattern("\nnode_network_receive_bytes_total\\{device=\"lo\"} [1-9]");
        }
    }
}
