package dev.sonde.jmx.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.jmx.artefact.Forked;
import dev.sonde.jmx.artefact.SyntheticTarget;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Keys that the last agent on Maven Central does not know, beside the library of the peer that does: its collector 1.6.0,
 * put on a page by a program that is compiled here.
 */
class NewerKeysIT {
    private static final Path CONFIGS = Path.of("src", "test", "resources", "dev", "sonde", "jmx", "newer");
    private static final String HOST = """
            import com.sun.net.httpserver.HttpServer;
            import io.prometheus.jmx.JmxCollector;
            import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
            import io.prometheus.metrics.model.registry.PrometheusRegistry;
            import java.io.*;
            import java.net.*;

            public class Host {
                public static void main(String[] arguments) throws Exception {
                    JmxCollector collector = new JmxCollector(new File(arguments[1]), JmxCollector.Mode.AGENT)
                            .register(new PrometheusRegistry());
                    int port = Integer.parseInt(arguments[0]);
                    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
                    server.createContext("/metrics", exchange -> {
                        ByteArrayOutputStream page = new ByteArrayOutputStream();
                        int status = 200;
                        try {
                            PrometheusTextFormatWriter.builder().build().write(page, collector.collect());
                        } catch (Throwable e) {
                            status = 500;
                            e.printStackTrace(new PrintStream(page, true));
                        }
                        exchange.sendResponseHeaders(status, page.size());
                        exchange.getResponseBody().write(page.toByteArray());
                        exchange.close();
                    });
                    server.start();
                    TARGET.main(new String[0]);
                }
            }
            """.replace("TARGET", SyntheticTarget.class.getName());

    @TempDir
    static Path folder;

    private static RulesFile file;
    private static Forked target;
    private static int ours;
    private static int theirs;

    @BeforeAll
    static void start() throws IOException {
        file = new RulesFile(folder.resolve("jmx.yml"));
        file.put("rules: []\n");
        ours = Forked.freePort();
        theirs = Forked.freePort();
        Path source = Files.writeString(folder.resolve("Host.java"), HOST);
        StringBuilder jars = new StringBuilder(Forked.testClasses().toString());
        try (Stream<Path> files =
                Files.list(Path.of("target", "oracles", "collector").toAbsolutePath())) {
            files.forEach(jar -> jars.append(File.pathSeparator).append(jar));
        }
        String[] options = {"-nowarn", "-cp", jars.toString(), "-d", folder.toString(), source.toString()};
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, options))
                .isZero();
        target = Forked.java(
                Forked.agent(ours, file.path),
                "-cp",
                folder + File.pathSeparator + jars,
                "Host",
                String.valueOf(theirs),
                file.path.toString());
        target.until("READY");
    }

    @AfterAll
    static void stop() throws IOException {
        target.close();
    }

    @TestFactory
    Stream<DynamicTest> theSameSeries() throws IOException {
        List<Path> configs;
        try (Stream<Path> files = Files.list(CONFIGS)) {
            configs = files.sorted().toList();
        }
        return configs.stream()
                .map(config -> DynamicTest.dynamicTest(config.getFileName().toString(), () -> {
                    file.put(Files.readString(config));
                    for (int i = 0; i < 2; i++) {
                        String reference = Forked.get(theirs, "/metrics");
                        assertThat(Page.facts(Forked.get(ours, "/metrics")))
                                .isNotEmpty()
                                .isEqualTo(Page.facts(reference));
                    }
                }));
    }
}
