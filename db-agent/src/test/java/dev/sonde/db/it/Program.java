package dev.sonde.db.it;

import dev.sonde.core.exposition.ParsedPage;
import dev.sonde.db.kit.RealRedis;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that listens on a loopback port, running for a test. */
final class Program implements AutoCloseable {
    private static final long START_SECONDS = 60;
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Process process;
    private final Path log;
    private final int port;

    private Program(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /** The command that a property names, which the integration stage sets. */
    static String named(String property) {
        String command = System.getProperty(property, "");
        if (command.isEmpty()) {
            throw new IllegalStateException("-D" + property + " is missing: run .ci/run, or .ci/oracles for its value");
        }
        return command;
    }

    /** Starts it; {@code PORT} in the arguments stands for the port. */
    static Program start(String command, Path folder, String... arguments) throws IOException {
        int port = RealRedis.freePort();
        List<String> line = new ArrayList<>(List.of(command.split(" ")));
        for (String argument : arguments) {
            line.add(argument.replace("PORT", Integer.toString(port)));
        }
        Path log = Files.createTempFile(folder, "log", ".txt");
        Process process = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(log.toFile())
                .start();
        Program program = new Program(process, log, port);
        program.await();
        return program;
    }

    private void await() throws IOException {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() - limit > 0) {
                    String text = Files.readString(log);
                    close();
                    throw new IOException("did not start:\n" + text, e);
                }
            }
            pause(20);
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

    int port() {
        return port;
    }

    /** Open descriptors. */
    int descriptors() {
        return count("fd");
    }

    int threads() {
        return count("task");
    }

    private int count(String what) {
        String[] all = new File("/proc/" + process.pid() + "/" + what).list();
        return all == null ? 0 : all.length;
    }

    /** Lines that it has logged. */
    List<String> log() throws IOException {
        return Files.readAllLines(log);
    }

    /** Resident memory, KiB. */
    long residentKib() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("no VmRSS of " + process.pid());
    }

    ParsedPage page(String path, String... headers) throws IOException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (headers.length > 0) {
            builder.headers(headers);
        }
        HttpRequest request = builder.build();
        try {
            HttpResponse<byte[]> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IOException(path + ": " + answer.statusCode() + "\n" + Files.readString(log));
            }
            return ParsedPage.text(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
