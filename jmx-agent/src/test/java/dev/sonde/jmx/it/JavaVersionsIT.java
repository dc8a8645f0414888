package dev.sonde.jmx.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.jmx.artefact.Forked;
import dev.sonde.jmx.artefact.SyntheticTarget;
import dev.sonde.jmx.artefact.Tls;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way in on the Javas that are older than those that build: the same series as on this one. */
class JavaVersionsIT {
    private static final String TARGET = SyntheticTarget.class.getName();
    private static final String RULES = "includeObjectNames: ['synthetic:*']\n";

    @TempDir
    static Path classes;

    @TempDir
    Path folder;

    @BeforeAll
    static void compile() {
        Path sources = Path.of("src", "test", "java");
        String[] options = {
            "--release",
            "8",
            "-nowarn",
            "-Xlint:-options",
            "-classpath", // without what was built for this Java
            classes.toString(),
            "-sourcepath",
            sources.toString(),
            "-d",
            classes.toString(),
            sources.resolve(TARGET.replace('.', '/') + ".java").toString()
        };
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, options))
                .isZero();
    }

    private static String java(int version) {
        return System.getProperty("oracle.java" + version);
    }

    private Path rules(String more) throws Exception {
        return Files.writeString(folder.resolve("jmx.yml"), RULES + more);
    }

    /** What the agent in this JVM says of the same application. */
    private static Set<String> expected(Path rules) throws Exception {
        int port = Forked.freePort();
        try (Forked target = Forked.java(Forked.agent(port, rules), "-cp", classes.toString(), TARGET)) {
            target.until("READY");
            return Page.facts(Forked.get(port, "/metrics"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 11})
    void inTheApplication(int version) throws Exception {
        Path rules = rules("");
        int port = Forked.freePort();
        try (Forked target = Forked.by(java(version), Forked.agent(port, rules), "-cp", classes.toString(), TARGET)) {
            target.until("READY");
            String page = Forked.get(port, "/metrics");
            assertThat(Page.facts(page)).hasSizeGreaterThan(100).isEqualTo(expected(rules));
            assertThat(page)
                    .contains("jvm_runtime_info{", version == 8 ? "version=\"1.8." : "version=\"" + version + ".")
                    .contains("jvm_memory_used_bytes{", "jvm_memory_bytes_used{", "process_open_fds ");
            assertThat(target.errors()).doesNotContain("level=ERROR").doesNotContain("level=WARN");
            assertThat(target.finish()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 11})
    void besideIt(int version) throws Exception {
        int jmx = Forked.freePort();
        int port = Forked.freePort();
        Path rules = rules("hostPort: 127.0.0.1:" + jmx + "\n");
        try (Forked target = Forked.by(
                        java(version),
                        "-Dcom.sun.management.jmxremote.port=" + jmx,
                        "-Dcom.sun.management.jmxremote.rmi.port=" + jmx,
                        "-Djava.rmi.server.hostname=127.0.0.1",
                        "-Dcom.sun.management.jmxremote.authenticate=false",
                        "-Dcom.sun.management.jmxremote.ssl=false",
                        "-cp",
                        classes.toString(),
                        TARGET);
                Forked agent = Forked.by(
                        java(version), "-jar", Forked.jar().toString(), "127.0.0.1:" + port, rules.toString())) {
            target.until("READY");
            // objects of classes that nobody but the application has can be told of by an agent in it only
            assertThat(Page.facts(Forked.get(port, "/metrics"))).contains("synthetic_Kinds_Int{name=\"all\"} 42.0");
            assertThat(agent.errors()).doesNotContain("level=ERROR");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 11})
    void intoOneThatRuns(int version) throws Exception {
        Path rules = rules("");
        int port = Forked.freePort();
        try (Forked target = Forked.by(java(version), "-cp", classes.toString(), TARGET)) {
            target.until("READY");
            String pid = String.valueOf(target.pid());
            try (Forked attach = Forked.by(
                    java(version), "-jar", Forked.jar().toString(), "attach", pid, "127.0.0.1:" + port + ":" + rules)) {
                assertThat(attach.finish()).as(attach.errors()).isZero();
            }
            assertThat(Page.facts(Forked.get(port, "/metrics"))).isEqualTo(expected(rules));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 11})
    void overTls(int version) throws Exception {
        Path store = Tls.keyStore(folder, "JKS");
        Path rules = rules("httpServer: {ssl: {keyStore: {filename: " + store
                + ", type: JKS, password: changeit}, certificate: {alias: web}}}\n");
        int port = Forked.freePort();
        HttpClient client =
                HttpClient.newBuilder().sslContext(Tls.trustingAll()).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/metrics"))
                .build();
        try (Forked target = Forked.by(java(version), Forked.agent(port, rules), "-cp", classes.toString(), TARGET)) {
            target.until("READY");
            assertThat(client.send(request, BodyHandlers.ofString()).body()).contains("synthetic_Kinds_Int");
        }
    }
}
