package dev.sonde.db.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.core.exposition.ParsedPage;
import dev.sonde.db.mysql.MysqlOptions;
import dev.sonde.db.options.Option;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every series that mysqld_exporter tells of a server with all collectors on is on our page too. */
class MysqlParityIT {
    private static final Parity PARITY = new Parity("""
            ^mysql_perf_schema_events_statements_[a-z]+.*digest | a statement is told once it has run, and both run their own
            ^mysql_info_schema_processlist_ | each leaves its own connections out and tells the other's
            ^mysql_perf_schema_memory_events_ | an event is told once memory was taken for it
            """);

    @TempDir
    Path folder;

    @Test
    void mysql() throws IOException, SQLException {
        String command = Program.named("oracle.mysql9");
        Path share = Path.of(command).resolveSibling("root/usr/share/mysql");
        List<String> options = new ArrayList<>(List.of(
                "--no-defaults",
                "--datadir=" + folder.resolve("data"),
                "--lc-messages-dir=" + share,
                "--character-sets-dir=" + share.resolve("charsets"),
                "--innodb-buffer-pool-size=32M"));
        asRoot(options);
        List<String> initialize = new ArrayList<>(List.of(command));
        initialize.addAll(options);
        initialize.add("--initialize-insecure");
        run(initialize, null);
        options.addAll(List.of(
                "--port=PORT",
                "--mysqlx=OFF",
                "--secure-file-priv=",
                "--socket=" + folder.resolve("s"),
                "--log-bin=bin"));
        compare(command, options);
    }

    @Test
    void mariadb() throws IOException, SQLException {
        String command = Program.named("oracle.mariadb10");
        Path share = Path.of(command).resolveSibling("root/usr/share/mysql");
        List<String> options = new ArrayList<>(List.of(
                "--no-defaults",
                "--datadir=" + Files.createDirectory(folder.resolve("data")),
                "--lc-messages-dir=" + share,
                "--character-sets-dir=" + share.resolve("charsets"),
                "--innodb-buffer-pool-size=32M"));
        asRoot(options);
        StringBuilder sql = new StringBuilder("CREATE DATABASE mysql;\nUSE mysql;\n");
        for (String file : List.of("system_tables", "performance_tables", "system_tables_data")) {
            sql.append(Files.readString(share.resolve("mysql_" + file + ".sql")));
        }
        List<String> bootstrap = new ArrayList<>(List.of(command));
        bootstrap.addAll(options);
        bootstrap.add("--bootstrap");
        run(bootstrap, Files.writeString(folder.resolve("boot.sql"), sql));
        options.addAll(List.of(
                "--port=PORT",
                "--socket=" + folder.resolve("s"),
                "--log-bin=bin",
                "--performance-schema=ON",
                "--userstat=1"));
        compare(command, options);
    }

    private static void asRoot(List<String> options) {
        if (System.getProperty("user.name").equals("root")) {
            options.add("--user=root");
        }
    }

    private void run(List<String> line, @Nullable Path input) throws IOException {
        Path log = folder.resolve("setup.log");
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(input == null ? new File("/dev/null") : input.toFile())
                .start();
        try {
            if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException("setting the server up failed:\n" + Files.readString(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void compare(String command, List<String> options) throws IOException, SQLException {
        List<String> exporter = new ArrayList<>();
        for (Option option : MysqlOptions.TABLE) {
            boolean collector = option.name().startsWith("collect.")
                    && option.kind() == Option.Kind.BOOL
                    && !option.name().matches(".*(utc|by_user|by_host|privileges|old_names)");
            if (collector) {
                exporter.add("--" + option.name());
            }
        }
        exporter.addAll(List.of("--web.listen-address=127.0.0.1:PORT", "--config.my-cnf=my.cnf"));
        String[] arguments = exporter.toArray(new String[0]);
        Files.writeString(folder.resolve("my.cnf"), "[client]\nuser=watcher\npassword=pw\n");
        try (Program server = Program.start(command, folder, options.toArray(new String[0]))) {
            seed(server.port());
            try (Program peer = Program.start(Program.named("oracle.mysqld_exporter.new"), folder, arguments);
                    Program ours = Program.start(Program.named("agent.command") + " mysql", folder, arguments)) {
                String path = "/probe?target=127.0.0.1:" + server.port();
                ours.page(path);
                ParsedPage theirs = peer.page(path);
                ParsedPage page = ours.page(path);
                assertThat(page.value("mysql_up{}")).isEqualTo("1");
                assertThat(theirs.families().size()).isGreaterThan(500);
                assertThat(PARITY.missing(page, theirs)).isEmpty();
                String name =
                        theirs.families().containsKey("mysql_global_status_aria_pagecache_reads") ? "MariaDB" : "MySQL";
                List<String> lost = Dashboards.lost("mysql_", name, page, theirs);
                lost.removeIf(selector -> selector.contains("processlist"));
                assertThat(lost).isEmpty();
            }
        }
    }

    private static void seed(int port) throws SQLException {
        String url = "jdbc:mariadb://127.0.0.1:" + port + "/?user=root&sslMode=disable&allowPublicKeyRetrieval=true";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(
                    "CREATE USER watcher@'%' IDENTIFIED BY 'pw'",
                    "GRANT ALL ON *.* TO watcher@'%'",
                    "CREATE DATABASE shop",
                    "CREATE TABLE shop.orders (id INT AUTO_INCREMENT PRIMARY KEY, t VARCHAR(9), KEY (t))",
                    "INSERT INTO shop.orders (t) VALUES ('a'), ('b')",
                    "CREATE DATABASE heartbeat",
                    "CREATE TABLE heartbeat.heartbeat (ts VARCHAR(26), server_id INT PRIMARY KEY)",
                    "INSERT INTO heartbeat.heartbeat VALUES (NOW(6), 1)")) {
                statement.execute(sql);
            }
        }
    }
}
