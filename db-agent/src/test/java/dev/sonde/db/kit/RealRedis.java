package dev.sonde.db.kit;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import redis.embedded.RedisServer;

/**
 * A Redis server on a free loopback port: the one that the property {@code redis.server} names, else the one that comes
 * as a test dependency.
 */
public final class RealRedis implements AutoCloseable {
    private static final long START_MILLIS = 20_000;

    private final Process process;
    private final Path folder;
    private final int port;

    private RealRedis(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /** @param options as on the server's command line */
    public static RealRedis start(String... options) throws IOException {
        return start(freePort(), options);
    }

    /** A sentinel, which wants a file that it may write. */
    public static RealRedis sentinel(String config) throws IOException {
        Path file = Files.writeString(Files.createTempFile("sentinel", ".conf"), config);
        file.toFile().deleteOnExit();
        int port = freePort();
        return launch(port, List.of(file.toString(), "--sentinel", "--port", "" + port, "--bind", "127.0.0.1"));
    }

    public static RealRedis start(int port, String... options) throws IOException {
        List<String> line = new ArrayList<>(List.of("--port", "" + port, "--bind", "127.0.0.1", "--save", ""));
        line.addAll(List.of(options));
        return launch(port, line);
    }

    private static RealRedis launch(int port, List<String> options) throws IOException {
        Path folder = Files.createTempDirectory("redis");
        List<String> line = new ArrayList<>();
        line.add(program().toString());
        line.addAll(options);
        line.addAll(List.of("--dir", folder.toString()));
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        RealRedis server = new RealRedis(process, folder, port);
        server.awaitPort();
        return server;
    }

    private static Path program() throws IOException {
        String named = System.getProperty("redis.server", "");
        if (!named.isEmpty()) {
            return Path.of(named);
        }
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        String arch = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
        Path target = Path.of("target", "redis-server");
        synchronized (RealRedis.class) {
            if (!Files.isExecutable(target)) {
                Path made = Files.createTempFile(Files.createDirectories(target.getParent()), "redis", ".part");
                try (InputStream in =
                        RedisServer.class.getResourceAsStream("/redis-server-7.0.15-" + os + "-" + arch)) {
                    if (in == null) {
                        throw new IOException("no Redis for " + os + " on " + arch + " among the test dependencies");
                    }
                    Files.write(made, in.readAllBytes());
                }
                if (!made.toFile().setExecutable(true)) {
                    throw new IOException("cannot make executable: " + made);
                }
                Files.move(made, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return target.toAbsolutePath();
    }

    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitPort() throws IOException {
        long limit = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_MILLIS);
        while (true) {
            try {
                if (answersPing()) {
                    return;
                }
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() - limit > 0) {
                    throw new IOException("did not start:\n" + Files.readString(folder.resolve("log")), e);
                }
            }
            pause(5);
        }
    }

    /** Being connected is not enough: a port that nobody listens at can be connected to itself. */
    private boolean answersPing() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(1000);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            int first = socket.getInputStream().read();
            return first == '+' || first == '-';
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

    public int port() {
        return port;
    }

    public String address() {
        return "redis://127.0.0.1:" + port;
    }

    public Path folder() {
        return folder;
    }

    /** Runs commands, one a line, words parted by blanks; returns the raw replies. */
    public String run(String commands) throws IOException {
        StringBuilder inline = new StringBuilder();
        for (String command : commands.strip().split("\n")) {
            inline.append(command.strip()).append("\r\n");
        }
        inline.append("QUIT\r\n");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(inline.toString().getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
