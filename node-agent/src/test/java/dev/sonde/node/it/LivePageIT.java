package dev.sonde.node.it;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import com.sun.net.httpserver.HttpServer;
import dev.sonde.core.browser.Chromium;
import dev.sonde.core.browser.Tab;
import dev.sonde.core.http.kit.AgentProcess;
import dev.sonde.core.http.tls.TestPki;
import dev.sonde.node.NodeAgent;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The live page in a real browser, as a reader has it. */
final class LivePageIT {
    private static final String LISTEN = "--web.listen-address=127.0.0.1:0";
    private static final int SLASH = 191;

    private static Chromium browser;
    private static AgentProcess agent;
    private static String address;

    @TempDir
    static Path dir;

    @BeforeAll
    static void start() throws IOException {
        browser = Chromium.start();
        Path textfile = Files.createDirectories(dir.resolve("textfile"));
        Files.writeString(textfile.resolve("app.prom"), "demo_jobs{queue=\"a }b\\\"\"} 1\n");
        agent = AgentProcess.start(
                NodeAgent.class, LISTEN, "--collector.textfile.directory=" + textfile, "--collector.processes");
        address = "http://127.0.0.1:" + agent.address().getPort() + "/";
    }

    @AfterAll
    static void stop() throws IOException {
        agent.close();
        browser.close();
    }

    private static Tab open(String address, int width, int height) throws IOException {
        return browser.tab(width, height)
                .open(address)
                .await("document.documentElement.dataset.pages > 0")
                .run("const s = document.getElementById('interval'); s.value = '1';"
                        + " s.dispatchEvent(new Event('change'))");
    }

    private static Tab moving(Tab tab) throws IOException {
        return tab.await("document.documentElement.dataset.pages > 3");
    }

    @Test
    void drawsTheHostAndMoves() throws IOException {
        try (Tab tab = open(address, 1400, 1000)) {
            moving(tab);
            assertThat(tab.text("[...document.querySelectorAll('.chart:not([hidden]) h3')].map(h => h.textContent)"))
                    .contains("CPU by mode", "Memory", "Load", "Context switches");
            String before = tab.text("document.querySelector('.chart canvas').toDataURL()");
            tab.await("Chart.getChart(document.querySelector('.chart canvas')).data.datasets"
                    + ".some(d => d.data.filter(p => p.y !== null).length > 2)");
            String name = "document.querySelector('.chart canvas').getAttribute('aria-label')";
            assertThat(tab.text(name)).startsWith("CPU by mode, percent: ").contains("user ");
            tab.await("document.querySelector('.chart canvas').toDataURL().length !== " + before.length());
            assertThat(tab.text("document.getElementById('target').textContent"))
                    .contains("host", "kernel", "memory", " series");
            assertThat(tab.text("document.getElementById('collectors').tBodies[0].rows.length > 20"))
                    .isEqualTo("true");
            assertThat(tab.text("document.getElementById('collectors').textContent"))
                    .contains("meminfo", "ok");
            tab.screenshot("node-light");
            assertThat(tab.problems()).isEmpty();
        }
    }

    @Test
    void isUsableInTheDarkAndOnAPhone() throws IOException {
        try (Tab tab = open(address, 390, 844).dark()) {
            moving(tab);
            assertThat(tab.text("document.documentElement.scrollWidth <= innerWidth"))
                    .isEqualTo("true");
            assertThat(tab.text("getComputedStyle(document.body).backgroundColor"))
                    .isEqualTo("rgb(16, 24, 29)");
            tab.screenshot("node-phone-dark").size(1400, 1000).screenshot("node-dark");
            assertThat(tab.problems()).isEmpty();
        }
    }

    @Test
    void searchFiltersAndDrawsAnyFamilyByKeyboard() throws IOException {
        try (Tab tab = open(address, 1400, 1000)) {
            tab.press("/", SLASH).type("jobs demo");
            tab.await("document.getElementById('found').textContent.startsWith('1 of ')");
            String family = "document.querySelector('[data-family=demo_jobs]')";
            tab.run(family + ".open = true");
            tab.await(family + ".textContent.includes('demo_jobs{queue=')");
            tab.run(family + ".querySelector('button').click()");
            tab.await("[...document.querySelectorAll('.legend')].some(l => l.textContent.includes('queue=a }b\"'))");
            tab.run("document.querySelector('.chart .close').click()");
            tab.await(family + ".querySelector('button').getAttribute('aria-pressed') === 'false'");
            assertThat(tab.problems()).isEmpty();
        }
    }

