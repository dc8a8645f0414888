package dev.sonde.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.db.kit.Answer;
import dev.sonde.db.kit.RealRedis;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Real servers that are more than one: a cluster of three, a sentinel with its master and replica. */
class RedisModesTest {
    private static final long LIMIT_SECONDS = 60;

    /** A question that has to be asked until the servers know each other. */
    private interface Question {
        boolean isAnswered() throws IOException;
    }

    private static void await(Question question) throws IOException {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!question.isAnswered()) {
            assertThat(System.nanoTime()).isLessThan(limit);
            Thread.yield();
        }
    }

    private static RealRedis node() throws IOException {
        // the port of its bus is far beyond its own by default, and may not exist
        return RealRedis.start("--cluster-enabled", "yes", "--cluster-port", "" + RealRedis.freePort());
    }

    private static String busPort(RealRedis node) throws IOException {
        String self = node.run("CLUSTER NODES");
        int at = self.indexOf('@') + 1;
        return self.substring(at, self.indexOf(' ', at)).split(",")[0];
    }

    @Test
    void aClusterOfThree() throws IOException {
        try (RealRedis first = node();
                RealRedis second = node();
                RealRedis third = node();
                RunningAgent agent = RunningAgent.redis("-redis.addr=" + first.address(), "-is-cluster")) {
            first.run("CLUSTER ADDSLOTSRANGE 0 5000");
            second.run("CLUSTER ADDSLOTSRANGE 5001 10000");
            third.run("CLUSTER ADDSLOTSRANGE 10001 16383");
            for (RealRedis other : new RealRedis[] {second, third}) {
                first.run("CLUSTER MEET 127.0.0.1 " + other.port() + " " + busPort(other));
            }
            await(() -> "1".equals(agent.page("/metrics").value("redis_cluster_state")));
            await(() -> "3".equals(agent.page("/metrics").value("redis_cluster_known_nodes")));
            for (RealRedis node : new RealRedis[] {first, second, third}) {
                String path = "/scrape?target=" + node.address();
                await(() -> "16384".equals(agent.page(path).value("redis_cluster_slots_ok")));
                assertThat(agent.page(path).count("redis_db_keys")).isEqualTo(1);
                await(() -> new String(agent.get("/discover-cluster-nodes").body(), StandardCharsets.UTF_8)
                        .contains("\"" + node.address() + "\""));
            }
            third.run("SET key-of-another value");
            assertThat(agent.page("/scrape?target=" + first.address() + "&check-single-keys=foreign")
                            .value("redis_up"))
                    .as("keys of other nodes are refused, and that is all")
                    .isEqualTo("1");
        }
    }

    @Test
    void aSentinel() throws IOException {
        try (RealRedis master = RealRedis.start();
                RealRedis replica = RealRedis.start("--replicaof", "127.0.0.1 " + master.port());
                RealRedis sentinel =
                        RealRedis.sentinel("sentinel monitor mymaster 127.0.0.1 " + master.port() + " 1\n");
                RunningAgent agent = RunningAgent.redis("-redis.addr=" + sentinel.address())) {
            String labels = "{master_address=\"127.0.0.1:" + master.port() + "\",master_name=\"mymaster\"}";
            await(() -> "1".equals(agent.page("/metrics").value("redis_sentinel_master_ok_slaves" + labels)));
            Answer page = agent.page("/metrics");
            assertThat(page.value("redis_sentinel_masters")).isEqualTo("1");
            assertThat(page.value("redis_sentinel_master_sentinels" + labels)).isEqualTo("1");
            assertThat(page.value("redis_sentinel_master_setting_ckquorum" + labels))
                    .isEqualTo("1");
            assertThat(page.label("redis_sentinel_master_status", "master_status"))
                    .isEqualTo("ok");
            assertThat(page.value("redis_exporter_last_scrape_error{err=\"\"}")).isEqualTo("0");
            String link = "redis_master_link_up{master_host=\"127.0.0.1\",master_port=\"" + master.port() + "\"}";
            String ofReplica = "/scrape?target=" + replica.address();
            await(() -> "1".equals(agent.page(ofReplica).value(link)));
            assertThat(agent.page(ofReplica).label("redis_instance_info", "role"))
                    .isEqualTo("slave");
            await(() ->
                    agent.page("/scrape?target=" + master.address()).count("redis_connected_slave_lag_seconds") == 1);
        }
    }

    /** As docs/db-agent.md has it. */
    @Test
    void aUserWithTheLeastOfRights() throws IOException {
        try (RealRedis redis = RealRedis.start()) {
            redis.run(
                    "ACL SETUSER exporter on >pw +client|setname +ping +info +config|get +cluster|info +slowlog +latency"
                            + " +command|info");
            try (RunningAgent agent = RunningAgent.redis(
                    "-redis.addr=" + redis.address(), "-redis.user=exporter", "-redis.password=pw")) {
                Answer page = agent.page("/metrics");
                assertThat(page.value("redis_exporter_last_scrape_error{err=\"\"}"))
                        .isEqualTo("0");
                assertThat(page.families())
                        .containsKeys(
                                "redis_config_maxclients", "redis_slowlog_length", "redis_commands_latencies_usec");
                assertThat(redis.run("INFO errorstats")).doesNotContain("NOPERM");
            }
        }
    }
}
