package dev.sonde.node.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server program running for a test on a free loopback port; closing ends it and what it started. */
final class Daemon implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Process process;
    private final Path log;
    private final int port;

    private Daemon(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /**
     * Starts the command and waits until it accepts connections.
     *
     * @param listen the flag that takes the address, without {@code =}
     */
    static Daemon start(List<String> command, List<String> arguments, String listen) throws IOException {
        int port = freePort();
        List<String> line = new ArrayList<>(command);
        line.addAll(arguments);
        line.add(listen + "=127.0.0.1:" + port);
        Path log = Files.createTempFile("sonde-it-", ".log");
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        String java = System.getProperty("agent.java", "");
        if (!java.isBlank()) {
            builder.environment()
                    .put("JAVA_HOME", Path.of(java).getParent().getParent().toString());
        }
        Daemon daemon = new Daemon(builder.start(), log, port);
        try {
            daemon.awaitPort();
        } catch (IOException | RuntimeException e) {
            daemon.close();
            throw e;
        }
        return daemon;
    }

    /** A node agent or its peer: only the named collectors, no metrics about itself. */
    static Daemon exporter(List<String> command, List<String> arguments) throws IOException {
        return start(command, arguments, "--web.listen-address");
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** The page at the usual path as text 0.0.4. */
    Page page() throws IOException {
        return get("/metrics", Map.of()).page();
    }

    Answer get(String path, Map<String, String> headers) throws IOException {
        try {
            return get(path, headers, Duration.ofSeconds(30));
        } catch (IOException e) {
            throw new IOException((isAlive() ? "no answer:\n" : "it has ended:\n") + log(), e);
        }
    }

    /** The same with a limit of one's own: past it an {@link java.net.http.HttpTimeoutException}. */
    Answer get(String path, Map<String, String> headers, Duration limit) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(limit);
        headers.forEach(request::header);
        try {
            var response = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Whether it still runs a moment later: what ends with a panic may close its sockets first. */
    boolean isAlive() throws IOException {
        pause(100);
        return process.isAlive();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitPort() throws IOException {
        Instant limit = Instant.now().plus(START_LIMIT);
        while (true) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException e) {
                if (!process.isAlive()) {
                    throw new IOException("ended with " + process.exitValue() + " before it listened:\n" + log(), e);
                }
                if (Instant.now().isAfter(limit)) {
                    throw new IOException("does not listen after " + START_LIMIT + ":\n" + log(), e);
                }
            }
            pause(10);
        }
    }

    static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() throws IOException {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroy);
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                all.forEach(ProcessHandle::destroyForcibly);
                process.waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        Files.deleteIfExists(log);
    }
}
