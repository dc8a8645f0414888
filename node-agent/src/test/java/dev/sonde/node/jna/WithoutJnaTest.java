package dev.sonde.node.jna;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a JVM of its own: JNA is loaded once per process, or not. */
class WithoutJnaTest {
    @TempDir
    private Path dir;

    /** The child's main: what the agent gets to know. */
    static final class Child {
        private Child() {}

        public static void main(String[] args) {
            System.out.println(NativeCalls.get() == null ? NativeCalls.reason() : "calls");
            System.out.println(NativeCalls.get() == null ? "still none" : "calls");
        }
    }

    private static String child(String classPath, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath));
        command.addAll(Arrays.asList(options));
        command.add(Child.class.getName());
        Process child = new ProcessBuilder(command).start();
        String text = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).isZero();
        return text;
    }

    private static String classPath(String without) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> without.isEmpty() || !new File(entry).getName().matches(without))
                .collect(Collectors.joining(File.pathSeparator));
    }

    @Test
    void theJarIsMissing() throws Exception {
        assertThat(child(classPath("jna-\\d.*jar")))
                .isEqualTo("system calls through JNA are not available: "
                        + "ClassNotFoundException: com.sun.jna.NativeLibrary\nstill none\n");
    }

    @Test
    void theLibraryCannotBeUnpacked() throws Exception {
        Path file = Files.writeString(dir.resolve("file"), "not a directory");

        assertThat(child(classPath(""), "-Djna.tmpdir=" + file, "-Djna.nosys=true"))
                .startsWith("system calls through JNA are not available: ")
                .endsWith("\nstill none\n");
    }

    @Test
    void isThere() throws Exception {
        assertThat(child(classPath(""))).isEqualTo("calls\ncalls\n");
    }
}
