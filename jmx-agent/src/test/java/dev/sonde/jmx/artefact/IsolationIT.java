package dev.sonde.jmx.artefact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an application notices of the agent in it. */
class IsolationIT {
    private static final String HOST = HostProgram.class.getName();

    @TempDir
    Path folder;

    private Path config;

    @BeforeEach
    void write() throws IOException {
        config = Files.writeString(folder.resolve("jmx.yml"), "{}\n");
    }

    @Test
    void logManagerAndMBeanServerAreTheApplicationsOwn() throws Exception {
        int port = Forked.freePort();
        try (Forked host = Forked.java(
                "-Djava.util.logging.manager=" + HostProgram.OwnLogManager.class.getName(),
                "-Djavax.management.builder.initial=" + HostProgram.OwnBuilder.class.getName(),
                "-Dorg.jboss.logging.provider=jdk",
                Forked.agent(port, config),
                "-cp",
                Forked.testClasses().toString(),
                HOST,
                "dev.sonde.jmx.boot.Agent",
                "dev.sonde.jmx.JmxAgent",
                "dev.sonde.core.http.HttpServer",
                "io.undertow.Undertow",
                "org.xnio.Xnio",
                "org.slf4j.Logger",
                "org.yaml.snakeyaml.Yaml",
                "io.prometheus.client.Collector")) {
            assertThat(host.until("READY"))
                    .contains("log manager before main: false", "builder before main: false")
                    .contains("sees dev.sonde.jmx.boot.Agent: true")
                    .filteredOn(line -> line.startsWith("sees ") && line.endsWith(": true"))
                    .hasSize(1);
            assertThat(Forked.get(port, "/metrics"))
                    .contains("java_lang_Threading_ThreadCount ")
                    .contains("jmx_scrape_error 0\n");
            assertThat(report(host))
                    .contains("log manager: " + HostProgram.OwnLogManager.class.getName(), "builder: true")
                    .contains("other domains: [JMImplementation]")
                    .noneMatch(line -> line.startsWith("not a daemon"));
            assertThat(host.finish()).isZero();
        }
    }

    private static List<String> report(Forked host) throws IOException {
        host.write();
        return host.until("REPORTED");
    }

    /** In other versions than ours, and all of them at work. */
    @Test
    void theApplicationsOwnLibrariesAreAnotherMatter() throws Exception {
        int port = Forked.freePort();
        Path libraries = Path.of("target", "host-libraries").toAbsolutePath();
        try (Forked host = Forked.java(
                Forked.agent(port, config),
                "-cp",
                Forked.testClasses() + File.pathSeparator + libraries + File.separator + "*",
                OwnLibraries.class.getName(),
                "own_counter")) {
            assertThat(host.until("READY"))
                    .contains("own server", "own counter 3.0", "own parser 7", "own families 1")
                    .contains("own logger org.slf4j.impl.SimpleLoggerFactory")
                    .contains("from undertow-core-2.3.18.Final.jar", "from jackson-core-2.12.7.jar")
                    .contains("from simpleclient-0.9.0.jar", "from slf4j-api-1.7.36.jar");
            assertThat(Forked.get(port, "/metrics"))
                    .contains("jvm_info{", "jmx_scrape_error 0\n")
                    .doesNotContain("own_counter");
            assertThat(host.errors()).doesNotContain("SLF4J:").doesNotContain("level=ERROR");
            assertThat(host.finish()).isZero();
        }
    }

