package dev.sonde.node.artefact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher with a stand-in for Java: a script that prints its path, its PID and its arguments, one a line. */
class LauncherIT {
    private static final String STAND_IN = """
            #!/bin/sh
            echo "$0"
            echo "$$"
            for argument; do printf '[%s]\\n' "$argument"; done
            exit ${STAND_IN_EXIT:-0}
            """;

    @TempDir
    Path folder;

    private Path home;
    private Path launcher;

    private record Run(int exit, long pid, List<String> lines, String errors) {
        String java() {
            return lines.get(0);
        }

        List<String> arguments() {
            return lines.subList(2, lines.size());
        }

        /** What follows the main class. */
        List<String> agentArguments() {
            return lines.subList(lines.indexOf("[dev.sonde.node.NodeAgent]") + 1, lines.size());
        }
    }

    @BeforeEach
    void copyTheLauncherToAPathThatNeedsQuotes() throws IOException {
        home = Files.createDirectories(folder.toRealPath().resolve("it's $HOME * \"here\""));
        launcher = Files.createDirectory(home.resolve("bin")).resolve("node-agent");
        Files.copy(Path.of("target", "node-agent", "bin", "node-agent"), launcher);
        executable(launcher);
    }

    @Test
    void argumentsArriveAsTheyWereGiven() throws Exception {
        Run run = run(Map.of("JAVA_HOME", java("17.0.15")), "a b", "", "*", "$HOME", "it's", "\"q\"", "--x=1 2", "\\n");

        assertThat(run.agentArguments())
                .containsExactly("[a b]", "[]", "[*]", "[$HOME]", "[it's]", "[\"q\"]", "[--x=1 2]", "[\\n]");
    }

    @Test
    void becomesJavaAndEndsAsItEnds() throws Exception {
        Run run = run(Map.of("JAVA_HOME", java("17.0.15"), "STAND_IN_EXIT", "7"));

        assertThat(run.lines().get(1)).isEqualTo(Long.toString(run.pid()));
        assertThat(run.exit()).isEqualTo(7);
        assertThat(run.errors()).isEmpty();
    }

    @Test
    void givesTheFlagsOfTheSmallestProcess() throws Exception {
        Run run = run(Map.of("JAVA_HOME", java("17.0.15")));

        assertThat(run.arguments())
                .contains(
                        "[-XX:+UseSerialGC]",
                        "[-Xmx64m]",
                        "[-XX:TieredStopAtLevel=1]",
                        "[-XX:-UsePerfData]",
                        "[-XX:ArchiveRelocationMode=0]",
                        "[-Djna.boot.library.path=" + home + "/lib/native/x86_64]",
                        "[-Djna.nounpack=true]",
                        "[" + home + "/lib/node-agent.jar]")
                .doesNotContain("[--enable-native-access=ALL-UNNAMED]");
    }

    @Test
    void newerJavaIsToldThatNativeAccessIsMeant() throws Exception {
        Run run = run(Map.of("JAVA_HOME", java("25.0.3")));

        assertThat(run.arguments())
                .contains("[--enable-native-access=ALL-UNNAMED]", "[--sun-misc-unsafe-memory-access=allow]");
    }

    @Test
    void heapAndOptionsOfTheEnvironmentPrevail() throws Exception {
        Run run = run(Map.of(
                "JAVA_HOME", java("17.0.15"),
                "NODE_AGENT_HEAP", "64m",
                "NODE_AGENT_JAVA_OPTS", "-Done=1  -Dtwo=*"));

        assertThat(run.arguments()).contains("[-Xmx64m]").containsSubsequence("[-Xms4m]", "[-Done=1]", "[-Dtwo=*]");
    }

    @Test
    void usesTheArchiveMadeForThisJavaAlone() throws Exception {
        Path archive = Files.createDirectory(home.resolve("archive")).resolve("17.0.15+6-x86_64.jsa");
        Files.createFile(archive);
        String fitting = java("17.0.15");

        assertThat(run(Map.of("JAVA_HOME", fitting)).arguments()).contains("[-XX:SharedArchiveFile=" + archive + "]");
        assertThat(run(Map.of("JAVA_HOME", fitting, "NODE_AGENT_ARCHIVE", "none"))
                        .arguments())
                .noneMatch(argument -> argument.contains("SharedArchiveFile"));
        assertThat(run(Map.of("JAVA_HOME", java("17.0.16"))).arguments())
                .noneMatch(argument -> argument.contains("SharedArchiveFile"));
    }

    @Test
    void newerJavaUsesAnAheadOfTimeCache() throws Exception {
        Path cache = Files.createDirectory(home.resolve("archive")).resolve("25.0.3+6-x86_64.aot");
        Files.createFile(cache);

        assertThat(run(Map.of("JAVA_HOME", java("25.0.3"))).arguments()).contains("[-XX:AOTCache=" + cache + "]");
    }

