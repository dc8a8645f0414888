package dev.sonde.db.kit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A MySQL server on a free loopback port: the one that the property {@code mysql.server} names, else the one that comes as
 * a test dependency for Linux, which wants the libraries libaio and libnuma of the machine. Where none can be started the
 * tests that need it are skipped, and that is said loudly.
 */
public final class RealMysql implements AutoCloseable {
    private static final String INSIDE = "/mysql-Linux-amd64.tar.gz";
    private static final long START_SECONDS = 60;

    private final Path folder;
    private final Path program;
    private final int port;
    private Process process;

    private RealMysql(Path folder, Path program, int port) {
        this.folder = folder;
        this.program = program;
        this.port = port;
    }

    public static RealMysql start(String... options) throws IOException {
        RealMysql server = null;
        try {
            Path program = program();
            server = new RealMysql(Files.createTempDirectory("mysql"), program, RealRedis.freePort());
            server.run(server.line(List.of("--initialize-insecure")), "setup.log");
            server.launch(List.of(options));
            return server;
        } catch (IOException e) {
            if (server != null) {
                server.close();
            }
            System.err.println("NOT RUN: MySQL does not start on this machine, so nothing is tested against it: "
                    + e.getMessage());
            Assumptions.abort("no MySQL here: " + e.getMessage());
            throw e;
        }
    }

    private static Path program() throws IOException {
        String named = System.getProperty("mysql.server", "");
        if (!named.isEmpty()) {
            return Path.of(named).toAbsolutePath();
        }
        Path home = Path.of("target", "mysql").toAbsolutePath();
        synchronized (RealMysql.class) {
            if (!Files.exists(home.resolve("complete"))) {
                Path archive = Files.createDirectories(home).resolve("mysql.tar.gz");
                try (InputStream in = RealMysql.class.getResourceAsStream(INSIDE)) {
                    if (in == null) {
                        throw new IOException("not among the test dependencies");
                    }
                    Files.copy(in, archive, StandardCopyOption.REPLACE_EXISTING);
                }
                Process tar = new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", home.toString())
                        .inheritIO()
                        .start();
                if (waitFor(tar) != 0) {
                    throw new IOException("cannot be unpacked");
                }
                Files.delete(archive);
                Files.createFile(home.resolve("complete"));
            }
        }
        return home.resolve("bin/mysqld");
    }

    private List<String> line(List<String> more) {
        Path share = program.getParent().resolveSibling("share");
        List<String> line = new ArrayList<>(List.of(
                program.toString(),
                "--no-defaults",
                "--datadir=" + folder.resolve("data"),
                "--innodb-buffer-pool-size=16M",
                "--innodb-log-file-size=8M",
                "--innodb-flush-log-at-trx-commit=0",
                "--innodb-flush-method=nosync",
                "--skip-innodb-doublewrite",
                "--sync-binlog=0"));
        if (Files.isDirectory(share)) {
            line.add("--lc-messages-dir=" + share);
            line.add("--character-sets-dir=" + share.resolve("charsets"));
        }
        if (System.getProperty("user.name").equals("root")) {
            line.add("--user=root");
        }
        line.addAll(more);
        return line;
    }

    private Process begin(List<String> line, String log) throws IOException {
        return new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(log).toFile())
                .start();
    }

    private void run(List<String> line, String log) throws IOException {
        if (waitFor(begin(line, log)) != 0) {
            throw new IOException(tail(log));
        }
    }

    private void launch(List<String> options) throws IOException {
        List<String> more = new ArrayList<>(List.of(
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--mysqlx=OFF",
                "--socket=" + folder.resolve("s"),
                "--pid-file=" + folder.resolve("pid")));
        more.addAll(options);
        process = begin(line(more), "log");
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
        try (Connection connection = DriverManager.getConnection("jdbc:mariadb://127.0.0.1:" + port
                        + "/?user=root&sslMode=disable&allowPublicKeyRetrieval=true&connectTimeout=2000");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    public int port() {
        return port;
    }

    /** A folder of the server's, for option files beside it. */
    public Path folder() {
        return folder;
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
