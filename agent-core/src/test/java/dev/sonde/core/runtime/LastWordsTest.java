package dev.sonde.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LastWordsTest {
    @Test
    void endsAProcessThatHasNoMemoryLeft() throws Exception {
        assertThat(run("memory")).isEqualTo("out of memory, ending: give it more\nexit 3");
    }

    @Test
    void letsOtherThreadsDieAsUsual() throws Exception {
        assertThat(run("other"))
                .contains("A thread has died, thread=worker", "java.lang.IllegalStateException: odd")
                .endsWith("still here\nexit 0");
    }

    private static String run(String how) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx16m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        how)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        return output + "exit " + process.waitFor();
    }

    /** Run in a JVM of its own. */
    static final class Main {
        private static final List<byte[]> HOARD = new ArrayList<>();

        public static void main(String[] args) throws InterruptedException {
            LastWords.install("give it more");
            Thread worker = new Thread(() -> work(args[0]), "worker");
            worker.start();
            worker.join();
            System.out.println("still here");
        }

        private static void work(String how) {
            if (how.equals("other")) {
                throw new IllegalStateException("odd");
            }
            while (true) {
                HOARD.add(new byte[1000]);
            }
        }
    }
}
