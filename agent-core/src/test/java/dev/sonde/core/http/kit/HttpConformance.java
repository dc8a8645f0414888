package dev.sonde.core.http.kit;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.sonde.core.http.tls.TestPki;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every agent does over HTTP, tried on the agent itself in a JVM of its own. An agent has one subclass, which names
 * its main class and the arguments that it cannot do without.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class HttpConformance {
    private static final String LISTEN = "--web.listen-address=127.0.0.1:0";

    private final Class<?> main;
    private final List<String> needed;
    private AgentProcess agent;
    private InetSocketAddress address;

    @TempDir
    private Path dir;

    protected HttpConformance(Class<?> main, String... needed) throws IOException {
        this.main = main;
        this.needed = List.of(needed);
        this.agent = start(LISTEN);
        this.address = agent.address();
    }

    private AgentProcess start(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(needed);
        all.addAll(List.of(arguments));
        return AgentProcess.start(main, all.toArray(new String[0]));
    }

    @AfterAll
    void stop() {
        agent.close();
    }

    private RawClient client() throws IOException {
        return new RawClient(address);
    }

    private AgentProcess withConfig(String yaml) throws IOException {
        Path file = dir.resolve("web.yml");
        Files.writeString(file, yaml);
        return start(LISTEN, "--web.config.file=" + file);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /metrics, 200, text/plain; version=0.0.4; charset=utf-8",
        "POST, /metrics, 200, text/plain; version=0.0.4; charset=utf-8",
        "GET, /, 200, text/html; charset=utf-8",
        "GET, /-/healthy, 200, text/plain; charset=utf-8",
        "GET, /-/ready, 200, text/plain; charset=utf-8",
        "GET, /metrics/, 404, text/plain; charset=utf-8",
        "GET, /favicon.ico, 404, text/plain; charset=utf-8",
        "POST, /, 405, text/plain; charset=utf-8",
        "DELETE, /-/ready, 405, text/plain; charset=utf-8",
    })
    void answers(String method, String path, int status, String contentType) throws IOException {
        try (RawClient client = client()) {
            RawClient.Response response = client.send(
                            method + " " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
                    .response();
            assertThat(response.status()).isEqualTo(status);
            assertThat(response.header("content-type")).isEqualTo(contentType);
            assertThat(response.header("date")).endsWith(" GMT");
            assertThat(response.headers()).doesNotContainKey("server");
            assertThat(response.body()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/", "/-/healthy", "/-/ready", "/nothing"})
    void answersHeadWithTheLengthAndNoBody(String path) throws IOException {
        try (RawClient client = client()) {
            RawClient.Response head =
                    client.send("HEAD " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").responseToHead();
            assertThat(head.header("content-length")).matches("[1-9][0-9]*");
            assertThat(client.get("/").response().status())
                    .as("the connection goes on")
                    .isEqualTo(200);
        }
    }

    @Test
    void thePageIsOneTextWithAFinalNewline() throws IOException {
        try (RawClient client = client()) {
            assertThat(client.get("/metrics").response().text())
                    .startsWith("# HELP ")
                    .endsWith("\n")
                    .contains("_build_info{");
        }
    }

    @Test
    void compressesWhereTheClientAsks() throws IOException {
        try (RawClient client = client()) {
            RawClient.Response response = client.send(
                            "GET /metrics HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n")
                    .response();
            assertThat(response.header("content-encoding")).isEqualTo("gzip");
            try (GZIPInputStream page = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
                assertThat(new String(page.readAllBytes(), StandardCharsets.UTF_8))
                        .startsWith("# HELP ");
            }
        }
    }

    @Test
    void answersPipelinedScrapesInOrder() throws IOException {
        try (RawClient client = client()) {
            client.get("/metrics").get("/-/healthy").get("/metrics").get("/-/ready");
            assertThat(client.response().text()).startsWith("# HELP ");
            assertThat(client.response().text()).isEqualTo("Healthy.\n");
            assertThat(client.response().text()).startsWith("# HELP ");
            assertThat(client.response().text()).isEqualTo("Ready.\n");
        }
    }

    @Test
    void theLandingPageLeadsToTheOthersAndLoadsOnlyWhatIsOurs() throws IOException {
        try (RawClient client = client()) {
            RawClient.Response page = client.get("/").response();
            assertThat(page.text())
                    .contains("href=\"./metrics\"", "href=\"./-/healthy\"", "href=\"./-/ready\"")
                    .doesNotContain("http:", "https:", "<style", "style=", "{{");
            assertThat(page.header("content-security-policy"))
                    .startsWith("default-src 'none'")
                    .doesNotContain("unsafe", "*", "http", "data:");
            Matcher asset =
                    Pattern.compile("(?:src|href)=\"\\.(/-/live/[^\"]+)\"").matcher(page.text());
            assertThat(asset.results().map(found -> found.group(1)))
                    .hasSizeGreaterThan(3)
                    .allSatisfy(path ->
                            assertThat(client.get(path).response().status()).isEqualTo(200));
        }
    }

    @Test
    void theLivePageCanBeSwitchedOff() throws IOException {
        try (AgentProcess other = start(LISTEN, "--no-web.live-page");
                RawClient client = new RawClient(other.address())) {
            RawClient.Response page = client.get("/").response();
            assertThat(page.text()).contains("href=\"./metrics\"").doesNotContain("<script", "<link");
            assertThat(page.header("content-security-policy"))
                    .isEqualTo("default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
            assertThat(client.get("/-/live/app.js").response().status()).isEqualTo(404);
            assertThat(client.get("/-/live/config").response().status()).isEqualTo(404);
        }
    }

    @Test
    void tellsTheFlagsInForce() throws IOException {
        try (RawClient client = client()) {
            RawClient.Response configuration = client.get("/-/live/config").response();
            assertThat(configuration.text()).contains("web.listen-address\t127.0.0.1:0\tgiven\n");
            assertThat(configuration.header("cache-control")).isEqualTo("no-store");
        }
    }

    @Test
    void clientsThatGoAwayHarmNobody() throws IOException {
        for (int i = 0; i < 50; i++) {
            RawClient client = client().get("/metrics");
            client.socket().setSoLinger(true, 0);
            client.close();
        }
        int status = 503;
        // As long as the agent works on theirs, more than --web.max-requests may be in flight.
        for (int tries = 0; tries < 1000 && status == 503; tries++) {
            try (RawClient client = client()) {
                status = client.get("/metrics").response().status();
            }
        }
        assertThat(status).isEqualTo(200);
    }

    @Test
    void theTelemetryPathMayTakeTheRoot() throws IOException {
        try (AgentProcess other = start(LISTEN, "--web.telemetry-path=/");
                RawClient client = new RawClient(other.address())) {
            assertThat(client.get("/").response().text()).startsWith("# HELP ");
            assertThat(client.get("/metrics").response().status()).isEqualTo(404);
            assertThat(client.get("/-/ready").response().status()).isEqualTo(200);
        }
    }

    @Test
    void guardsEveryPathByTheWebConfig() throws IOException {
        String hash = BCrypt.withDefaults().hashToString(4, "secret".toCharArray());
        String login = Base64.getEncoder().encodeToString("a:secret".getBytes(StandardCharsets.UTF_8));
        try (AgentProcess other = withConfig("basic_auth_users: {a: " + hash + "}");
                RawClient client = new RawClient(other.address())) {
            for (String path : List.of("/", "/metrics", "/-/healthy", "/nothing")) {
                assertThat(client.get(path).response().status()).isEqualTo(401);
            }
            client.send("GET /metrics HTTP/1.1\r\nHost: x\r\nAuthorization: Basic " + login + "\r\n\r\n");
            assertThat(client.response().text())
                    .contains("sonde_web_config_last_reload_successful 1\n")
                    .doesNotContain(hash);
        }
    }

    @Test
    void speaksTls() throws IOException {
        TestPki.Identity identity = TestPki.selfSigned("localhost", TestPki.ec(), "dns:localhost");
        Files.writeString(dir.resolve("server.key"), identity.keyPem());
        Files.writeString(dir.resolve("server.crt"), identity.certificatePem());
        try (AgentProcess other = withConfig("tls_server_config: {cert_file: server.crt, key_file: server.key}")) {
            SSLSocket socket = (SSLSocket) TestPki.client(identity.certificate(), null)
                    .getSocketFactory()
                    .createSocket("localhost", other.address().getPort());
            try (RawClient client = new RawClient(socket)) {
                assertThat(client.get("/metrics").response().text()).startsWith("# HELP ");
            }
        }
    }

    @Test
    void saysInOneLineThatThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String place = "127.0.0.1:" + taken.getLocalPort();
            assertEndsWith("listen tcp " + place + ": bind: address already in use", "--web.listen-address=" + place);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --web.listen-address=9100        | listen tcp: address 9100: missing port in address
                    --web.listen-address=vsock://:1  | vsock is not supported
                    --web.config.file=/does/not/be   | /does/not/be: no such file or directory
                    --web.telemetry-path=metrics     | --web.telemetry-path has to begin with a slash
                    --web.systemd-socket             | --web.systemd-socket is not supported
                    """)
    void saysInOneLineWhatIsWrongWithAFlag(String flag, String complaint) throws Exception {
        assertEndsWith(complaint, flag);
    }

    private void assertEndsWith(String complaint, String flag) throws IOException, InterruptedException {
        try (AgentProcess other = start(flag)) {
            assertThat(other.exitCode()).isEqualTo(1);
            assertThat(other.lines())
                    .filteredOn(line -> line.contains(complaint))
                    .hasSize(1);
            assertThat(other.lines()).noneMatch(line -> line.contains("Exception") || line.startsWith("\tat "));
        }
    }

    @Test
    void endsInGoodOrder() throws Exception {
        try (AgentProcess other = start(LISTEN);
                RawClient client = new RawClient(other.address())) {
            assertThat(client.get("/metrics").response().status()).isEqualTo(200);
            other.terminate();
            assertThat(client.atEnd()).isTrue();
            assertThat(other.exitCode()).isEqualTo(143);
        }
    }
}
