package dev.sonde.core.http.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.core.config.ConfigException;
import dev.sonde.core.http.WebConfig;
import dev.sonde.core.http.tls.TestPki;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebConfigFileTest {
    private static final String HASH = "$2y$10$" + ".".repeat(53);
    private static final TestPki.Identity CA = TestPki.authority("ca");
    private static final TestPki.Identity SERVER = TestPki.issued(CA, "server", TestPki.ec());

    @TempDir
    private Path dir;

    private Path file;

    @BeforeEach
    void writeKeys() throws IOException {
        file = dir.resolve("web.yml");
        Files.writeString(dir.resolve("server.crt"), SERVER.certificatePem());
        Files.writeString(dir.resolve("server.key"), SERVER.keyPem());
        Files.writeString(dir.resolve("other.key"), CA.keyPem());
        Files.writeString(dir.resolve("ca.crt"), CA.certificatePem());
    }

    private WebConfigFile open(String yaml) throws IOException {
        Files.writeString(file, yaml);
        return WebConfigFile.open(file.toString(), 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tls_server_config: {}",
                "tls_server_config: {min_version: TLS12}",
                "basic_auth_users:",
                "rate_limit: {interval: 0, burst: 0}",
                "http_server_config: {http2: false, headers: {X-Frame-Options: ''}}"
            })
    void mayAskForNothing(String yaml) throws IOException {
        WebConfigFile config = open(yaml);
        assertThat(config.tls()).isNull();
        assertThat(config.headers()).isEmpty();
        assertThat(config.lastReloadSuccessful()).isTrue();
    }

    @Test
    void noFileIsNoConfig() {
        assertThat(WebConfigFile.load("")).isSameAs(WebConfig.NONE);
    }

    @Test
    void readsHeaders() throws IOException {
        WebConfigFile config = open("""
                http_server_config:
                  headers:
                    Content-Security-Policy: default-src 'self'
                    X-Frame-Options: deny
                    X-Content-Type-Options: nosniff
                    X-XSS-Protection: "1"
                    Strict-Transport-Security: max-age=1
                """);
        assertThat(config.headers())
                .isEqualTo(Map.of(
                        "Content-Security-Policy", "default-src 'self'",
                        "X-Frame-Options", "deny",
                        "X-Content-Type-Options", "nosniff",
                        "X-XSS-Protection", "1",
                        "Strict-Transport-Security", "max-age=1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cert_file: server.crt, key_file: server.key",
                "cert_file: server.crt, key_file: server.key, client_auth_type: RequireAndVerifyClientCert",
                "cert_file: server.crt, key_file: server.key, client_auth_type: RequestClientCert, client_ca_file: ca.crt",
                "cert_file: server.crt, key_file: server.key, client_auth_type: RequireAnyClientCert, client_allowed_sans: [a]",
                "cert_file: server.crt, key_file: server.key, min_version: TLS13, curve_preferences: [X25519, CurveP256]",
                "cert_file: server.crt, key_file: server.key, min_version: TLS11",
                "cert_file: server.crt, key_file: server.key, cipher_suites: [TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256]",
                "cert_file: server.crt, key_file: server.key, prefer_server_cipher_suites: false"
            })
    void readsTls(String settings) throws IOException {
        assertThat(open("tls_server_config: {" + settings + "}").tls()).isNotNull();
    }

    @Test
    void takesKeyAndCertificateFromTheFileItself() throws IOException {
        String yaml =
                "tls_server_config:\n  cert: |\n" + SERVER.certificatePem().indent(4) + "  key: |\n"
                        + SERVER.keyPem().indent(4);
        assertThat(open(yaml).tls()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    tls_config: {}                                          | 1:13: tls_config: unknown key, expected one of tls_server_config, http_server_config, basic_auth_users, rate_limit
                    tls_server_config: {cert_fil: x}                        | 1:31: tls_server_config.cert_fil: unknown key, expected one of cert, key, client_ca, cert_file, key_file, client_auth_type, client_ca_file, client_allowed_sans, min_version, max_version, cipher_suites, prefer_server_cipher_suites, curve_preferences
                    tls_server_config: {cert_file: server.crt}              | 1:20: tls_server_config: missing one of key or key_file
                    tls_server_config: {key_file: server.key}               | 1:20: tls_server_config: missing one of cert or cert_file
                    tls_server_config: {client_auth_type: NoClientCert}     | 1:20: tls_server_config: missing one of cert or cert_file
                    tls_server_config: {cert_file: a, key_file: b, cert: c} | 1:20: tls_server_config: only one of cert and cert_file can be given
                    tls_server_config: {cert_file: none, key_file: server.key} | 1:32: tls_server_config.cert_file: DIR/none: no such file or directory
                    tls_server_config: {cert_file: server.key, key_file: server.key} | 1:32: tls_server_config.cert_file: no certificate found
                    tls_server_config: {cert_file: server.crt, key_file: server.crt} | 1:54: tls_server_config.key_file: no private key found
                    tls_server_config: {cert_file: server.crt, key_file: other.key}  | 1:54: tls_server_config.key_file: the private key does not belong to the certificate
                    tls_server_config: {cert_file: server.crt, key_file: server.key, client_ca_file: ca.crt} | 1:82: tls_server_config.client_ca_file: a client CA needs a client_auth_type other than NoClientCert
                    tls_server_config: {cert_file: server.crt, key_file: server.key, client_auth_type: x} | 1:84: tls_server_config.client_auth_type: unknown client_auth_type x
                    tls_server_config: {cert_file: server.crt, key_file: server.key, client_auth_type: VerifyClientCertIfGiven, client_allowed_sans: [a]} | 1:130: tls_server_config.client_allowed_sans: needs client_auth_type RequireAnyClientCert or RequireAndVerifyClientCert
                    tls_server_config: {cert_file: server.crt, key_file: server.key, min_version: TLS9}   | 1:79: tls_server_config.min_version: expected one of TLS10, TLS11, TLS12, TLS13, got "TLS9"
                    tls_server_config: {cert_file: server.crt, key_file: server.key, cipher_suites: [TLS_RSA_WITH_RC4_128_SHA]} | 1:82: tls_server_config.cipher_suites[0]: unknown cipher suite TLS_RSA_WITH_RC4_128_SHA
                    tls_server_config: {cert_file: server.crt, key_file: server.key, curve_preferences: [P256]} | 1:86: tls_server_config.curve_preferences[0]: unknown curve P256
                    http_server_config: {headers: {Server: x}}              | 1:40: http_server_config.headers.Server: unknown key, expected one of Content-Security-Policy, X-Frame-Options, X-Content-Type-Options, X-XSS-Protection, Strict-Transport-Security
                    http_server_config: {headers: {X-Frame-Options: allow}} | 1:49: http_server_config.headers.X-Frame-Options: expected deny or sameorigin
                    http_server_config: {http2: maybe}                      | 1:29: http_server_config.http2: expected true or false, got "maybe"
                    basic_auth_users: {alice: secret}                       | 1:27: basic_auth_users.alice: not a bcrypt hash ($2a$, $2b$ or $2y$, cost 4 to 31)
                    rate_limit: {interval: 1s, burst: -1}                   | 1:13: rate_limit: interval and burst cannot be negative
                    {basic_auth_users: {}, basic_auth_users: {}}            | 1:24: basic_auth_users: duplicate key
                    """)
    void refusesWithThePlace(String yaml, String message) {
        assertThatThrownBy(() -> open(yaml))
                .isInstanceOf(ConfigException.class)
                .hasMessage(file + ":" + message.replace("DIR", dir.toString()));
    }

    @Test
    void aMissingFileIsAnError() {
        assertThatThrownBy(() -> WebConfigFile.load(file.toString())).hasMessage(file + ": no such file or directory");
    }

    @Test
    void keepsTheLastGoodStateUntilAGoodOneComes() throws IOException {
        WebConfigFile config =
                open("basic_auth_users: {alice: " + HASH + "}\nhttp_server_config: {headers: {X-Frame-Options: deny}}");
        long loaded = config.lastReloadSuccessMillis();
        Files.writeString(file, "basic_auth_users: [");
        assertThat(config.reload()).isFalse();
        assertThat(config.lastReloadSuccessful()).isFalse();
        assertThat(config.headers()).containsEntry("X-Frame-Options", "deny");
        assertThat(config.lastReloadSuccessMillis()).isEqualTo(loaded);
        Files.writeString(file, "http_server_config: {headers: {X-Frame-Options: sameorigin}}");
        assertThat(config.reload()).isTrue();
        assertThat(config.headers()).containsEntry("X-Frame-Options", "sameorigin");
    }

    @Test
    void noticesAChangeOfAFileThatIsNamed() throws IOException {
        WebConfigFile config = open("tls_server_config: {cert_file: server.crt, key_file: server.key}");
        Object before = config.tls();
        assertThat(config.tls()).isSameAs(before);
        TestPki.Identity next = TestPki.issued(CA, "server", TestPki.rsa());
        Files.writeString(dir.resolve("server.crt"), next.certificatePem());
        assertThat(config.tls()).as("new certificate with the old key").isSameAs(before);
        assertThat(config.lastReloadSuccessful()).isFalse();
        Files.writeString(dir.resolve("server.key"), next.keyPem());
        assertThat(config.tls()).as("new certificate with its key").isNotSameAs(before);
        assertThat(config.lastReloadSuccessful()).isTrue();
    }

    @Test
    void doesNotSwitchTlsOff() throws IOException {
        WebConfigFile config = open("tls_server_config: {cert_file: server.crt, key_file: server.key}");
        Files.writeString(file, "");
        assertThat(config.tls()).isNotNull();
        assertThat(config.lastReloadSuccessful()).isFalse();
    }

    @Test
    void doesNotSwitchTlsOn() throws IOException {
        WebConfigFile config = open("");
        Files.writeString(file, "tls_server_config: {cert_file: server.crt, key_file: server.key}");
        assertThat(config.tls()).isNull();
        assertThat(config.lastReloadSuccessful()).isFalse();
    }
}
