package dev.sonde.jmx.artefact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What costs users of jmx_exporter a page, or the application, and is more than a matter of one MBean. */
class SituationsIT {
    private static final int IDLERS = 60;

    @TempDir
    Path folder;

    private Forked host(int port, String yaml) throws IOException {
        Path config = Files.writeString(folder.resolve("jmx.yml"), yaml);
        Forked host = Forked.java(
                Forked.agent(port, config), "-cp", Forked.testClasses().toString(), SyntheticTarget.class.getName());
        host.until("READY");
        return host;
    }

    /** Some say nothing, some half a request, and some do not read what they have asked for. */
    @Test
    void manyConnectionsThatDoNotGoOn() throws Exception {
        int port = Forked.freePort();
        List<Socket> idle = new ArrayList<>();
        try (Forked host = host(port, "{}\n")) {
            for (int i = 0; i < IDLERS; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                String said =
                        i % 3 == 0 ? "" : i % 3 == 1 ? "GET /metrics HTTP/1.1\r\nHo" : "GET /metrics HTTP/1.0\r\n\r\n";
                socket.getOutputStream().write(said.getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().flush();
                idle.add(socket);
            }
            for (int i = 0; i < 3; i++) {
                assertThat(Forked.get(port, "/metrics")).contains("synthetic_Kinds_Int{name=\"all\"} 42\n");
            }
            assertThat(host.finish()).isZero();
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    @Test
    void namesOfTheJvmsOwnMetricsStayItsOwn() throws Exception {
        int port = Forked.freePort();
        try (Forked host = host(port, """
                rules:
                - {pattern: 'synthetic<type=Kinds, name=all><>Int:', name: jvm_threads_current}
                - {pattern: 'synthetic<type=Kinds, name=all><>Long:', name: jmx_scrape_error, type: COUNTER}
                - {pattern: 'synthetic<type=Kinds, name=all><>Short:', name: fine}
                """)) {
            String page = Forked.get(port, "/metrics");
            assertThat(page).contains("\nfine -7\n").containsOnlyOnce("\njvm_threads_current ");
            assertThat(page).doesNotContain("jvm_threads_current 42").contains("\njmx_scrape_error 0\n");
            assertThat(page.lines().filter(line -> line.startsWith("# TYPE "))).doesNotHaveDuplicates();
            assertThat(host.finish()).isZero();
        }
    }

    @Test
    void aValueWithoutAPatternAndLabelsThatAreNumbers() throws Exception {
        int port = Forked.freePort();
        try (Forked host = host(port, """
                includeObjectNames: ['synthetic:type=Kinds,*']
                rules:
                - {pattern: 'Int:', name: first, labels: {one: 1, flag: true}}
                - {value: 7}
                """)) {
            assertThat(Forked.get(port, "/metrics"))
                    .contains("\nfirst{flag=\"true\",one=\"1\"} 42\n", "\nsynthetic_Kinds_Long{name=\"all\"} 7\n");
            assertThat(host.finish()).isZero();
        }
    }

    @Test
    void anEmptyFile() throws Exception {
        int port = Forked.freePort();
        try (Forked host = host(port, "")) {
            assertThat(Forked.get(port, "/metrics")).contains("synthetic_Kinds_Int{name=\"all\"} 42\n");
            assertThat(host.finish()).isZero();
        }
    }
}
