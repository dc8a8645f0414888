package dev.sonde.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What docs tell users to write gives what they say. */
final class DocsIT {
    private static final Pattern YAML = Pattern.compile("(?s)```yaml\n(.*?)```");
    private static final Pattern VALUE = Pattern.compile("`([a-z]\\w*(?:\\.\\w+)+)(?:=[^`]*)?`");

    private final Chart chart = new Chart();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(textBlock = """
            deploy-kubernetes,   # db.yaml,  Probe monitoring/sonde-mysql-0
            deploy-external-vms, # vms.yaml, Endpoints monitoring/external-node-exporter
            """)
    void valuesRender(String page, String first, String made) throws IOException {
        Path values = Files.writeString(folder.resolve("values.yaml"), block(page, first));
        String rendered = chart.render(List.of(values));
        Validators.check(rendered);
        assertThat(Chart.byName(rendered)).containsKey(made);
    }

    @Test
    void theOverlayBuilds() throws IOException {
        Path manifests = folder.resolve("manifests");
        Fleet.copy(Sources.KUBERNETES.resolve("manifests"), manifests);
        Path own = Files.createDirectory(manifests.resolve("overlays/own"));
        Files.writeString(own.resolve("kustomization.yaml"), block("deploy-kubernetes", "apiVersion: kustomize"));
        assertThat(chart.kustomize(own)).contains("image: registry.example.org/sonde/node-agent:0.1.0\n");
    }

    /** Each value of the chart that the page names is there to be set. */
    @Test
    void valuesExist() throws IOException {
        var values = Sources.YAML.readTree(
                Sources.KUBERNETES.resolve("sonde/values.yaml").toFile());
        List<String> named = new ArrayList<>();
        Matcher found = VALUE.matcher(page("deploy-kubernetes"));
        while (found.find()) {
            String name = found.group(1);
            if (values.has(name.substring(0, name.indexOf('.')))) {
                named.add(name);
                assertThat(values.at("/" + name.replace('.', '/')).isMissingNode())
                        .as(name)
                        .isFalse();
            }
        }
        assertThat(named).hasSizeGreaterThan(10);
    }

    private static String page(String name) throws IOException {
        return Files.readString(Sources.ROOT.resolve("docs").resolve(name + ".md"));
    }

    private static String block(String page, String first) throws IOException {
        Matcher block = YAML.matcher(page(page));
        while (block.find()) {
            if (block.group(1).startsWith(first)) {
                return block.group(1);
            }
        }
        throw new IOException("no block in " + page + " begins with " + first);
    }
}