    @Test
    void makesTheArchiveForTheJavaItFinds() throws Exception {
        Run run = run(Map.of("JAVA_HOME", java("17.0.15")), "--sonde-make-archive", "--no-collector.cpu");

        assertThat(run.arguments())
                .endsWith(
                        "[dev.sonde.node.archive.ArchiveMaker]",
                        "[" + launcher + "]",
                        "[" + home + "/archive/17.0.15+6-x86_64.jsa]",
                        "[--no-collector.cpu]");
    }

    @Test
    void asksNoJavaForItsVersionUnlessTheFileIsMissing() throws Exception {
        Path java = Path.of(java("21.0.1"));
        Files.delete(java.resolve("release"));
        Files.writeString(java.resolve("bin/java"), """
                #!/bin/sh
                [ "$1" = -version ] && { echo 'openjdk version "21.0.1" 2023-10-17' >&2; exit; }
                """ + STAND_IN.substring(STAND_IN.indexOf('\n') + 1));

        assertThat(run(Map.of("JAVA_HOME", java.toString())).java()).isEqualTo(java + "/bin/java");
    }

    @Test
    void prefersTheNamedJavaThenTheRuntimeBesideItThenJavaHomeThenPath() throws Exception {
        String named = java("17.0.1");
        String javaHome = java("17.0.2");
        String onPath = java("17.0.3");
        Path runtime = home.resolve("runtime");
        String path = onPath + "/bin:" + System.getenv("PATH");

        assertThat(run(Map.of("PATH", path)).java()).isEqualTo(onPath + "/bin/java");
        assertThat(run(Map.of("PATH", path, "JAVA_HOME", javaHome)).java()).isEqualTo(javaHome + "/bin/java");
        Files.move(Path.of(java("17.0.4")), runtime);
        assertThat(run(Map.of("PATH", path, "JAVA_HOME", javaHome)).java()).isEqualTo(runtime + "/bin/java");
        assertThat(run(Map.of("PATH", path, "JAVA_HOME", javaHome, "NODE_AGENT_JAVA_HOME", named))
                        .java())
                .isEqualTo(named + "/bin/java");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.8.0_392", "11.0.21", "16-ea"})
    void passesOverAnOlderJava(String version) throws Exception {
        String newer = java("17.0.15");

        Run run = run(Map.of("JAVA_HOME", java(version), "PATH", newer + "/bin:" + System.getenv("PATH")));

        assertThat(run.java()).isEqualTo(newer + "/bin/java");
    }

    @Test
    void saysSoWhenTheNamedJavaIsTooOld() throws Exception {
        String old = java("11.0.21");

        Run run = run(Map.of("NODE_AGENT_JAVA_HOME", old));

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.lines()).isEmpty();
        assertThat(run.errors())
                .isEqualTo("node-agent: no Java 17 or newer in NODE_AGENT_JAVA_HOME=" + old + System.lineSeparator());
    }

    @Test
    void findsItsHomeThroughALinkAndThroughThePath() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("linked"), launcher);
        Map<String, String> java = Map.of("JAVA_HOME", java("17.0.15"));

        assertThat(runCommand(java, List.of(link.toString())).arguments())
                .contains("[" + home + "/lib/node-agent.jar]");
        Map<String, String> withPath =
                Map.of("JAVA_HOME", java("17.0.16"), "PATH", home.resolve("bin") + ":" + System.getenv("PATH"));
        assertThat(runCommand(withPath, List.of("/bin/sh", "-c", "node-agent")).arguments())
                .contains("[" + home + "/lib/node-agent.jar]");
    }

    /** A folder with a stand-in for Java of a version. */
    private String java(String version) throws IOException {
        Path java = Files.createDirectory(folder.resolve("java-" + version));
        Path binary = Files.createDirectory(java.resolve("bin")).resolve("java");
        Files.writeString(binary, STAND_IN);
        executable(binary);
        Files.writeString(java.resolve("release"), """
                IMPLEMENTOR="Test"
                JAVA_RUNTIME_VERSION="%1$s+6"
                JAVA_VERSION="%1$s"
                OS_ARCH="x86_64"
                """.formatted(version));
        return java.toString();
    }

    private Run run(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(launcher.toString());
        command.addAll(List.of(arguments));
        return runCommand(environment, command);
    }

    private Run runCommand(Map<String, String> environment, List<String> command) throws Exception {
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("NODE_AGENT_") || name.equals("JAVA_HOME"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        int exit = process.waitFor();
        return new Run(exit, process.pid(), Files.readAllLines(out, UTF_8), Files.readString(err, UTF_8));
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
