package dev.sonde.packaging;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The Helm chart as the real helm renders it, and folders of manifests as the real kustomize does. */
final class Chart {
    private static final Path CHART = Sources.KUBERNETES.resolve("sonde");

    private final Tool helm = Tool.named("tool.helm");
    private final Tool kubectl = Tool.named("tool.kubectl");

    /** @param values files of values, of which later ones prevail */
    String render(List<Path> values) throws IOException {
        List<Object> line = new ArrayList<>(List.of("template", "sonde", CHART, "--namespace", "monitoring"));
        values.forEach(file -> line.addAll(List.of("--values", file)));
        return helm.run(line.toArray());
    }

    void lint(Path values) throws IOException {
        helm.run("lint", "--strict", CHART, "--values", values);
    }

    /** Packs the chart as it is published, and renders that. */
    String renderPackage(Path folder) throws IOException {
        helm.run("package", CHART, "--destination", folder);
        return helm.run("template", "sonde", Sources.files(folder, ".tgz").get(0), "--namespace", "monitoring");
    }

    String kustomize(Path folder) throws IOException {
        return kubectl.run("kustomize", folder);
    }

    /** Manifests by kind, namespace and name. */
    static Map<String, JsonNode> byName(String yaml) throws IOException {
        Map<String, JsonNode> byName = new LinkedHashMap<>();
        for (JsonNode manifest : Sources.documents(yaml)) {
            if (byName.put(name(manifest), manifest) != null) {
                throw new IOException("twice: " + name(manifest));
            }
        }
        return byName;
    }

    static String name(JsonNode manifest) {
        return manifest.get("kind").textValue() + " "
                + manifest.at("/metadata/namespace").asText() + "/"
                + manifest.at("/metadata/name").asText();
    }
}
