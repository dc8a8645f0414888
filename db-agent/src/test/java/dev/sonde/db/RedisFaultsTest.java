package dev.sonde.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.db.kit.Answer;
import dev.sonde.db.kit.RealRedis;
import dev.sonde.db.kit.RecordedServers;
import dev.sonde.db.kit.ScriptedRedis;
import dev.sonde.db.kit.TcpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the agent says when a Redis server is gone, hung, slow or lying. */
class RedisFaultsTest {
    private static final double WAIT = 1.5;

    private static RunningAgent agent;

    @BeforeAll
    static void start() {
        agent = RunningAgent.redis("-redis.addr=");
    }

    @AfterAll
    static void stop() {
        agent.close();
    }

    private static Answer scrape(int port) throws IOException {
        long start = System.nanoTime();
        Answer page = agent.pageWithin(WAIT, "/scrape?target=127.0.0.1:" + port);
        // far above the deadline, and far below what a read without one would take
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        return page;
    }

    private static String error(Answer page) {
        return page.families()
                .get("redis_exporter_last_scrape_error")
                .samples()
                .get(0)
                .labels()
                .get("err");
    }

    @Test
    void refused() throws IOException {
        Answer page = scrape(RealRedis.freePort());
        assertThat(page.value("redis_up")).isEqualTo("0");
        assertThat(error(page)).contains("refused");
    }

    @Test
    void acceptsAndNeverSpeaks() throws IOException {
        try (TcpServer mute = TcpServer.mute()) {
            Answer page = scrape(mute.port());
            assertThat(page.value("redis_up")).isEqualTo("0");
            assertThat(error(page)).contains("timed out");
        }
    }

    @Test
    void goesSilentBehindInfo() throws IOException {
        try (RealRedis redis = RealRedis.start();
                TcpServer proxy = TcpServer.through(
                        redis.port(), 9000, socket -> socket.getInputStream().read())) {
            Answer page = scrape(proxy.port());
            assertThat(page.value("redis_up")).isEqualTo("1");
            assertThat(page.families()).containsKey("redis_memory_used_bytes");
            assertThat(error(page)).isNotEmpty();
        }
    }

    @Test
    void isCutOffInTheMiddleOfInfo() throws IOException {
        try (RealRedis redis = RealRedis.start();
                TcpServer proxy = TcpServer.through(redis.port(), 2000, socket -> {})) {
            Answer page = scrape(proxy.port());
            assertThat(page.value("redis_up")).isEqualTo("0");
            assertThat(error(page)).contains("closed the connection");
        }
    }

    @Test
    void tricklesItsAnswer() throws IOException {
        try (TcpServer slow = TcpServer.start(socket -> {
            OutputStream out = socket.getOutputStream();
            for (byte b : "+OK\r\n$100000\r\n# Server\r\n".getBytes(StandardCharsets.US_ASCII)) {
                out.write(b);
            }
            while (true) {
                out.write('x');
                try {
                    Thread.sleep(20);
                } catch (InterruptedException e) {
                    return;
                }
            }
        })) {
            Answer page = scrape(slow.port());
            assertThat(page.value("redis_up")).isEqualTo("0");
        }
    }

