package dev.sonde.core.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.sonde.core.http.Answers;
import dev.sonde.core.http.HttpLimits;
import dev.sonde.core.http.HttpServer;
import dev.sonde.core.http.Routes;
import dev.sonde.core.http.ServerOptions;
import dev.sonde.core.http.kit.RawClient;
import dev.sonde.core.http.undertow.UndertowServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebGuardTest {
    private static final String HASH = BCrypt.withDefaults().hashToString(4, "right".toCharArray());

    @TempDir
    private Path dir;

    private @Nullable HttpServer server;

    private RawClient start(String yaml) throws IOException {
        Files.writeString(dir.resolve("web.yml"), yaml);
        server = UndertowServer.start(
                ServerOptions.builder("test")
                        .listen("127.0.0.1:0")
                        .limits(new HttpLimits(100, 60_000, 60_000, 60_000, 100))
                        .webConfig(WebConfigFile.open(dir.resolve("web.yml").toString(), 0))
                        .build(),
                Routes.builder()
                        .get("/", call -> Answers.text(call, 200, "hello\n"))
                        .build());
        return client();
    }

    private RawClient client() throws IOException {
        assert server != null;
        return new RawClient(server.addresses().get(0));
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static RawClient.Response login(RawClient client, String path, String credentials) throws IOException {
        return client.send(request(path, credentials)).response();
    }

    private static String request(String path, String credentials) {
        String encoded = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        return "GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Basic " + encoded + "\r\n\r\n";
    }

    @ParameterizedTest
    @CsvSource({
        "/, alice:right, 200",
        "/, bob:right, 200",
        "/nothing, alice:right, 404",
        "/, alice:wrong, 401",
        "/, alice:, 401",
        "/, alice, 401",
        "/, carol:right, 401",
        "/nothing, alice:wrong, 401",
    })
    void asksForCredentialsOnEveryPath(String path, String credentials, int status) throws IOException {
        try (RawClient client = start("basic_auth_users: {alice: " + HASH + ", bob: " + HASH + "}")) {
            for (int i = 0; i < 3; i++) { // computed, then remembered
                RawClient.Response response = login(client, path, credentials);
                assertThat(response.status()).isEqualTo(status);
                assertThat(response.header("www-authenticate")).isEqualTo(status == 401 ? "Basic" : "");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Authorization: Bearer x\r\n", "Authorization: Basic ***\r\n"})
    void turnsAwayWhoSaysNothing(String header) throws IOException {
        try (RawClient client = start("basic_auth_users: {alice: " + HASH + "}")) {
            client.send("GET / HTTP/1.1\r\nHost: x\r\n" + header + "\r\n");
            assertThat(client.response().status()).isEqualTo(401);
        }
    }

    @Test
    void aNewPasswordCountsAtOnce() throws IOException {
        try (RawClient client = start("basic_auth_users: {alice: " + HASH + "}")) {
            assertThat(login(client, "/", "alice:right").status()).isEqualTo(200);
            String other = BCrypt.withDefaults().hashToString(4, "other".toCharArray());
            Files.writeString(dir.resolve("web.yml"), "basic_auth_users: {alice: " + other + "}");
            assertThat(login(client, "/", "alice:right").status()).isEqualTo(401);
            assertThat(login(client, "/", "alice:other").status()).isEqualTo(200);
        }
    }

    @Test
    void aFloodOfBadCredentialsHoldsUpNobodyWhoIsKnown() throws Exception {
        String slow = BCrypt.withDefaults().hashToString(10, "right".toCharArray());
        try (RawClient known = start("basic_auth_users: {alice: " + slow + "}")) {
            assertThat(login(known, "/", "alice:right").status()).isEqualTo(200);
            List<RawClient> flood = new ArrayList<>();
            CountDownLatch turnedAway = new CountDownLatch(1);
            for (int i = 0; i < 60; i++) {
                flood.add(client().send(request("/", "alice:wrong" + i)));
            }
            Thread reader = new Thread(() -> {
                try {
                    // More than can wait: one of the last is answered without a hash.
                    if (flood.get(59).response().status() == 503) {
                        turnedAway.countDown();
                    }
                } catch (IOException e) {
                    // the latch tells
                }
            });
            reader.start();
            for (int i = 0; i < 20; i++) {
                assertThat(login(known, "/", "alice:right").status()).isEqualTo(200);
            }
            reader.join();
            assertThat(turnedAway.getCount()).isZero();
            assertThat(flood.get(0).response().status()).isEqualTo(401);
            for (RawClient client : flood) {
                client.close();
            }
        }
    }

    @Test
    void limitsTheRateBeforeItLooksAtCredentials() throws IOException {
        try (RawClient client =
                start("rate_limit: {interval: 1h, burst: 2}\nbasic_auth_users: {alice: " + HASH + "}")) {
            assertThat(client.get("/").response().status()).isEqualTo(401);
            assertThat(login(client, "/", "alice:right").status()).isEqualTo(200);
            assertThat(login(client, "/", "alice:right").status()).isEqualTo(429);
        }
    }

    @Test
    void readingTheFileAgainDoesNotRefillTheBucket() throws IOException {
        try (RawClient client = start("rate_limit: {interval: 1h, burst: 1}")) {
            assertThat(client.get("/").response().status()).isEqualTo(200);
            Files.writeString(dir.resolve("web.yml"), "# changed\nrate_limit: {interval: 1h, burst: 1}");
            assertThat(client.get("/").response().status()).isEqualTo(429);
            Files.writeString(dir.resolve("web.yml"), "");
            assertThat(client.get("/").response().status()).isEqualTo(200);
        }
    }

    @Test
    void setsItsHeadersOnEveryAnswer() throws IOException {
        try (RawClient client = start("""
                http_server_config: {headers: {X-Frame-Options: deny, Strict-Transport-Security: max-age=5}}
                basic_auth_users: {alice: %s}
                """.formatted(HASH))) {
            for (RawClient.Response response : List.of(client.get("/").response(), login(client, "/", "alice:right"))) {
                assertThat(response.header("x-frame-options")).isEqualTo("deny");
                assertThat(response.header("strict-transport-security")).isEqualTo("max-age=5");
            }
        }
    }
}
