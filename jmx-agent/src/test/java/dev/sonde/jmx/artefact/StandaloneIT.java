package dev.sonde.jmx.artefact;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as a program, beside an application that lets itself be asked. */
class StandaloneIT {
    @TempDir
    Path folder;

    @Test
    void servesAnotherJvmAndFindsItAgainAfterARestart() throws Exception {
        int jmx = Forked.freePort();
        int port = Forked.freePort();
        Path config = Files.writeString(
                folder.resolve("jmx.yml"), "hostPort: 127.0.0.1:" + jmx + "\nincludeObjectNames: ['synthetic:*']\n");
        try (Forked agent = Forked.java("-jar", Forked.jar().toString(), "127.0.0.1:" + port, config.toString())) {
            assertThat(Forked.get(port, "/metrics")).contains("jmx_scrape_error 1\n");
            try (Forked target = target(jmx)) {
                target.until("READY");
                assertThat(Forked.get(port, "/metrics"))
                        .contains("jmx_scrape_error 0\n")
                        .contains("synthetic_Kinds_Int{name=\"all\"} 42\n")
                        .contains("synthetic_Open_Usage_used 10\n")
                        .doesNotContain("jvm_info");
            }
            assertThat(Forked.get(port, "/metrics")).contains("jmx_scrape_error 1\n");
            try (Forked target = target(jmx)) {
                target.until("READY");
                String page = Forked.get(port, "/metrics");
                if (page.contains("jmx_scrape_error 1\n")) {
                    page = Forked.get(port, "/metrics");
                }
                assertThat(page).contains("synthetic_Kinds_Int{name=\"all\"} 42\n");
            }
            assertThat(agent.errors()).contains("MBeans cannot be read").contains("MBeans can be read again");
        }
    }

    private static Forked target(int jmx) throws Exception {
        return Forked.java(
                "-Dcom.sun.management.jmxremote.port=" + jmx,
                "-Dcom.sun.management.jmxremote.rmi.port=" + jmx,
                "-Dcom.sun.management.jmxremote.host=127.0.0.1",
                "-Djava.rmi.server.hostname=127.0.0.1",
                "-Dcom.sun.management.jmxremote.authenticate=false",
                "-Dcom.sun.management.jmxremote.ssl=false",
                "-cp",
                Forked.testClasses().toString(),
                SyntheticTarget.class.getName());
    }

    @Test
    void saysWhatItCanDo() throws Exception {
        try (Forked agent = Forked.java("-jar", Forked.jar().toString(), "--help")) {
            assertThat(agent.finish()).isZero();
            assertThat(agent.remaining()).anyMatch(line -> line.contains("attach PID"));
        }
        try (Forked agent = Forked.java("-jar", Forked.jar().toString(), "nonsense")) {
            assertThat(agent.finish()).isEqualTo(2);
        }
    }
}
