package dev.sonde.node.artefact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged agent on the Java that runs the tests, in a folder of its own. Its path has no blank: Java 17 then takes
 * only its own classes from an archive.
 */
class ArchiveIT {
    @TempDir
    Path folder;

    private record Run(int exit, String output) {}

    @Test
    void classesComeFromTheArchiveOnceItIsMade() throws Exception {
        Path home = install("agent");
        assertThat(sourceOfMainClass(home)).contains("node-agent.jar");

        Run made = run(home, "", "--sonde-make-archive");

        assertThat(made).isEqualTo(new Run(0, ""));
        assertThat(names(home.resolve("archive")))
                .singleElement()
                .asString()
                .startsWith(System.getProperty("java.version"));
        assertThat(sourceOfMainClass(home)).contains("shared objects file");
    }

    @Test
    void anArchiveOfOtherJarsIsLeftAsideWithoutAWord() throws Exception {
        Path home = install("agent");
        assertThat(run(home, "", "--sonde-make-archive").exit()).isZero();
        String version = run(home, "", "--version").output();
        Path jar = home.resolve("lib/agent-core.jar");
        Files.setLastModifiedTime(jar, FileTime.fromMillis(0));

        assertThat(run(home, "", "--version")).isEqualTo(new Run(0, version));
    }

    @Test
    void aFailedTrainingSaysWhyAndLeavesNothing() throws Exception {
        Path home = install("agent");

        Run run = run(home, "", "--sonde-make-archive", "--no-such-flag");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output()).contains("--no-such-flag");
        assertThat(names(home.resolve("archive"))).isEmpty();
    }

    private String sourceOfMainClass(Path home) throws Exception {
        Path log = folder.resolve("classes.log");
        assertThat(run(home, "-Xlog:class+load:file=" + log, "--version").exit())
                .isZero();
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(" dev.sonde.node.NodeAgent source: "))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Path install(String name) throws IOException {
        Path built = Path.of("target", "node-agent");
        Path home = folder.toRealPath().resolve(name);
        for (String part : List.of("bin", "lib")) {
            try (Stream<Path> files = Files.walk(built.resolve(part))) {
                for (Path file : files.toList()) {
                    Path copy = home.resolve(built.relativize(file).toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
        return home;
    }

    private Run run(Path home, String options, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin/node-agent").toString());
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("NODE_AGENT_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("NODE_AGENT_JAVA_OPTS", options);
        int exit = builder.start().waitFor();
        return new Run(exit, Files.readString(output));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
