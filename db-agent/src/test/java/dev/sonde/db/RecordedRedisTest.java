package dev.sonde.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.db.kit.Answer;
import dev.sonde.db.kit.RecordedServers;
import dev.sonde.db.kit.ScriptedRedis;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Pages of servers of the family that cannot be had for a test, from their replies. */
class RecordedRedisTest {
    private static Answer page(ScriptedRedis server, String... flags) throws IOException {
        String[] line = new String[flags.length + 1];
        System.arraycopy(flags, 0, line, 1, flags.length);
        line[0] = "-redis.addr=" + server.address();
        try (RunningAgent agent = RunningAgent.redis(line)) {
            Answer page = agent.page("/metrics");
            assertThat(page.value("redis_up")).isEqualTo("1");
            assertThat(page.value("redis_exporter_last_scrape_error{err=\"\"}")).isEqualTo("0");
            return page;
        }
    }

    @Test
    void keydb() throws IOException {
        try (ScriptedRedis server = RecordedServers.keydb()) {
            Answer page = page(server);
            assertThat(page.value("redis_server_threads_total")).isEqualTo("2");
            assertThat(page.value("redis_db_keys_cached{db=\"db0\"}")).isEqualTo("12");
            assertThat(page.value("redis_cached_keys_total")).isEqualTo("12");
            assertThat(page.value("redis_storage_provider_read_hits")).isEqualTo("7");
            assertThat(page.value("redis_master_link_up{master_host=\"10.0.0.2\",master_port=\"6379\"}"))
                    .isEqualTo("1");
            assertThat(page.value("redis_master_link_up{master_host=\"10.0.0.3\",master_port=\"6380\"}"))
                    .isEqualTo("0");
            assertThat(page.label("redis_instance_info", "role")).isEqualTo("active-replica");
        }
    }

    @Test
    void dragonfly() throws IOException {
        try (ScriptedRedis server = RecordedServers.dragonfly()) {
            Answer page = page(server);
            assertThat(page.value("redis_memory_used_bytes")).isEqualTo("1.118448e+06");
            assertThat(page.value("redis_commands_total{cmd=\"SET\"}")).isEqualTo("2");
            assertThat(page.value("redis_db_keys{db=\"db0\"}")).isEqualTo("2");
            assertThat(page.families()).doesNotContainKeys("redis_config_maxclients", "redis_commands_latencies_usec");
        }
    }

    @Test
    void redis5() throws IOException {
        try (ScriptedRedis server = RecordedServers.redis5()) {
            Answer page = page(server);
            assertThat(page.value("redis_latest_fork_seconds")).isEqualTo("0.000212");
            assertThat(page.value("redis_last_slow_execution_duration_seconds")).isEqualTo("0.015");
            assertThat(page.value("redis_slowlog_last_id")).isEqualTo("6");
            assertThat(page.value("redis_db_keys{db=\"db15\"}"))
                    .as("16 where CONFIG is refused")
                    .isEqualTo("0");
            assertThat(page.value("redis_master_link_up{master_host=\"master.example.org\",master_port=\"6379\"}"))
                    .isEqualTo("0");
        }
    }

    @Test
    void modulesAndSearchIndexes() throws IOException {
        try (ScriptedRedis server = RecordedServers.modules()) {
            Answer page = page(
                    server,
                    "-include-modules-metrics",
                    "-include-search-indexes-metrics",
                    "-check-search-indexes=^ord");
            assertThat(page.count("redis_module_info")).isEqualTo(2);
            assertThat(page.value("redis_search_number_of_indexes")).isEqualTo("2");
            assertThat(page.value("redis_search_indexing_time_ms_total")).isEqualTo("1.5");
            assertThat(page.value("redis_bf_bloom_defrag_hits_total")).isEqualTo("4");
            assertThat(page.value("redis_search_index_num_docs{index_name=\"orders\"}"))
                    .isEqualTo("41");
            assertThat(page.value("redis_search_index_inverted_size_bytes{index_name=\"orders\"}"))
                    .isEqualTo("524288");
            assertThat(page.count("redis_search_index_num_docs")).isEqualTo(1);
            assertThat(page.families()
                            .get("redis_search_index_number_of_uses_total")
                            .type())
                    .isEqualTo("counter");
            assertThat(server.commands()).doesNotContain("FT.INFO users");
        }
    }

    @Test
    void tile38() throws IOException {
        try (ScriptedRedis server = RecordedServers.tile38()) {
            Answer page = page(server, "-is-tile38");
            assertThat(page.value("redis_tile38_num_objects_total")).isEqualTo("17");
            assertThat(page.value("redis_tile38_mem_alloc_bytes")).isEqualTo("2.097152e+06");
            assertThat(page.value("redis_tile38_read_only")).isEqualTo("0");
            assertThat(page.value("redis_tile38_cpus_total")).isEqualTo("4");
        }
    }
}
