package dev.sonde.packaging;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Real servers to be watched, each a primary with a replica. */
final class Databases implements AutoCloseable {
    /** The login of watcher, who may ask everything, as an option file. */
    static final String LOGIN = "[client]\nuser=watcher\npassword=pw\n[client.prod]\nuser=watcher\npassword=pw\n";

    private final List<Running> running = new ArrayList<>();
    private final ScheduledExecutorService work = Executors.newSingleThreadScheduledExecutor();
    private final Path folder;

    /** Starts them all. */
    Databases(Path folder) throws IOException {
        this.folder = folder;
        try {
            mysql(1, """
                    CREATE USER watcher@'%' IDENTIFIED BY 'pw'
                    GRANT ALL ON *.* TO watcher@'%'
                    CREATE DATABASE shop
                    CREATE TABLE shop.orders (id INT AUTO_INCREMENT PRIMARY KEY, at TIMESTAMP) ENGINE=InnoDB
                    CREATE DEFINER=watcher@'%' EVENT shop.work ON SCHEDULE EVERY 1 SECOND DO INSERT INTO shop.orders () VALUES ()
                    """);
            // the user comes by replication
            mysql(2, """
                    CHANGE MASTER TO master_host='127.0.0.1', master_port=PRIMARY, master_user='watcher', \
                    master_password='pw', master_use_gtid=slave_pos
                    START SLAVE
                    """.replace("PRIMARY", Integer.toString(primaryMysql().port())));
            redis();
            redis("--replicaof", "127.0.0.1 " + primaryRedis().port());
            work.scheduleWithFixedDelay(this::workWithRedis, 0, 1, TimeUnit.SECONDS);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    Running primaryMysql() {
        return running.get(0);
    }

    Running replicaMysql() {
        return running.get(1);
    }

    Running primaryRedis() {
        return running.get(2);
    }

    Running replicaRedis() {
        return running.get(3);
    }

    private void workWithRedis() {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), primaryRedis().port())) {
            socket.getOutputStream()
                    .write("SET kept 1\r\nSETEX passing 600 1\r\nGET kept\r\nGET missed\r\nQUIT\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void redis(String... more) throws IOException {
        List<Object> line = new ArrayList<>(List.of(
                Tool.property("oracle.redis7"), "--port", "PORT", "--bind", "127.0.0.1", "--maxmemory", "64mb"));
        line.addAll(List.of("--save", "", "--repl-diskless-sync-delay", "0"));
        line.addAll(List.of(more));
        running.add(Running.start(folder, line.toArray()));
    }

    private void mysql(int id, String onStart) throws IOException {
        Path home = Files.createDirectory(folder.resolve("mysql" + id));
        String command = Tool.property("oracle.mariadb10");
        Path share = Path.of(command).resolveSibling("root/usr/share/mysql");
        List<String> line = new ArrayList<>(List.of(
                command,
                "--no-defaults",
                "--datadir=" + Files.createDirectory(home.resolve("data")),
                "--lc-messages-dir=" + share,
                "--character-sets-dir=" + share.resolve("charsets"),
                "--innodb-buffer-pool-size=16M",
                "--innodb-log-file-size=8M",
                "--innodb-flush-log-at-trx-commit=0"));
        if (System.getProperty("user.name").equals("root")) {
            line.add("--user=root");
        }
        bootstrap(line, home, share);
        line.addAll(List.of(
                "--port=PORT",
                "--bind-address=127.0.0.1",
                "--socket=" + home.resolve("s"),
                "--log-bin=bin",
                "--server-id=" + id,
                "--event-scheduler=ON",
                "--init-file=" + Files.writeString(home.resolve("start.sql"), onStart.replace("\n", ";\n"))));
        running.add(Running.start(home, line.toArray()));
    }

    private static void bootstrap(List<String> line, Path home, Path share) throws IOException {
        StringBuilder sql = new StringBuilder("CREATE DATABASE mysql;\nUSE mysql;\n");
        for (String file : List.of("system_tables", "performance_tables", "system_tables_data")) {
            sql.append(Files.readString(share.resolve("mysql_" + file + ".sql")));
        }
        List<String> bootstrap = new ArrayList<>(line);
        bootstrap.add("--bootstrap");
        File log = home.resolve("bootstrap.log").toFile();
        Process process = new ProcessBuilder(bootstrap)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .redirectInput(
                        Files.writeString(home.resolve("bootstrap.sql"), sql).toFile())
                .start();
        try {
            if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException("setting the server up failed:\n" + Files.readString(log.toPath()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        work.shutdownNow();
        running.forEach(Running::close);
    }
}
