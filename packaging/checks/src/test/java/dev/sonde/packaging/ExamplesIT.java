package dev.sonde.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configurations to copy from are accepted by the programs that they are for. */
final class ExamplesIT {
    private final Tool promtool = Tool.named("oracle.promtool");

    @TempDir
    Path folder;

    @Test
    void prometheus() throws IOException {
        promtool.run("check", "config", Sources.PROMETHEUS.resolve("prometheus.yml"));
    }

    @Test
    void federation() throws IOException {
        promtool.run("check", "config", Sources.PROMETHEUS.resolve("federation/prometheus.yml"));
    }

    @Test
    void alertmanager() throws IOException {
        Tool.named("oracle.amtool").run("check-config", Sources.PROMETHEUS.resolve("alertmanager/alertmanager.yml"));
    }

    @Test
    void additionalScrapeConfigs() throws IOException {
        String jobs = Files.readString(Sources.KUBERNETES.resolve("external-vms/additional-scrape-configs.yaml"));
        assertThat(jobs).contains("\n- job_name: external-node-exporter\n");
        promtool.run(
                "check", "config", Files.writeString(folder.resolve("prometheus.yml"), "scrape_configs:\n" + jobs));
    }
}
