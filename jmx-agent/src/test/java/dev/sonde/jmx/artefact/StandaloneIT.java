package dev.sonde.jmx.artefact;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as a program, beside an application that lets itself be asked. */
class StandaloneIT {
    @TempDir
    Path folder;

    @Test
    void servesAnotherJvmAndFindsItAgainAfterARestart() throws Exception {
        int jmx = Forked.freePort();
        int port = Forked.freePort();
        Path config = Files.writeString(
                folder.resolve("jmx.yml"), "hostPort: 127.0.0.1:" + jmx + "\nincludeObjectNames: ['synthetic:*']\n");
        try (Forked agent = Forked.java("-jar", Forked.jar().toString(), "127.0.0.1:" + port, config.toString())) {
            assertThat(Forked.get(port, "/metrics")).contains("jmx_scrape_error 1\n");
            try (Forked target = target(jmx)) {
                target.until("READY");
                assertThat(Forked.get(port, "/metrics"))
                        .contains("jmx_scrape_error 0\n")
                        .contains("synthetic_Kinds_Int{name=\"all\"} 42\n")
                        .contains("synthetic_Open_Usage_used 10\n")
                        .doesNotContain("jvm_info");
            }
            assertThat(Forked.get(port, "/metrics")).contains("jmx_scrape_error 1\n");
            try (Forked target = target(jmx)) {
                target.until("READY");
                String page = Forked.get(port, "/metrics");
                if (page.contains("jmx_scrape_error 1\n")) {
                    page = Forked.get(port, "/metrics");
                }
                assertThat(page).contains("synthetic_Kinds_Int{name=\"all\"} 42\n");
            }
            assertThat(agent.errors()).contains("MBeans cannot be read").contains("MBeans can be read again");
        }
    }

    /** The stores, protocols and ciphers of the file towards the application, whose registry uses TLS, too. */
    @Test
    void withAPasswordOverTlsBothWays() throws Exception {
        int jmx = Forked.freePort();
        int port = Forked.freePort();
        Path keys = Tls.keyStore(folder, "PKCS12");
        Path passwords = Files.writeString(folder.resolve("passwords"), "monitor secret\n");
        Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));
        Path access = Files.writeString(folder.resolve("access"), "monitor readonly\n");
        Path config = Files.writeString(folder.resolve("jmx.yml"), """
                hostPort: 127.0.0.1:%d
                username: monitor
                password: %s
                ssl:
                  enabled: true
                  keyStore: {filename: %3$s, type: PKCS12, password: changeit}
                  trustStore: {filename: %3$s, type: PKCS12, password: changeit}
                  protocols: TLSv1.2
                  ciphers: TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384
                includeObjectNames: ['synthetic:*']
                """.formatted(jmx, "secret", keys));
        try (Forked target = Forked.java(
                        "-Djavax.net.ssl.keyStore=" + keys,
                        "-Djavax.net.ssl.keyStorePassword=changeit",
                        "-Djavax.net.ssl.trustStore=" + keys,
                        "-Djavax.net.ssl.trustStorePassword=changeit",
                        "-Dcom.sun.management.jmxremote.port=" + jmx,
                        "-Dcom.sun.management.jmxremote.rmi.port=" + jmx,
                        "-Dcom.sun.management.jmxremote.registry.ssl=true",
                        "-Dcom.sun.management.jmxremote.ssl.need.client.auth=true",
                        "-Dcom.sun.management.jmxremote.password.file=" + passwords,
                        "-Dcom.sun.management.jmxremote.access.file=" + access,
                        "-Djava.rmi.server.hostname=127.0.0.1",
                        "-cp",
                        Forked.testClasses().toString(),
                        SyntheticTarget.class.getName());
                Forked agent = Forked.java("-jar", Forked.jar().toString(), "127.0.0.1:" + port, config.toString())) {
            target.until("READY");
            assertThat(Forked.get(port, "/metrics"))
                    .as(agent.errors())
                    .contains("synthetic_Kinds_Int{name=\"all\"} 42\n");
            Path wrong = Files.writeString(
                    folder.resolve("wrong.yml"), Files.readString(config).replace("secret", "forgotten"));
            int other = Forked.freePort();
            try (Forked refused =
                    Forked.java("-jar", Forked.jar().toString(), "127.0.0.1:" + other, wrong.toString())) {
                assertThat(Forked.get(other, "/metrics")).contains("jmx_scrape_error 1\n");
                assertThat(refused.errors())
                        .contains("MBeans cannot be read: java.lang.SecurityException")
                        .doesNotContain("forgotten");
            }
        }
    }

    private static Forked target(int jmx) throws Exception {
        return Forked.java(
                "-Dcom.sun.management.jmxremote.port=" + jmx,
                "-Dcom.sun.management.jmxremote.rmi.port=" + jmx,
                "-Dcom.sun.management.jmxremote.host=127.0.0.1",
                "-Djava.rmi.server.hostname=127.0.0.1",
                "-Dcom.sun.management.jmxremote.authenticate=false",
                "-Dcom.sun.management.jmxremote.ssl=false",
                "-cp",
                Forked.testClasses().toString(),
                SyntheticTarget.class.getName());
    }

    @Test
    void saysWhatItCanDo() throws Exception {
        try (Forked agent = Forked.java("-jar", Forked.jar().toString(), "--help")) {
            assertThat(agent.finish()).isZero();
            assertThat(agent.remaining()).anyMatch(line -> line.contains("attach PID"));
        }
        try (Forked agent = Forked.java("-jar", Forked.jar().toString(), "nonsense")) {
            assertThat(agent.finish()).isEqualTo(2);
        }
    }
}
