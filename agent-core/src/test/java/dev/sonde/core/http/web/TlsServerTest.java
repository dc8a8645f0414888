package dev.sonde.core.http.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.core.http.Answers;
import dev.sonde.core.http.HttpLimits;
import dev.sonde.core.http.HttpServer;
import dev.sonde.core.http.Routes;
import dev.sonde.core.http.ServerOptions;
import dev.sonde.core.http.kit.RawClient;
import dev.sonde.core.http.tls.TestPki;
import dev.sonde.core.http.undertow.UndertowServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsServerTest {
    private static final TestPki.Identity CA = TestPki.authority("ca");
    private static final TestPki.Identity OTHER_CA = TestPki.authority("other");
    private static final TestPki.Identity SERVER = TestPki.issued(CA, "localhost", TestPki.rsa(), "dns:localhost");
    private static final byte[] LARGE = new byte[3 << 20];

    @TempDir
    private Path dir;

    private @Nullable HttpServer server;
    private HttpLimits limits = HttpLimits.DEFAULT;

    @BeforeEach
    void writeKeys() throws IOException {
        use(SERVER);
        Files.writeString(dir.resolve("ca.crt"), CA.certificatePem());
    }

    private void use(TestPki.Identity identity) throws IOException {
        Files.writeString(dir.resolve("server.key"), identity.keyPem());
        Files.writeString(dir.resolve("server.crt"), identity.certificatePem());
    }

    private int start(String settings) throws IOException {
        Path file = dir.resolve("web.yml");
        Files.writeString(file, "tls_server_config:\n  cert_file: server.crt\n  key_file: server.key\n" + settings);
        Routes routes = Routes.builder()
                .get("/", call -> Answers.text(call, 200, "hello\n"))
                .get("/large", call -> call.execute(() -> call.respond(200, "x/y", LARGE, LARGE.length)))
                .build();
        server = UndertowServer.start(
                ServerOptions.builder("test")
                        .listen("localhost:0")
                        .limits(limits)
                        .webConfig(WebConfigFile.open(file.toString(), 0))
                        .build(),
                routes);
        return server.addresses().get(0).getPort();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static RawClient connect(int port, SSLContext context, String... protocols) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", port);
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        return new RawClient(socket);
    }

    private static RawClient connect(int port) throws IOException {
        return connect(port, TestPki.client(CA.certificate(), null));
    }

    private static X509Certificate shown(RawClient client) throws IOException {
        return (X509Certificate) ((SSLSocket) client.socket()).getSession().getPeerCertificates()[0];
    }

    private static HttpResponse<byte[]> get(int port, String path) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .sslContext(TestPki.client(CA.certificate(), null))
                .build();
        return client.send(
                HttpRequest.newBuilder(URI.create("https://localhost:" + port + path))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    @Test
    void answersOverAKeptConnection() throws IOException {
        try (RawClient client = connect(start(""))) {
            assertThat(client.get("/").response().text()).isEqualTo("hello\n");
            assertThat(client.get("/large").response().body()).hasSize(LARGE.length);
            assertThat(client.get("/").response().text()).isEqualTo("hello\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"true, HTTP_2", "false, HTTP_1_1"})
    void offersHttp2WhereItMay(boolean http2, HttpClient.Version expected) throws Exception {
        int port = start("http_server_config: {http2: " + http2 + "}");
        HttpResponse<byte[]> small = get(port, "/");
        assertThat(small.version()).isEqualTo(expected);
        assertThat(small.statusCode()).isEqualTo(200);
        assertThat(get(port, "/large").body()).hasSize(LARGE.length);
        assertThat(get(port, "/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void answersManyRequestsAtATimeOnOneHttp2Connection() throws Exception {
        int port = start("");
        HttpClient client = HttpClient.newBuilder()
                .sslContext(TestPki.client(CA.certificate(), null))
                .build();
        for (int round = 0; round < 3; round++) {
            List<CompletableFuture<HttpResponse<byte[]>>> responses = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                URI uri = URI.create("https://localhost:" + port + (i % 2 == 0 ? "/" : "/large"));
                responses.add(client.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray()));
            }
            for (int i = 0; i < responses.size(); i++) {
                HttpResponse<byte[]> response = responses.get(i).join();
                assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
                assertThat(response.body()).hasSize(i % 2 == 0 ? 6 : LARGE.length);
            }
        }
    }

    @Test
    void dropsWhoDoesNotShakeHands() throws IOException {
        limits = new HttpLimits(10, 100, 60_000, 60_000, 100);
        start("");
        assert server != null;
        try (RawClient client = new RawClient(server.addresses().get(0))) {
            assertThat(client.send("\u0016").atEnd()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"RSA,", "EC, secp256r1", "EC, secp384r1", "Ed25519,"})
    void takesKeysOfEachKind(String algorithm, String curve) throws IOException {
        use(TestPki.issued(CA, "localhost", TestPki.pair(algorithm, curve), "dns:localhost"));
        try (RawClient client = connect(start(""))) {
            assertThat(client.get("/").response().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                   | TLSv1.2 | true
                    {}                   | TLSv1.3 | true
                    {min_version: TLS13} | TLSv1.2 | false
                    {min_version: TLS13} | TLSv1.3 | true
                    {max_version: TLS12} | TLSv1.2 | true
                    {max_version: TLS12} | TLSv1.3 | false
                    {cipher_suites: [TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384]}   | TLSv1.2 | true
                    {cipher_suites: [TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384]} | TLSv1.2 | false
                    {cipher_suites: [TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384]} | TLSv1.3 | true
                    """)
    void keepsToVersionsAndSuites(String settings, String protocol, boolean accepted) throws IOException {
        String lines = settings.equals("{}") ? "" : "  " + settings.substring(1, settings.length() - 1) + "\n";
        int port = start(lines);
        SSLContext context = TestPki.client(CA.certificate(), null);
        if (accepted) {
            try (RawClient client = connect(port, context, protocol)) {
                assertThat(client.get("/").response().status()).isEqualTo(200);
                assertThat(((SSLSocket) client.socket()).getSession().getProtocol())
                        .isEqualTo(protocol);
            }
        } else {
            assertRefused(port, context, protocol);
        }
    }

    private static void assertRefused(int port, SSLContext context, String... protocols) {
        assertThatThrownBy(() -> {
                    try (RawClient client = connect(port, context, protocols)) {
                        client.get("/").response();
                    }
                })
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(java.net.SocketTimeoutException.class);
    }

    @ParameterizedTest
    @CsvSource({
        // type, none, good, untrusted, expired
        "NoClientCert, true, true, true, true",
        "RequestClientCert, true, true, true, true",
        "RequireAnyClientCert, false, true, true, true",
        "VerifyClientCertIfGiven, true, true, false, false",
        "RequireAndVerifyClientCert, false, true, false, false",
    })
    void asksForClientCertificates(String type, boolean none, boolean good, boolean untrusted, boolean expired)
            throws IOException {
        String authority = type.equals("NoClientCert") ? "" : "  client_ca_file: ca.crt\n";
        int port = start("  client_auth_type: " + type + "\n" + authority);
        // Untrusted: JDK clients show no certificate unless its issuer is asked for, so it bears that name.
        TestPki.Identity impostor = TestPki.authority("ca");
        assertAccepted(port, null, none);
        assertAccepted(port, TestPki.issued(CA, "client", TestPki.ec()), good);
        assertAccepted(port, TestPki.issued(impostor, "client", TestPki.ec()), untrusted);
        assertAccepted(port, TestPki.expired(CA, "client", TestPki.ec()), expired);
    }

    private static void assertAccepted(int port, TestPki.@Nullable Identity identity, boolean accepted)
            throws IOException {
        SSLContext context = TestPki.client(CA.certificate(), identity);
        for (String protocol : new String[] {"TLSv1.2", "TLSv1.3"}) {
            if (accepted) {
                try (RawClient client = connect(port, context, protocol)) {
                    assertThat(client.get("/").response().status()).isEqualTo(200);
                }
            } else {
                assertRefused(port, context, protocol);
            }
        }
    }

    @Test
    void anExpiredCertificateIsRefusedEvenWhereItIsItselfTheAuthority() throws IOException {
        TestPki.Identity pinned = TestPki.expired(OTHER_CA, "pinned", TestPki.ec());
        Files.writeString(dir.resolve("ca.crt"), pinned.certificatePem());
        assertRefused(
                start("  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: ca.crt\n"),
                TestPki.client(CA.certificate(), pinned));
    }

    @Test
    void letsInOnlyTheNamesAllowed() throws IOException {
        int port = start("""
                  client_auth_type: RequireAndVerifyClientCert
                  client_ca_file: ca.crt
                  client_allowed_sans: [scraper.example]
                """);
        assertAccepted(port, TestPki.issued(CA, "client", TestPki.ec(), "dns:scraper.example"), true);
        assertAccepted(port, TestPki.issued(CA, "client", TestPki.ec(), "dns:other.example"), false);
        assertAccepted(port, TestPki.issued(CA, "scraper.example", TestPki.ec()), false);
    }

    @Test
    void rotatesCertificatesWhileOldConnectionsGoOn() throws IOException {
        int port = start("");
        try (RawClient before = connect(port)) {
            assertThat(before.get("/").response().status()).isEqualTo(200);
            TestPki.Identity next = TestPki.issued(CA, "localhost", TestPki.ec(), "dns:localhost");
            use(next);
            try (RawClient after = connect(port)) {
                assertThat(after.get("/").response().status()).isEqualTo(200);
                assertThat(shown(after)).isEqualTo(next.certificate());
            }
            assertThat(before.get("/").response().status()).isEqualTo(200);
            assertThat(shown(before)).isEqualTo(SERVER.certificate());
        }
    }

    @Test
    void keepsTheOldCertificateWhenTheNewOneIsBad() throws IOException {
        int port = start("");
        Files.writeString(dir.resolve("server.crt"), "-----BEGIN CERTIFICATE-----");
        try (RawClient client = connect(port)) {
            assertThat(client.get("/").response().status()).isEqualTo(200);
            assertThat(shown(client)).isEqualTo(SERVER.certificate());
        }
    }

    @Test
    void plainHttpAndGarbageAreRefusedWithoutHarm() throws IOException {
        int port = start("");
        assert server != null;
        try (RawClient client = new RawClient(server.addresses().get(0))) {
            assertThatThrownBy(() -> client.get("/").response()).isInstanceOf(IOException.class);
        }
        try (RawClient client = connect(port)) {
            assertThat(client.get("/").response().status()).isEqualTo(200);
        }
    }
}
