package dev.sonde.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** On a thread of its own, since one that waits for output cannot be interrupted: for example where the parent ignores HUP. */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SignalTest {
    private Process process;
    private BufferedReader out;

    @AfterEach
    void end() {
        process.destroyForcibly();
    }

    @Test
    void hangupReloadsAndTermCloses() throws Exception {
        start(60_000, "normal");
        signal("HUP");
        assertThat(out.readLine()).isEqualTo("reloaded");
        signal("HUP");
        assertThat(out.readLine()).isEqualTo("reloaded");
        signal("TERM");

        assertThat(out.lines()).containsExactly("closing", "closed");
        assertThat(process.waitFor()).isEqualTo(143);
    }

    @Test
    void interruptClosesToo() throws Exception {
        start(60_000, "normal");
        signal("INT");

        assertThat(out.lines()).containsExactly("closing", "closed");
        assertThat(process.waitFor()).isEqualTo(130);
    }

    @Test
    void whatHangsIsLeftBehind() throws Exception {
        start(100, "hang");
        signal("TERM");

        assertThat(out.lines()).containsExactly("closing");
        assertThat(process.waitFor()).isEqualTo(143);
    }

    @Test
    void anOrderlyStopClosesOnceAndKeepsItsCode() throws Exception {
        start(60_000, "stop");
        signal("HUP");

        assertThat(out.lines()).containsExactly("reloaded", "closing", "closed");
        assertThat(process.waitFor()).isEqualTo(7);
    }

    private void start(int graceMillis, String behaviour) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SignalledProcess.class.getName(),
                        Integer.toString(graceMillis),
                        behaviour)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        out = process.inputReader();
        assertThat(out.readLine()).isEqualTo("waiting");
    }

    private void signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }
}
