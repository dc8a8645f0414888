package dev.sonde.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.core.http.tls.TestPki;
import dev.sonde.db.kit.Answer;
import dev.sonde.db.kit.RealMariadb;
import dev.sonde.db.kit.RecordedServers;
import dev.sonde.db.kit.ScriptedRedis;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.sql.SQLException;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TLS to servers that want it, with and without certificates of ours. */
class TlsTest {
    private static final char[] PASSWORD = "x".toCharArray();

    @TempDir
    private static Path folder;

    private static TestPki.Identity authority;
    private static TestPki.Identity server;

    @BeforeAll
    static void certificates() throws IOException {
        authority = TestPki.authority("authority");
        server = TestPki.issued(authority, "server", TestPki.rsa(), "dns:localhost", "ip:127.0.0.1");
        TestPki.Identity client = TestPki.issued(authority, "client", TestPki.rsa());
        TestPki.Identity stranger = TestPki.authority("stranger");
        Files.writeString(folder.resolve("ca.pem"), authority.certificatePem());
        Files.writeString(folder.resolve("other-ca.pem"), stranger.certificatePem());
        Files.writeString(folder.resolve("server.pem"), server.certificatePem());
        Files.writeString(folder.resolve("server.key"), server.keyPem());
        Files.writeString(folder.resolve("client.pem"), client.certificatePem());
        Files.writeString(folder.resolve("client.key"), client.keyPem());
    }

    private static String file(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void mariadbByTheWordsOfMyCnf() throws IOException, SQLException {
        try (RealMariadb mariadb = RealMariadb.start(
                "--ssl",
                "--ssl-ca=" + file("ca.pem"),
                "--ssl-cert=" + file("server.pem"),
                "--ssl-key=" + file("server.key"))) {
            mariadb.run(
                    "CREATE USER secure@'%' IDENTIFIED BY 'pw' REQUIRE SSL",
                    "CREATE USER known@'%' IDENTIFIED BY 'pw' REQUIRE X509");
            String ca = "ssl-ca=" + file("ca.pem") + "\n";
            String other = "ssl-ca=" + file("other-ca.pem") + "\n";
            String own = "ssl-cert=" + file("client.pem") + "\nssl-key=" + file("client.key") + "\n";
            Map<String, String> sections = Map.of(
                    "plain-secure", "user=secure\n",
                    "required-secure", "user=secure\nssl-mode=REQUIRED\n",
                    "preferred-secure", "user=secure\nssl-mode=PREFERRED\n",
                    "verified-secure", "user=secure\nssl-mode=VERIFY_CA\n" + ca,
                    "named-secure", "user=secure\nssl-mode=VERIFY_IDENTITY\n" + ca,
                    "misnamed-secure", "user=secure\nssl-mode=VERIFY_IDENTITY\ntls-server-name=elsewhere\n" + ca,
                    "stranger-secure", "user=secure\nssl-mode=VERIFY_CA\n" + other,
                    "unknown-known", "user=known\nssl-mode=VERIFY_CA\n" + ca,
                    "known-known", "user=known\nssl-mode=VERIFY_CA\n" + ca + own);
            StringBuilder options = new StringBuilder("[client]\npassword=pw\n");
            sections.forEach((name, lines) ->
                    options.append("[client.").append(name).append("]\n").append(lines));
            Path cnf = Files.writeString(
                    folder.resolve("my.cnf"), options.toString().replace("[client]\n", "[client]\nuser=x\n"));
            try (RunningAgent agent = RunningAgent.mysql(Map.of(), "--config.my-cnf=" + cnf)) {
                String path = "/probe?target=127.0.0.1:" + mariadb.port() + "&auth_module=client.";
                for (String good : new String[] {
                    "required-secure", "preferred-secure", "verified-secure", "named-secure", "known-known"
                }) {
                    assertThat(agent.page(path + good).value("mysql_up"))
                            .as(good)
                            .isEqualTo("1");
                }
                for (String bad :
                        new String[] {"plain-secure", "misnamed-secure", "stranger-secure", "unknown-known"}) {
                    assertThat(agent.page(path + bad).value("mysql_up")).as(bad).isEqualTo("0");
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "|", textBlock = """
            -tls-ca-cert-file=ca.pem -tls-client-cert-file=client.pem -tls-client-key-file=client.key            | 1
            -skip-tls-verification -tls-client-cert-file=client.pem -tls-client-key-file=client.key              | 1
            -tls-ca-cert-file=ca.pem -tls-client-cert-file=client.pem -tls-client-key-file=client.key -tls-server-name=elsewhere | 0
            -tls-ca-cert-file=other-ca.pem -tls-client-cert-file=client.pem -tls-client-key-file=client.key      | 0
            -tls-ca-cert-file=ca.pem                                                                             | 0
            """)
    void redisByTheFlagsOfThePeer(String flags, String up) throws IOException, GeneralSecurityException {
        String[] line = ("-redis.addr= " + flags).split(" ");
        for (int i = 1; i < line.length; i++) {
            line[i] = line[i].replaceFirst("-file=", "-file=" + folder + "/");
        }
        try (ScriptedRedis redis = RecordedServers.redis5();
                SSLServerSocket listening = listening();
                RunningAgent agent = RunningAgent.redis(line)) {
            int behind = Integer.parseInt(redis.address().replaceFirst(".*:", ""));
            Thread thread = new Thread(() -> forward(listening, behind), "tls-front");
            thread.setDaemon(true);
            thread.start();
            Answer page = agent.page("/scrape?target=rediss://127.0.0.1:" + listening.getLocalPort());
            assertThat(page.value("redis_up")).isEqualTo(up);
        }
    }

    /** Wants a certificate of whoever comes. */
    private static SSLServerSocket listening() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try {
            keys.load(null, null);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        keys.setKeyEntry("server", server.keys().getPrivate(), PASSWORD, new Certificate[] {server.certificate()});
        keys.setCertificateEntry("authority", authority.certificate());
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        SSLServerSocket socket = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
        socket.setNeedClientAuth(true);
        return socket;
    }

    private static void forward(ServerSocket listening, int port) {
        while (!listening.isClosed()) {
            try (Socket client = listening.accept();
                    Socket behind = new Socket(InetAddress.getLoopbackAddress(), port)) {
                Thread up = new Thread(() -> copy(client, behind), "tls-up");
                up.setDaemon(true);
                up.start();
                copy(behind, client);
            } catch (IOException e) {
                // the next client, or the end
                continue;
            }
        }
    }

    private static void copy(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            // the other side has gone
        }
    }
}
