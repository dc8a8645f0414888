package dev.sonde.jmx.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program as its makers ship it, started with their own script where there is one; ends when it is closed. */
final class Application implements AutoCloseable {
    private static final int SECONDS = 60;

    private final Process process;
    private final Path output;

    private Application(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** The folder into which Maven has unpacked a program. */
    static Path home(String name) throws IOException {
        try (var folders = Files.list(Path.of("target", "applications", name).toAbsolutePath())) {
            return folders.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }

    static Application start(Path folder, Map<String, String> environment, List<String> command) throws IOException {
        Path output = folder.resolve("output.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return new Application(builder.start(), output);
    }

    /** Starts a program and waits for its end. */
    static void run(Path folder, List<String> command) throws IOException, InterruptedException {
        try (Application application = start(folder, Map.of(), command)) {
            if (!application.process.waitFor(SECONDS, TimeUnit.SECONDS) || application.process.exitValue() != 0) {
                throw new AssertionError(command + ": " + application.output());
            }
        }
    }

    /** Waits until it has said so. */
    void await(String words) throws IOException, InterruptedException {
        for (int i = 0; !output().contains(words); i++) {
            if (i == 10 * SECONDS || !process.isAlive()) {
                throw new AssertionError("has not said " + words + ": " + output());
            }
            Thread.sleep(100);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The JVM: of a script's processes, the last. */
    long pid() {
        return process.descendants()
                .reduce((first, second) -> second)
                .orElse(process.toHandle())
                .pid();
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    @Override
    public void close() {
        List<ProcessHandle> all = process.descendants().toList();
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
        all.forEach(child -> child.onExit().join());
    }
}
