package dev.sonde.jmx.artefact;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Authentication and TLS, inside an application. */
class GuardIT {
    @TempDir
    Path folder;

    private static int status(HttpClient client, String url, String credentials) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (credentials != null) {
            byte[] bytes = credentials.getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private Forked host(int port, String yaml) throws Exception {
        Path config = Files.writeString(folder.resolve("jmx.yml"), yaml);
        Forked host = Forked.java(
                Forked.agent(port, config), "-cp", Forked.testClasses().toString(), HostProgram.class.getName());
        host.until("READY");
        return host;
    }

    @Test
    void everyPageAsksForTheUser() throws Exception {
        int port = Forked.freePort();
        String url = "http://127.0.0.1:" + port;
        HttpClient client = HttpClient.newHttpClient();
        try (Forked host = host(port, "httpServer: {authentication: {basic: {username: u, password: p}}}\n")) {
            for (String path : new String[] {"/metrics", "/-/healthy", "/"}) {
                assertThat(status(client, url + path, null)).isEqualTo(401);
                assertThat(status(client, url + path, "u:q")).isEqualTo(401);
                assertThat(status(client, url + path, "v:p")).isEqualTo(401);
                assertThat(status(client, url + path, "u:p")).isEqualTo(200);
            }
            assertThat(host.finish()).isZero();
        }
    }

    @Test
    void aWebConfigFileGuardsAsWell() throws Exception {
        int port = Forked.freePort();
        Path web = Files.writeString(
                folder.resolve("web.yml"),
                "basic_auth_users: {u: $2y$04$DfzVR.83lwAPOFMdeIl9UurTZmNDBC5h4JoQODBWNc9.RXBGNPC3G}\n");
        try (Forked host = host(port, "sonde: {webConfigFile: " + web + "}\n")) {
            assertThat(status(HttpClient.newHttpClient(), "http://127.0.0.1:" + port + "/metrics", null))
                    .isEqualTo(401);
            assertThat(host.finish()).isZero();
        }
    }

    @Test
    void tlsWithTheKeyOfThatName() throws Exception {
        Path store = Tls.keyStore(folder, "PKCS12");
        int port = Forked.freePort();
        String yaml = "httpServer: {ssl: {keyStore: {filename: " + store
                + ", type: PKCS12, password: changeit}, certificate: {alias: web}, protocols: TLSv1.3}}\n";
        try (Forked host = host(port, yaml)) {
            HttpClient client =
                    HttpClient.newBuilder().sslContext(Tls.trustingAll()).build();
            assertThat(status(client, "https://localhost:" + port + "/metrics", null))
                    .isEqualTo(200);
            assertThat(host.finish()).isZero();
        }
    }
}
