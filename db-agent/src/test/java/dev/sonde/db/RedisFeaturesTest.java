package dev.sonde.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.db.kit.Answer;
import dev.sonde.db.kit.RealRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a page of a Redis server tells beside INFO, when it is asked to. */
class RedisFeaturesTest {
    private static RealRedis redis;
    private static RunningAgent agent;

    @TempDir
    static Path folder;

    @BeforeAll
    static void start() throws IOException {
        redis = RealRedis.start();
        redis.run("""
                SET user:1 alice
                SET user:2 bob
                SET num:1 12.5
                PFADD sketch a b c
                RPUSH list 1 2 3
                HSET hash a 1
                XADD events 5-1 a 1
                XADD events 7-1 a 2
                XGROUP CREATE events workers 0
                XREADGROUP GROUP workers w1 COUNT 1 STREAMS events >
                SELECT 3
                SET other x
                """);
        Path good = Files.writeString(folder.resolve("good.lua"), "return {'a', '1', 'b', '2.5', 'c', 'x'}");
        Path empty = Files.writeString(folder.resolve("empty.lua"), "return {}");
        agent = RunningAgent.redis(
                "-redis.addr=" + redis.address(),
                "-check-keys=user:*,db3=o*,num:1",
                "-check-single-keys=sketch,list,missing,hash",
                "-check-streams=ev*",
                "-count-keys=user:*",
                "-check-key-groups=^(%a+):",
                "-script=" + good + "," + empty,
                "-export-client-list",
                "-include-config-metrics=true");
    }

    @AfterAll
    static void stop() throws IOException {
        agent.close();
        redis.close();
    }

    @Test
    void keys() throws IOException {
        Answer page = agent.page("/metrics");
        assertThat(page.value("redis_exporter_last_scrape_error{err=\"\"}")).isEqualTo("0");
        assertThat(page.value("redis_key_size{db=\"db0\",key=\"user:1\"}")).isEqualTo("5");
        assertThat(page.value("redis_key_value_as_string{db=\"db0\",key=\"user:2\",val=\"bob\"}"))
                .isEqualTo("1");
        assertThat(page.value("redis_key_value{db=\"db0\",key=\"num:1\"}")).isEqualTo("12.5");
        assertThat(page.value("redis_key_size{db=\"db0\",key=\"sketch\"}")).isEqualTo("3");
        assertThat(page.value("redis_key_size{db=\"db0\",key=\"missing\"}")).isEqualTo("0");
        assertThat(page.value("redis_key_size{db=\"db3\",key=\"other\"}")).isEqualTo("1");
        assertThat(page.value("redis_key_memory_usage_bytes{db=\"db0\",key=\"hash\"}"))
                .isNotNull();
        assertThat(page.value("redis_keys_count{db=\"db0\",key=\"user:*\"}")).isEqualTo("2");
    }

    @Test
    void streams() throws IOException {
        Answer page = agent.page("/metrics");
        assertThat(page.value("redis_stream_length{db=\"db0\",stream=\"events\"}"))
                .isEqualTo("2");
        assertThat(page.value("redis_stream_first_entry_id{db=\"db0\",stream=\"events\"}"))
                .isEqualTo("5");
        assertThat(page.value("redis_stream_group_lag{db=\"db0\",group=\"workers\",stream=\"events\"}"))
                .isEqualTo("1");
        assertThat(
                        page.value(
                                "redis_stream_group_consumer_messages_pending{consumer=\"w1\",db=\"db0\",group=\"workers\",stream=\"events\"}"))
                .isEqualTo("1");
    }

    @Test
    void groupsOfKeys() throws IOException {
        Answer page = agent.page("/metrics");
        assertThat(page.value("redis_key_group_count{db=\"db0\",key_group=\"user\"}"))
                .isEqualTo("2");
        assertThat(page.value("redis_key_group_count{db=\"db0\",key_group=\"unclassified\"}"))
                .isEqualTo("4");
        assertThat(page.value("redis_number_of_distinct_key_groups{db=\"db0\"}"))
                .isEqualTo("3");
    }

    @Test
    void scripts() throws IOException {
        Answer page = agent.page("/metrics");
        String good = folder.resolve("good.lua").toString();
        assertThat(page.value("redis_script_values{filename=\"" + good + "\",key=\"b\"}"))
                .isEqualTo("2.5");
        assertThat(page.value("redis_script_result{filename=\"" + good + "\"}")).isEqualTo("1");
        assertThat(page.value("redis_script_result{filename=\"" + folder.resolve("empty.lua") + "\"}"))
                .isEqualTo("2");
    }

    @Test
    void clientsAndSettings() throws IOException {
        Answer page = agent.page("/metrics");
        assertThat(page.count("redis_connected_client_info")).isPositive();
        assertThat(page.label("redis_connected_client_info", "name")).isEqualTo("redis_exporter");
        assertThat(page.value("redis_config_value{key=\"databases\"}")).isEqualTo("16");
        assertThat(page.value("redis_config_key_value{key=\"requirepass\",value=\"\"}"))
                .isNull();
    }