    @Test
    void asksNothingWhileHiddenOrPaused() throws IOException {
        try (Tab tab = open(address, 1000, 800)) {
            moving(tab);
            tab.run("Object.defineProperty(document, 'hidden', {configurable: true, get: () => true});"
                    + " document.dispatchEvent(new Event('visibilitychange'));"
                    + " window.seen = document.documentElement.dataset.pages;"
                    + " setTimeout(() => window.later = document.documentElement.dataset.pages, 2500)");
            tab.await("window.later !== undefined");
            assertThat(tab.text("window.later === window.seen")).isEqualTo("true");
            tab.run("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))");
            tab.await("document.documentElement.dataset.pages > Number(window.seen) + 1");
            tab.run("document.getElementById('pause').click()");
            tab.await("document.getElementById('state').textContent === 'Paused'");
            assertThat(tab.problems()).isEmpty();
        }
    }

    @Test
    void showsTheConfigurationInForce() throws IOException {
        try (Tab tab = open(address, 1400, 1000)) {
            tab.run("document.getElementById('configuration').open = true");
            tab.await("document.getElementById('settings').rows.length > 100");
            tab.run("document.getElementById('given-only').click()");
            tab.await("document.getElementById('settings').rows.length < 10");
            assertThat(tab.text("document.getElementById('settings').textContent"))
                    .contains("web.listen-address127.0.0.1:0", "collector.processestrue")
                    .doesNotContain("telemetry-path");
            tab.run("document.getElementById('configuration').scrollIntoView()").screenshot("node-configuration");
            assertThat(tab.problems()).isEmpty();
        }
    }

    @Test
    void aCollectorThatFailsAndAnAgentThatIsGoneAreSeen() throws IOException {
        Path bad = Files.createDirectories(dir.resolve("bad"));
        Files.writeString(bad.resolve("stat"), "cpu what is this\n");
        try (AgentProcess other = AgentProcess.start(NodeAgent.class, LISTEN, "--path.procfs=" + bad);
                Tab tab = open("http://127.0.0.1:" + other.address().getPort() + "/", 1400, 1000)) {
            tab.await("/collectors? fails?$/.test(document.getElementById('state').textContent)");
            tab.await("document.getElementById('collectors').tBodies[0].rows[0].className === 'bad'");
            assertThat(tab.text("document.getElementById('collectors').tBodies[0].rows[0].textContent"))
                    .contains("failed");
            tab.run("document.getElementById('collectors-title').scrollIntoView()")
                    .screenshot("node-failures");
            assertThat(tab.problems()).isEmpty();
            other.terminate();
            tab.await("document.getElementById('state').textContent === 'No answer'");
            tab.await("!document.getElementById('notice').hidden");
        }
    }

    @Test
    void worksWithTlsAndALogin() throws IOException {
        TestPki.Identity identity = TestPki.selfSigned("localhost", TestPki.ec(), "dns:localhost");
        Files.writeString(dir.resolve("server.key"), identity.keyPem());
        Files.writeString(dir.resolve("server.crt"), identity.certificatePem());
        String hash = BCrypt.withDefaults().hashToString(4, "secret".toCharArray());
        Path config = dir.resolve("web.yml");
        Files.writeString(config, """
                tls_server_config: {cert_file: server.crt, key_file: server.key}
                basic_auth_users: {a: %s}
                """.formatted(hash));
        try (AgentProcess other = AgentProcess.start(NodeAgent.class, LISTEN, "--web.config.file=" + config);
                Tab tab = open("https://a:secret@localhost:" + other.address().getPort() + "/", 1000, 800)) {
            moving(tab);
            tab.run("document.getElementById('configuration').open = true");
            tab.await("document.getElementById('settings').rows.length > 100");
            assertThat(tab.problems()).isEmpty();
        }
    }

    @Test
    void worksBehindAProxyWithAPrefix() throws IOException {
        HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/hosts/one/", call -> {
            String path = call.getRequestURI().toString().substring("/hosts/one/".length());
            HttpURLConnection to =
                    (HttpURLConnection) URI.create(address + path).toURL().openConnection();
            try (InputStream body = to.getInputStream()) {
                byte[] bytes = body.readAllBytes();
                for (String header : new String[] {"Content-Type", "Content-Security-Policy"}) {
                    if (to.getHeaderField(header) != null) {
                        call.getResponseHeaders().set(header, to.getHeaderField(header));
                    }
                }
                call.sendResponseHeaders(200, bytes.length);
                call.getResponseBody().write(bytes);
            } finally {
                call.close();
            }
        });
        proxy.start();
        try (Tab tab = open("http://127.0.0.1:" + proxy.getAddress().getPort() + "/hosts/one/", 1000, 800)) {
            moving(tab);
            tab.run("document.getElementById('configuration').open = true");
            tab.await("document.getElementById('settings').rows.length > 100");
            assertThat(tab.problems()).isEmpty();
        } finally {
            proxy.stop(0);
        }
    }
}