    @Test
    void speaksSomethingElse() throws IOException {
        try (TcpServer http = TcpServer.start(socket -> socket.getOutputStream()
                .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII)))) {
            Answer page = scrape(http.port());
            assertThat(page.value("redis_up")).isEqualTo("0");
            assertThat(error(page)).contains("not the protocol of Redis");
        }
    }

    @Test
    void liesAboutLengths() throws IOException {
        for (String reply :
                new String[] {"$99999999999\r\n", "*2000000000\r\n", "$-5x\r\n", "$3\r\nabcdef\r\n", "\r\n"}) {
            try (TcpServer liar = TcpServer.start(
                    socket -> socket.getOutputStream().write(reply.getBytes(StandardCharsets.US_ASCII)))) {
                assertThat(scrape(liar.port()).value("redis_up")).as(reply).isEqualTo("0");
            }
        }
    }

    @Test
    void sendsOddInfo() throws IOException {
        String info = "# Server\r\nlatency_percentiles_usec_get:=1.0\r\ncmdstat_:x\r\ncmdstat_a:calls=,usec=-\r\n"
                + "db0:\r\nslave0:\r\nused_memory:10d\r\nused_memory:11\r\nmaxmemory: 5\r\nno colon\r\n:\r\nhz:10\r\nhz:11\r\n";
        try (TcpServer odd = TcpServer.start(socket -> {
            OutputStream out = socket.getOutputStream();
            byte[] asked = new byte[1024];
            assertThat(socket.getInputStream().read(asked)).isPositive();
            out.write("+OK\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read(asked)).isPositive();
            out.write(("$" + info.length() + "\r\n" + info + "\r\n").getBytes(StandardCharsets.US_ASCII));
            for (String reply : new String[] {"-NOPERM\r\n", ":1\r\n", "*1\r\n$1\r\nx\r\n", "$-1\r\n", "*-1\r\n"}) {
                out.write(reply.getBytes(StandardCharsets.US_ASCII));
            }
            socket.getInputStream().readAllBytes();
        })) {
            Answer page = scrape(odd.port());
            assertThat(page.value("redis_up")).isEqualTo("1");
            assertThat(page.value("redis_hz")).isEqualTo("10");
            assertThat(page.families()).doesNotContainKeys("redis_memory_used_bytes", "redis_memory_max_bytes");
        }
    }

    @Test
    void wantsAPassword() throws IOException {
        try (RealRedis redis = RealRedis.start("--requirepass", "top secret")) {
            Answer page = scrape(redis.port());
            assertThat(page.value("redis_up")).isEqualTo("0");
            assertThat(error(page)).startsWith("NOAUTH");
            try (RunningAgent wrong = RunningAgent.redis("-redis.addr=" + redis.address(), "-redis.password=not it")) {
                assertThat(error(wrong.page("/metrics")))
                        .startsWith("WRONGPASS")
                        .doesNotContain("not it");
            }
            try (RunningAgent right =
                    RunningAgent.redis("-redis.addr=" + redis.address(), "-redis.password=top secret")) {
                assertThat(right.page("/metrics").value("redis_up")).isEqualTo("1");
            }
        }
    }

    @Test
    void isRestartedBetweenScrapes() throws IOException {
        RealRedis first = RealRedis.start();
        assertThat(scrape(first.port()).value("redis_up")).isEqualTo("1");
        first.close();
        assertThat(scrape(first.port()).value("redis_up")).isEqualTo("0");
        try (RealRedis again = RealRedis.start(first.port())) {
            assertThat(scrape(again.port()).value("redis_up")).isEqualTo("1");
        }
    }

    @Test
    void isRestartedWithoutAScrapeInBetween() throws IOException {
        RealRedis first = RealRedis.start();
        assertThat(scrape(first.port()).value("redis_up")).isEqualTo("1");
        first.close();
        try (RealRedis again = RealRedis.start(first.port())) {
            assertThat(scrape(again.port()).value("redis_up")).isEqualTo("1");
        }
    }

    @Test
    void refusesPartOfWhatItIsAsked() throws IOException {
        try (RealRedis redis = RealRedis.start()) {
            redis.run("ACL SETUSER watcher on >pw +info +client +latency ~*");
            try (RunningAgent limited =
                    RunningAgent.redis("-redis.addr=" + redis.address(), "-redis.user=watcher", "-redis.password=pw")) {
                Answer page = limited.page("/metrics");
                assertThat(page.value("redis_up")).isEqualTo("1");
                assertThat(page.families()).doesNotContainKeys("redis_config_maxclients", "redis_slowlog_length");
                assertThat(page.value("redis_db_keys{db=\"db15\"}")).isEqualTo("0");
            }
        }
    }

    /** A walk over keys that never ends, of a server whose cursor never comes back to 0. */
    @Test
    void aWalkOverKeysLeavesTimeForTheRest() throws IOException {
        try (ScriptedRedis endless = RecordedServers.redis5()) {
            endless.raw("SCAN", "*2\r\n$2\r\n17\r\n*1\r\n$3\r\nkey\r\n").raw("EVAL", "*2\r\n$1\r\na\r\n$3\r\n2.5\r\n");
            Path script = Files.writeString(Files.createTempFile("late", ".lua"), "return {'a', '2.5'}");
            try (RunningAgent walking = RunningAgent.redis(
                    "-redis.addr=" + endless.address(), "-check-keys=k*", "-count-keys=k*", "-script=" + script)) {
                Answer page = walking.pageWithin(WAIT, "/metrics");
                assertThat(page.value("redis_up")).isEqualTo("1");
                assertThat(page.families()).containsKey("redis_memory_used_bytes");
                assertThat(error(page)).contains("no time left for the keys k*");
                assertThat(page.value("redis_script_values{filename=\"" + script + "\",key=\"a\"}"))
                        .isEqualTo("2.5");
                walking.pageWithin(WAIT, "/metrics");
                assertThat(endless.server().accepted())
                        .as("the connection is kept")
                        .isEqualTo(1);
            } finally {
                Files.delete(script);
            }
        }
    }
}