    @Test
    void requestsMaySetWhatKeysToLookAt() throws IOException {
        Answer page = agent.page("/scrape?target=" + redis.address() + "&check-single-keys=db3=other&check-keys=");
        assertThat(page.count("redis_key_size")).isEqualTo(1);
    }

    @Test
    void everySeriesCanHaveTheRole() throws IOException {
        try (RunningAgent labelled =
                RunningAgent.redis("-redis.addr=" + redis.address(), "-append-instance-role-label")) {
            Answer page = labelled.page("/metrics");
            assertThat(page.value("redis_up{instance_role=\"master\"}")).isEqualTo("1");
            assertThat(page.value("redis_connected_clients{instance_role=\"master\"}"))
                    .isNotNull();
            assertThat(page.value("redis_slowlog_length{instance_role=\"master\"}"))
                    .isNotNull();
        }
    }

    @Test
    void replicasAndMastersKnowEachOther() throws IOException {
        try (RealRedis replica = RealRedis.start("--replicaof", "127.0.0.1 " + redis.port())) {
            Answer page = agent.page("/scrape?target=" + replica.address());
            String master = "{master_host=\"127.0.0.1\",master_port=\"" + redis.port() + "\"}";
            assertThat(page.value("redis_master_link_up" + master)).isNotNull();
            assertThat(page.value("redis_slave_info{master_host=\"127.0.0.1\",master_port=\"" + redis.port()
                            + "\",read_only=\"1\"}"))
                    .isEqualTo("1");
        }
    }

    @Test
    void aClusterTellsItsStateAndItsNodes() throws IOException {
        try (RealRedis node = RealRedis.start("--cluster-enabled", "yes");
                RunningAgent cluster = RunningAgent.redis("-redis.addr=" + node.address(), "-is-cluster")) {
            node.run("CLUSTER ADDSLOTS 0 1 2");
            Answer page = cluster.page("/metrics");
            assertThat(page.value("redis_cluster_enabled")).isEqualTo("1");
            assertThat(page.value("redis_cluster_slots_assigned")).isEqualTo("3");
            assertThat(page.count("redis_db_keys")).isEqualTo(1);
            assertThat(cluster.get("/discover-cluster-nodes").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void optionsComeFromTheEnvironmentAndFlagsPrevail() throws IOException {
        Map<String, String> environment = Map.of(
                "REDIS_ADDR", redis.address(),
                "REDIS_EXPORTER_NAMESPACE", "cache",
                "REDIS_EXPORTER_INCL_SYSTEM_METRICS", "true",
                "REDIS_EXPORTER_CHECK_KEYS_BATCH_SIZE", "many");
        try (RunningAgent byEnvironment = RunningAgent.redis(environment)) {
            assertThat(byEnvironment.page("/metrics").families())
                    .containsKeys("cache_up", "cache_total_system_memory_bytes");
        }
        try (RunningAgent byFlag = RunningAgent.redis(environment, "--namespace", "redis")) {
            assertThat(byFlag.page("/metrics").value("redis_up")).isEqualTo("1");
        }
    }

    @Test
    void passwordsComeFromAFileThatMayChange() throws IOException {
        try (RealRedis locked = RealRedis.start("--requirepass", "one")) {
            Path file = Files.writeString(folder.resolve("passwords.json"), "{\"" + locked.address() + "\": \"no\"}");
            try (RunningAgent reading = RunningAgent.redis("-redis.addr=", "-redis.password-file=" + file)) {
                String path = "/scrape?target=" + locked.address();
                assertThat(reading.page(path).value("redis_up")).isEqualTo("0");
                Files.writeString(file, "{\"" + locked.address() + "\": \"one\"}");
                assertThat(reading.page(path).value("redis_up")).isEqualTo("1");
                assertThat(reading.get("/-/reload").body()).asString().isEqualTo("ok");
            }
        }
    }

    @Test
    void itsOwnPagesCanBeLocked() throws IOException {
        try (RunningAgent locked =
                RunningAgent.redis("-redis.addr=", "-basic-auth-username=me", "-basic-auth-password=secret")) {
            assertThat(locked.get("/metrics").statusCode()).isEqualTo(401);
            String login = java.util.Base64.getEncoder().encodeToString("me:secret".getBytes());
            assertThat(locked.get("/metrics", "Authorization", "Basic " + login).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void scrapesOnlyTheHostsAllowed() throws IOException {
        try (RunningAgent strict = RunningAgent.redis("-redis.addr=", "-scrape-allow=*.example.org,127.0.0.1")) {
            assertThat(strict.get("/scrape?target=" + redis.address()).statusCode())
                    .isEqualTo(200);
            assertThat(strict.get("/scrape?target=redis://localhost:6379").statusCode())
                    .isEqualTo(400);
        }
    }
}
