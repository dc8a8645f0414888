package dev.sonde.db.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.core.browser.Chromium;
import dev.sonde.core.browser.Tab;
import dev.sonde.db.kit.RealMariadb;
import dev.sonde.db.kit.RealRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The live pages of databases in a real browser, while something is done with them. */
final class LivePageIT {
    private static final String OWN_COMMAND = "agent.command";

    private static Chromium browser;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws IOException {
        browser = Chromium.start();
    }

    @AfterAll
    static void stop() throws IOException {
        browser.close();
    }

    /** One thing done with a database. */
    private interface Work {
        void run() throws Exception;
    }

    private static Tab watched(int port, Work work) throws Exception {
        Tab tab = browser.tab(1400, 1000).open("http://127.0.0.1:" + port + "/");
        tab.await("document.documentElement.dataset.pages > 0")
                .run("const s = document.getElementById('interval'); s.value = '1';"
                        + " s.dispatchEvent(new Event('change'))");
        for (int pages = 1; pages < 5; pages++) {
            work.run();
            tab.await("document.documentElement.dataset.pages > " + pages);
        }
        tab.await("[...document.querySelectorAll('.chart:not([hidden]) canvas')]"
                + ".some(c => Chart.getChart(c).data.datasets[0].data.some(p => p.y > 0))");
        return tab;
    }

    private static String charts(Tab tab) throws IOException {
        return tab.text("[...document.querySelectorAll('.chart:not([hidden]) h3')].map(h => h.textContent)");
    }

    @Test
    void drawsRedisAndKeepsItsPassword() throws Exception {
        int port = RealRedis.freePort();
        try (Program agent = Program.start(
                Program.named(OWN_COMMAND) + " redis",
                folder,
                "-web.listen-address=127.0.0.1:PORT",
                "-redis.addr=redis://127.0.0.1:" + port,
                "-redis.password=hush")) {
            Tab tab;
            try (RealRedis redis = RealRedis.start(port, "--requirepass", "hush")) {
                tab = watched(agent.port(), () -> redis.run("AUTH hush\nSET a 1\nGET a\nGET b\nGET a\n"));
                assertThat(charts(tab)).contains("Commands", "Memory", "Clients", "Hit ratio", "Keys", "Network");
                assertThat(tab.text("document.getElementById('target').textContent"))
                        .contains("Redis answersyes", "role");
                tab.screenshot("redis");
            }
            tab.await("document.getElementById('state').textContent.endsWith('its database does not')");
            tab.run("document.getElementById('configuration').open = true")
                    .await("document.getElementById('settings').textContent.includes('redis.password<hidden>')");
            assertThat(tab.text("document.documentElement.textContent")).doesNotContain("hush");
            assertThat(tab.problems()).isEmpty();
        }
    }

    @Test
    void drawsMysql() throws Exception {
        try (RealMariadb server = RealMariadb.start()) {
            server.run("CREATE USER watcher@'%' IDENTIFIED BY 'hush'", "GRANT ALL ON *.* TO watcher@'%'");
            server.run("CREATE DATABASE shop", "CREATE TABLE shop.orders (id INT AUTO_INCREMENT PRIMARY KEY)");
            Path options = folder.resolve("my.cnf");
            Files.writeString(
                    options, "[client]\nuser=watcher\npassword=hush\nhost=127.0.0.1\nport=" + server.port() + "\n");
            try (Program agent = Program.start(
                    Program.named(OWN_COMMAND) + " mysql",
                    folder,
                    "--web.listen-address=127.0.0.1:PORT",
                    "--config.my-cnf=" + options)) {
                Tab tab = watched(
                        agent.port(),
                        () -> server.run("INSERT INTO shop.orders VALUES ()", "SELECT COUNT(*) FROM shop.orders"));
                assertThat(charts(tab))
                        .contains("Queries", "Commands", "Connections", "Buffer pool", "Rows handled", "Network");
                assertThat(tab.text("document.getElementById('target').textContent"))
                        .contains("MySQL answersyes", "MariaDB");
                assertThat(tab.text("document.getElementById('collectors').tBodies[0].rows.length > 1"))
                        .isEqualTo("true");
                tab.screenshot("mysql");
                assertThat(tab.problems()).isEmpty();
            }
        }
    }
}
