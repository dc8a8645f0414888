package dev.sonde.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Once loaded, java.util.logging.LogManager has fixed its configuration: in an application's JVM that is not for us to
 * do. XNIO's MBeans load it too, by way of the platform MBean server; so the server runs without java.management here.
 */
class NoJavaUtilLoggingTest {
    @Test
    void undertowLogsThroughUsAndNeverLoadsTheLogManager() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-verbose:class",
                        "--limit-modules",
                        "java.base,java.security.sasl,java.logging,jdk.unsupported",
                        "-cp",
                        System.getProperty("java.class.path"),
                        UndertowStart.class.getName())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isZero();
        assertThat(output)
                .contains("level=WARN source=xnio msg=seen")
                .contains("io.undertow.Undertow ")
                .doesNotContain("java.util.logging.LogManager ");
    }
}
