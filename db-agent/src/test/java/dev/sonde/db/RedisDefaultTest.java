package dev.sonde.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.db.kit.Answer;
import dev.sonde.db.kit.RealRedis;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page that a Redis server has without any option. */
class RedisDefaultTest {
    private static RealRedis redis;
    private static RunningAgent agent;

    @BeforeAll
    static void start() throws IOException {
        redis = RealRedis.start("--databases", "4");
        agent = RunningAgent.redis("-redis.addr=" + redis.address());
        redis.run("""
                SET a 1
                SET b 2 EX 1000
                SELECT 2
                LPUSH list 1 2 3
                NOSUCHCOMMAND
                CONFIG SET slowlog-log-slower-than 0
                CONFIG SET slowlog-log-slower-than 10000
                """);
    }

    @AfterAll
    static void stop() throws IOException {
        agent.close();
        redis.close();
    }

    @Test
    void tellsTheSectionsOfInfo() throws IOException {
        Answer page = agent.page("/metrics");
        assertThat(page.value("redis_up")).isEqualTo("1");
        assertThat(page.value("redis_exporter_last_scrape_error{err=\"\"}")).isEqualTo("0");
        assertThat(page.value("redis_db_keys{db=\"db0\"}")).isEqualTo("2");
        assertThat(page.value("redis_db_keys_expiring{db=\"db0\"}")).isEqualTo("1");
        assertThat(page.value("redis_db_keys{db=\"db2\"}")).isEqualTo("1");
        assertThat(page.value("redis_db_keys{db=\"db3\"}")).isEqualTo("0");
        assertThat(page.value("redis_errors_total{err=\"ERR\"}")).isEqualTo("1");
        assertThat(page.value("redis_commands_total{cmd=\"set\"}")).isEqualTo("2");
        assertThat(page.value("redis_commands_latencies_usec_count{cmd=\"set\"}"))
                .isEqualTo("2");
        assertThat(page.value("redis_latency_percentiles_usec_count{cmd=\"set\"}"))
                .isEqualTo("2");
        assertThat(page.value("redis_config_maxclients")).isEqualTo("10000");
        assertThat(page.value(
                        "redis_config_client_output_buffer_limit_overcome_seconds{class=\"pubsub\",limit=\"soft\"}"))
                .isEqualTo("60");
        assertThat(page.value("redis_rdb_last_bgsave_status")).isEqualTo("1");
        assertThat(Double.parseDouble(page.value("redis_slowlog_length"))).isPositive();
    }

    @Test
    void keepsTheNamesOfThePeerWhateverTheirType() throws IOException {
        Answer page = agent.page("/metrics");
        assertThat(page.families().get("redis_total_error_replies").type()).isEqualTo("counter");
        assertThat(page.families().get("redis_migrate_cached_sockets_total").type())
                .isEqualTo("gauge");
        assertThat(page.families().get("redis_latency_percentiles_usec").type()).isEqualTo("summary");
        assertThat(page.families().get("redis_commands_latencies_usec").type()).isEqualTo("histogram");
    }

    @Test
    void staysOnOneConnectionAndAsksInOneRoundTrip() throws IOException {
        agent.page("/metrics");
        String before = redis.run("INFO stats");
        Answer page = null;
        for (int i = 0; i < 5; i++) {
            page = agent.page("/metrics");
        }
        String after = redis.run("INFO stats");
        // the second look is one connection more itself
        assertThat(field(after, "total_connections_received"))
                .isEqualTo(field(before, "total_connections_received") + 1);
        // INFO, CONFIG, LATENCY twice, SLOWLOG twice; and QUIT, INFO of the looks
        assertThat(field(after, "total_commands_processed")).isEqualTo(field(before, "total_commands_processed") + 32);
        assertThat(page.value("redis_up")).isEqualTo("1");
    }

    private static long field(String info, String name) {
        int at = info.indexOf(name + ":") + name.length() + 1;
        return Long.parseLong(info.substring(at, info.indexOf('\r', at)));
    }

    @Test
    void scrapesAnyTargetByRequest() throws IOException {
        Answer page = agent.page("/scrape?target=127.0.0.1:" + redis.port());
        assertThat(page.value("redis_up")).isEqualTo("1");
        assertThat(page.families()).doesNotContainKey("process_cpu_seconds_total");
        assertThat(agent.get("/scrape").statusCode()).isEqualTo(400);
        assertThat(agent.get("/scrape?target=ftp://x").statusCode()).isEqualTo(400);
        Answer own = agent.page("/metrics");
        assertThat(own.value("redis_target_scrape_request_errors_total")).isNotEqualTo("0");
        assertThat(own.families()).containsKey("process_cpu_seconds_total");
    }

    @Test
    void answersTheOtherPaths() throws IOException {
        assertThat(agent.get("/health").body()).asString().isEqualTo("ok");
        assertThat(agent.get("/-/reload").statusCode()).isEqualTo(400);
        assertThat(agent.get("/discover-cluster-nodes").statusCode()).isEqualTo(400);
        assertThat(agent.get("/nothing").statusCode()).isEqualTo(404);
    }
}