    /** Nothing but the base module is asked for by the application itself. */
    @Test
    void anApplicationOnTheModulePath() throws Exception {
        Path source = Files.createDirectories(folder.resolve("source/app"));
        Files.writeString(source.resolve("module-info.java"), "module app {}");
        Files.writeString(source.resolve("Main.java"), """
                package app;
                class Main {
                    public static void main(String[] arguments) throws Exception {
                        System.out.println(Main.class.getModule());
                        System.out.println("READY");
                        while (System.in.read() >= 0) {}
                    }
                }
                """);
        Path modules = folder.resolve("modules");
        String[] files = {
            source.resolve("module-info.java").toString(),
            source.resolve("Main.java").toString()
        };
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", modules.resolve("app").toString(), files[0], files[1]))
                .isZero();
        int port = Forked.freePort();
        try (Forked host = Forked.java(Forked.agent(port, config), "-p", modules.toString(), "-m", "app/app.Main")) {
            assertThat(host.until("READY")).contains("module app");
            assertThat(Forked.get(port, "/metrics"))
                    .contains("java_lang_Threading_ThreadCount ", "jvm_info{", "jmx_scrape_error 0\n");
            assertThat(host.finish()).isZero();
        }
    }

    @Test
    void nothingIsWritten() throws Exception {
        int port = Forked.freePort();
        try (Forked host = Forked.java(
                "-Djava.io.tmpdir=" + folder.resolve("none"),
                "-Duser.home=" + folder.resolve("none"),
                Forked.agent(port, config),
                "-cp",
                Forked.testClasses().toString(),
                HOST)) {
            host.until("READY");
            assertThat(Forked.get(port, "/metrics")).contains("jvm_info{", "jmx_scrape_error 0\n");
            assertThat(report(host)).noneMatch(line -> line.startsWith("writes "));
            assertThat(host.finish()).isZero();
        }
        assertThat(folder).isDirectoryNotContaining(file -> !file.equals(config));
    }

    @Test
    void severalAgentsAtOnce() throws Exception {
        int one = Forked.freePort();
        int two = Forked.freePort();
        Path other = Files.writeString(folder.resolve("other.yml"), "lowercaseOutputName: true\n");
        try (Forked host = Forked.java(
                Forked.agent(one, config),
                Forked.agent(two, other),
                "-cp",
                Forked.testClasses().toString(),
                HOST)) {
            host.until("READY");
            assertThat(Forked.get(one, "/metrics")).contains("java_lang_Threading_ThreadCount ");
            assertThat(Forked.get(two, "/metrics")).contains("java_lang_threading_threadcount ");
            assertThat(host.finish()).isZero();
        }
    }

    @Test
    void aPortThatIsTakenIsToldAndTheApplicationRuns() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertRunsAndTells(Forked.agent(taken.getLocalPort(), config), "bind: ");
        }
    }

    @Test
    void aFileThatIsNotThereIsToldAndTheApplicationRuns() throws Exception {
        assertRunsAndTells(Forked.agent(Forked.freePort(), folder.resolve("none.yml")), "none.yml");
    }

    @Test
    void aFileThatIsWrongIsToldWithItsPlaceAndTheApplicationRuns() throws Exception {
        Files.writeString(config, "rules:\n- name: a\n");
        assertRunsAndTells(Forked.agent(Forked.freePort(), config), "jmx.yml:2:3: ");
    }

    @Test
    void argumentsThatAreNoneAreToldAndTheApplicationRuns() throws Exception {
        assertRunsAndTells("-javaagent:" + Forked.jar() + "=nonsense", "[host:]port:file");
    }

    private static void assertRunsAndTells(String agent, String message) throws Exception {
        try (Forked host = Forked.java(agent, "-cp", Forked.testClasses().toString(), HOST)) {
            host.until("READY");
            assertThat(host.finish()).isZero();
            assertThat(host.errors().lines())
                    .filteredOn(line -> line.contains("level=ERROR"))
                    .singleElement()
                    .asString()
                    .contains(message);
            assertThat(host.errors()).doesNotContain("Exception").doesNotContain("\tat ");
        }
    }

    @Test
    void whoAsksForItGetsNoApplicationWithoutItsAgent() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Files.writeString(config, "sonde: {failFast: true}\n");
            try (Forked host = Forked.java(
                    Forked.agent(taken.getLocalPort(), config),
                    "-cp",
                    Forked.testClasses().toString(),
                    HOST)) {
                assertThat(host.finish()).isEqualTo(1);
                assertThat(host.remaining()).isEmpty();
            }
        }
    }
}
