package dev.sonde.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the chart renders is valid, and the plain manifests are the same. With {@code -Dsonde.write=true} the rendered
 * files are written anew, each with what its folder has beyond those that it builds on.
 */
final class ManifestsIT {
    private static final Path MANIFESTS = Sources.KUBERNETES.resolve("manifests");

    private final Chart chart = new Chart();

    /** Those that build on others come after them. */
    static Stream<Path> folders() throws IOException {
        List<Path> overlays;
        try (Stream<Path> all = Files.list(MANIFESTS.resolve("overlays"))) {
            overlays = all.sorted().toList();
        }
        return Stream.concat(Stream.of(MANIFESTS.resolve("base")), overlays.stream());
    }

    static Stream<Path> values() throws IOException {
        return Stream.concat(
                folders().map(folder -> folder.resolve("values.yaml")),
                Sources.files(Path.of("src/test/values").toAbsolutePath(), ".yaml").stream());
    }

    @ParameterizedTest
    @MethodSource("folders")
    void areWhatTheChartRenders(Path folder) throws IOException {
        String rendered = chart.render(List.of(folder.resolve("values.yaml")));
        if (Boolean.getBoolean("sonde.write")) {
            write(folder, rendered);
        }
        assertThat(Chart.byName(chart.kustomize(folder))).isEqualTo(Chart.byName(rendered));
    }

    @ParameterizedTest
    @MethodSource("values")
    void areValid(Path values) throws IOException {
        chart.lint(values);
        Validators.check(chart.render(List.of(values)));
    }

    @Test
    void theChartIsCompleteWhenPacked(@TempDir Path folder) throws IOException {
        Map<String, JsonNode> packed = Chart.byName(chart.renderPackage(folder));
        assertThat(packed).isEqualTo(Chart.byName(chart.render(List.of())));
        assertThat(packed.keySet())
                .contains("PrometheusRule monitoring/sonde-node", "ConfigMap monitoring/sonde-dashboard-host");
    }

    /** Each validator finds what the other does not, and both have to find something to be of use. */
    @Test
    void theValidatorsAreStrict() throws IOException {
        ObjectNode service =
                (ObjectNode) Chart.byName(chart.render(List.of())).get("Service monitoring/sonde-node-agent");
        ObjectNode unknown = service.deepCopy();
        unknown.withObject("/spec").put("clusterIp", "None");
        assertThat(StrictModels.trouble(service)).isEmpty();
        assertThat(StrictModels.trouble(unknown)).isPresent();
        ObjectNode incomplete = service.deepCopy();
        ((ObjectNode) incomplete.at("/spec/ports/0")).remove("port");
        assertThat(Validators.byOtherModels(List.of(service))).isEmpty();
        assertThat(Validators.byOtherModels(List.of(incomplete))).contains("port");
    }

    private void write(Path folder, String rendered) throws IOException {
        Map<String, JsonNode> below = new LinkedHashMap<>();
        for (JsonNode resource : Sources.YAML
                .readTree(folder.resolve("kustomization.yaml").toFile())
                .get("resources")) {
            if (resource.textValue().startsWith("..")) {
                below.putAll(Chart.byName(chart.kustomize(folder.resolve(resource.textValue()))));
            }
        }
        StringBuilder text =
                new StringBuilder("# Written by helm from values.yaml; see packaging/kubernetes/README.md.\n");
        for (String document : rendered.split("(?m)^---\n")) {
            Map<String, JsonNode> one = Chart.byName(document);
            if (!one.isEmpty() && !below.keySet().containsAll(one.keySet())) {
                text.append("---\n").append(document.replaceAll("(?m)^# Source: .*\n", ""));
            }
        }
        Files.writeString(folder.resolve("rendered.yaml"), text);
    }
}
