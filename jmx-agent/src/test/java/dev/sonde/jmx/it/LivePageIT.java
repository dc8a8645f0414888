package dev.sonde.jmx.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.core.browser.Chromium;
import dev.sonde.core.browser.Tab;
import dev.sonde.jmx.artefact.Forked;
import dev.sonde.jmx.artefact.HostProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The live page of a JVM, from the jar as it is shipped, in a real browser. */
final class LivePageIT {
    @TempDir
    Path dir;

    @Test
    void drawsTheApplicationsJvm() throws Exception {
        Path rules = Files.writeString(dir.resolve("rules.yml"), "rules:\n- pattern: 'java.lang<type=Memory>.*'\n");
        int port = Forked.freePort();
        try (Forked program = Forked.java(
                        Forked.agent(port, rules),
                        "-cp",
                        Forked.testClasses().toString(),
                        HostProgram.class.getName());
                Chromium browser = Chromium.start()) {
            Forked.get(port, "/metrics");
            Tab tab = browser.tab(1400, 1000).open("http://127.0.0.1:" + port + "/");
            tab.await("document.documentElement.dataset.pages > 0")
                    .run("const s = document.getElementById('interval'); s.value = '1';"
                            + " s.dispatchEvent(new Event('change'))")
                    .await("document.documentElement.dataset.pages > 4");
            assertThat(tab.text("[...document.querySelectorAll('.chart:not([hidden]) h3')].map(h => h.textContent)"))
                    .contains("Heap", "Memory pools", "CPU", "Time in garbage collection", "Threads", "Classes");
            tab.await("Chart.getChart(document.querySelector('.chart canvas')).data.datasets[0]"
                    + ".data.filter(p => p.y > 0).length > 2");
            tab.screenshot("jmx");
            tab.run("document.getElementById('configuration').open = true")
                    .await("document.getElementById('settings').textContent.includes('rules.yml')");
            assertThat(tab.problems()).isEmpty();
            assertThat(program.pid()).isPositive();
        }
    }
}
