package dev.sonde.packaging;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * All agents with something to watch, scraped by a Prometheus that runs the shipped prometheus.yml; changed are addresses
 * and the intervals, to a second.
 */
final class Fleet implements AutoCloseable {
    static final String ALERTMANAGER = "127.0.0.1:9093";

    private final List<AutoCloseable> running = new ArrayList<>();
    private final Path folder;
    private Prometheus prometheus;

    private Fleet(Path folder) {
        this.folder = folder;
    }

    /** @param alertmanager address that alerts are sent to */
    static Fleet start(Path folder, String alertmanager) throws IOException {
        Fleet fleet = new Fleet(folder);
        try {
            fleet.launch(alertmanager);
            return fleet;
        } catch (IOException e) {
            fleet.close();
            throw e;
        }
    }

    Prometheus prometheus() {
        return prometheus;
    }

    private void launch(String alertmanager) throws IOException {
        Databases databases = add(new Databases(folder));
        Path login = Files.writeString(folder.resolve("my.cnf"), Databases.LOGIN);
        Path dbAgent = agent("db-agent");
        Running node = add(Running.start(folder, agent("node-agent"), "--web.listen-address=127.0.0.1:PORT"));
        Running mysql = add(Running.start(
                folder,
                dbAgent,
                "mysql",
                "--config.my-cnf=" + login,
                "--mysqld.address=" + databases.primaryMysql().address(),
                "--web.listen-address=127.0.0.1:PORT"));
        Running redis = add(Running.start(
                folder,
                dbAgent,
                "redis",
                "--redis.addr=redis://" + databases.primaryRedis().address(),
                "--web.listen-address=127.0.0.1:PORT"));
        Running app = add(Running.start(
                folder,
                Path.of(System.getProperty("java.home"), "bin/java"),
                "-javaagent:" + Sources.ROOT.resolve("jmx-agent/target/jmx-agent.jar") + "=127.0.0.1:PORT:"
                        + Files.writeString(folder.resolve("rules.yml"), "{}\n"),
                "-cp",
                Path.of("target/test-classes").toAbsolutePath(),
                SampleApp.class.getName()));

        copy(Sources.PROMETHEUS, folder.resolve("prometheus"));
        Path config = folder.resolve("prometheus/prometheus.yml");
        replace(
                config,
                List.of(
                        "15s",
                        "1s",
                        "10s",
                        "1s",
                        "127.0.0.1:8080",
                        http(node.address()),
                        "127.0.0.1:9104",
                        mysql.address()),
                List.of("127.0.0.1:9121", redis.address(), ALERTMANAGER, alertmanager));
        targets("node.yml", List.of("vm1.example.org:9100", node.address()));
        targets("jvm.yml", List.of("app1.example.org:9404", app.address()));
        targets(
                "mysql.yml",
                List.of("db1.example.org:3306", databases.primaryMysql().address()),
                List.of("db2.example.org:3306", databases.replicaMysql().address()));
        targets(
                "redis.yml",
                List.of("redis1.example.org:6379", databases.primaryRedis().address()),
                List.of("redis2.example.org:6379", databases.replicaRedis().address()));
        prometheus = add(Prometheus.start(config));
    }

    private <T extends AutoCloseable> T add(T part) {
        running.add(0, part);
        return part;
    }

    static Path agent(String name) {
        return Sources.ROOT
                .resolve(name)
                .resolve("target")
                .resolve(name)
                .resolve("bin")
                .resolve(name);
    }

    /** Serves targets/http_sd.json with our node in the place of its first. */
    private String http(String node) throws IOException {
        byte[] answer = Files.readString(Sources.PROMETHEUS.resolve("targets/http_sd.json"))
                .replace("vm3.example.org:9100", node)
                .getBytes(StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/targets/http_sd.json", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        running.add(() -> server.stop(0));
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    @SafeVarargs
    private void targets(String file, List<String>... changes) throws IOException {
        replace(folder.resolve("prometheus/targets").resolve(file), changes);
    }

    /** Replaces each word by the one after it; what is to be replaced has to be there. */
    @SafeVarargs
    static void replace(Path file, List<String>... changes) throws IOException {
        String text = Files.readString(file);
        for (List<String> words : changes) {
            for (int i = 0; i < words.size(); i += 2) {
                if (!text.contains(words.get(i))) {
                    throw new IOException(file + " does not hold " + words.get(i));
                }
                text = text.replace(words.get(i), words.get(i + 1));
            }
        }
        Files.writeString(file, text);
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (AutoCloseable part : running) {
            try {
                part.close();
            } catch (Exception e) {
                throw new IOException("cannot be ended", e);
            }
        }
    }
}
