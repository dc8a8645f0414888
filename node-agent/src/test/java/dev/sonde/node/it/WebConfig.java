package dev.sonde.node.it;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/**
 * A web config file with a fresh self-signed certificate for 127.0.0.1 and one user, and what a
 * Prometheus job needs to pass it.
 */
record WebConfig(Path file, Path certificate, String user, String password) {

    static WebConfig create(Path directory, String user, String password) throws IOException {
        Path store = Files.createTempDirectory(directory, "tls").resolve("key.p12");
        Path certificate = store.resolveSibling("cert.pem");
        Path key = store.resolveSibling("key.pem");
        try {
            keytool(store);
            KeyStore entries = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
            pem(certificate, "CERTIFICATE", entries.getCertificate("agent").getEncoded());
            pem(
                    key,
                    "PRIVATE KEY",
                    entries.getKey("agent", "changeit".toCharArray()).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IOException("no certificate", e);
        }
        String hash = BCrypt.withDefaults().hashToString(4, password.toCharArray());
        Path file = Files.writeString(store.resolveSibling("web.yml"), """
                tls_server_config:
                  cert_file: cert.pem
                  key_file: key.pem
                basic_auth_users:
                  %s: %s
                """.formatted(user, hash));
        return new WebConfig(file, certificate, user, password);
    }

    /** Lines of a scrape job that reaches a server with this config. */
    List<String> scrapeLines() {
        return List.of(
                "scheme: https",
                "tls_config: {ca_file: '" + certificate + "'}",
                "basic_auth: {username: '" + user + "', password: '" + password + "'}");
    }

    private static void keytool(Path store) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "agent",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=agent",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-validity",
                        "30",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("keytool: " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void pem(Path file, String kind, byte[] der) throws IOException {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        Files.writeString(file, "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
    }
}
