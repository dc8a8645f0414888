package dev.sonde.jmx.artefact;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own, which ends when it is closed. */
public final class Forked implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final int SECONDS = 60;

    private final Process process;
    private final BufferedReader output;
    private final Path errors;

    private Forked(Process process, Path errors) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.errors = errors;
    }

    /** The jar under test. */
    public static Path jar() {
        return Path.of("target", "jmx-agent.jar").toAbsolutePath();
    }

    public static Path testClasses() {
        return Path.of("target", "test-classes").toAbsolutePath();
    }

    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    public static String agent(int port, Path config) {
        return "-javaagent:" + jar() + "=127.0.0.1:" + port + ":" + config;
    }

    /** The Java that the tests run on. */
    public static String java() {
        return System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
    }

    /** Starts it with these arguments. */
    public static Forked java(String... arguments) throws IOException {
        return by(java(), arguments);
    }

    /** Starts another Java. */
    public static Forked by(String launcher, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(launcher);
        command.add("-Xmx256m");
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(List.of(arguments));
        Path errors = Files.createTempFile("forked", ".err");
        errors.toFile().deleteOnExit();
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return new Forked(builder.start(), errors);
    }

    public long pid() {
        return process.pid();
    }

    /** Reads lines until one equals {@code wanted}; all of them. */
    public List<String> until(String wanted) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
            if (line.equals(wanted)) {
                return lines;
            }
        }
        throw new AssertionError("ended before " + wanted + ": " + lines + errors());
    }

    /** Sends it a byte. */
    public void write() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /** Ends its standard input and waits for its end; the exit code. */
    public int finish() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("does not end");
        }
        return process.exitValue();
    }

    public List<String> remaining() {
        return output.lines().toList();
    }

    public String errors() throws IOException {
        return Files.readString(errors);
    }

    /** A page, once somebody listens; for as long as it takes him to. */
    public static String get(int port, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        for (int i = 0; ; i++) {
            try {
                HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() != 200) {
                    throw new AssertionError(response.statusCode() + ": " + response.body());
                }
                return response.body();
            } catch (java.net.ConnectException e) {
                if (i == 200) {
                    throw e;
                }
                Thread.sleep(50);
            }
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(errors);
    }
}
