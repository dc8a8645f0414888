package dev.sonde.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.db.kit.Answer;
import dev.sonde.db.kit.ScriptedMysql;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of servers that cannot be had for a test, from their replies; and of servers whose replies are odd. */
class RecordedMysqlTest {
    private static final String OLD_COLUMNS = """
            Slave_IO_State | Master_Host | Master_User | Slave_IO_Running | Slave_SQL_Running | Read_Master_Log_Pos | Exec_Master_Log_Pos | Seconds_Behind_Master | SQL_Delay | Master_UUID | Channel_Name
            """;
    private static final String NEW_COLUMNS = """
            Replica_IO_State | Source_Host | Source_User | Replica_IO_Running | Replica_SQL_Running | Read_Source_Log_Pos | Exec_Source_Log_Pos | Seconds_Behind_Source | SQL_Delay | Source_UUID | Channel_Name
            """;
    private static final String TWO_CHANNELS = """
            Waiting | db1 | repl | Yes | Yes | 157 | 157 | 3 | 0 | uuid-1 | east
            Waiting | db2 | repl | Connecting | No | 4 | 4 | NULL | 60 | uuid-2 | west
            """;
    private static final byte[] NOT_UTF8 = {'a', (byte) 0xff, (byte) 0xfe, 0, '\n', '"', '\\', 'b'};

    @TempDir
    private static Path folder;

    private static RunningAgent agent;

    @BeforeAll
    static void start() throws IOException {
        agent = agent("[client]\nuser=watcher\npassword=pw\n", everyCollector());
    }

    @AfterAll
    static void stop() {
        agent.close();
    }

    private static RunningAgent agent(String options, List<String> flags) throws IOException {
        Path file = Files.writeString(Files.createTempFile(folder, "my", ".cnf"), options);
        List<String> line = new ArrayList<>(flags);
        line.add("--config.my-cnf=" + file);
        return RunningAgent.mysql(Map.of(), line.toArray(new String[0]));
    }

    private static List<String> everyCollector() {
        return Collectors.names().stream().map(name -> "--collect." + name).toList();
    }

    private static Answer page(ScriptedMysql server, String... collectors) throws IOException {
        StringBuilder path = new StringBuilder("/probe?target=127.0.0.1:" + server.port());
        Arrays.stream(collectors).forEach(name -> path.append("&collect[]=").append(name));
        return agent.page(path.toString());
    }

    private static String slave(String metric, String host, String uuid, String channel) {
        return "mysql_slave_status_" + metric + "{channel_name=\"" + channel + "\",connection_name=\"\",master_host=\""
                + host + "\",master_uuid=\"" + uuid + "\"}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.7.44-log", "8.0.36"})
    void replicationByItsOldNames(String version) throws IOException {
        try (ScriptedMysql server =
                new ScriptedMysql(version).answer("SHOW SLAVE STATUS", OLD_COLUMNS + TWO_CHANNELS)) {
            Answer page = page(server, "slave_status");
            assertThat(server.statements()).containsExactly("SHOW SLAVE STATUS");
            assertThat(page.value(slave("seconds_behind_master", "db1", "uuid-1", "east")))
                    .isEqualTo("3");
            assertThat(page.value(slave("slave_io_running", "db1", "uuid-1", "east")))
                    .isEqualTo("1");
            assertThat(page.value(slave("slave_io_running", "db2", "uuid-2", "west")))
                    .isEqualTo("0");
            assertThat(page.value(slave("sql_delay", "db2", "uuid-2", "west"))).isEqualTo("60");
            assertThat(page.value(slave("seconds_behind_master", "db2", "uuid-2", "west")))
                    .as("nobody knows while the applier stands")
                    .isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.4.2", "9.7.0-commercial"})
    void replicationByItsNewNamesAndTheOld(String version) throws IOException {
        try (ScriptedMysql server =
                new ScriptedMysql(version).answer("SHOW REPLICA STATUS", NEW_COLUMNS + TWO_CHANNELS)) {
            Answer page = page(server, "slave_status");
            assertThat(server.statements()).containsExactly("SHOW REPLICA STATUS");
            for (String metric : List.of("seconds_behind_source", "seconds_behind_master")) {
                assertThat(page.value(slave(metric, "db1", "uuid-1", "east"))).isEqualTo("3");
            }
            for (String metric : List.of("replica_sql_running", "slave_sql_running")) {
                assertThat(page.value(slave(metric, "db2", "uuid-2", "west"))).isEqualTo("0");
            }
            for (String metric : List.of("exec_source_log_pos", "exec_master_log_pos", "read_master_log_pos")) {
                assertThat(page.value(slave(metric, "db1", "uuid-1", "east"))).isEqualTo("157");
            }
        }
        try (ScriptedMysql server =
                        new ScriptedMysql(version).answer("SHOW REPLICA STATUS", NEW_COLUMNS + TWO_CHANNELS);
                RunningAgent plain =
                        agent("[client]\nuser=watcher\n", List.of("--no-collect.slave_status.old_names"))) {
            Answer page = plain.page("/probe?target=127.0.0.1:" + server.port() + "&collect[]=slave_status");
            assertThat(page.value(slave("seconds_behind_source", "db1", "uuid-1", "east")))
                    .isEqualTo("3");
            assertThat(page.families())
                    .doesNotContainKeys(
                            "mysql_slave_status_seconds_behind_master", "mysql_slave_status_slave_io_running");
        }
    }

    @Test
    void replicationFromSeveralSourcesOfMariadb() throws IOException {
        try (ScriptedMysql server = new ScriptedMysql("5.5.5-10.5.22-MariaDB").answer("SHOW ALL SLAVES STATUS", """
                Connection_name | Master_Host | Slave_IO_Running | Seconds_Behind_Master | Gtid_IO_Pos | Gtid_Slave_Pos
                | db1 | Yes | 0 | 0-1-5,7-2-9 | 0-1-4
                west | db2 | No | 17 | | 0-1-4
                """)) {
            Answer page = page(server, "slave_status");
            assertThat(server.statements()).containsExactly("SHOW ALL SLAVES STATUS");
            String west = "{channel_name=\"\",connection_name=\"west\",master_host=\"db2\",master_uuid=\"\"}";
            assertThat(page.value("mysql_slave_status_seconds_behind_master" + west))
                    .isEqualTo("17");
            assertThat(page.value(
                            "mysql_slave_status_gtid_io_pos{channel_name=\"\",connection_name=\"\",domain_id=\"7\","
                                    + "master_host=\"db1\",master_uuid=\"\",server_id=\"2\"}"))
                    .isEqualTo("9");
            assertThat(page.count("mysql_slave_status_gtid_slave_pos")).isEqualTo(2);
        }
    }

    @Test
    void aNodeOfGalera() throws IOException {
        try (ScriptedMysql server = new ScriptedMysql("5.5.5-10.11.6-MariaDB-log")
                .answer("SHOW GLOBAL STATUS", """
                        Variable_name | Value
                        wsrep_local_state | 4
                        wsrep_ready | ON
                        wsrep_connected | OFF
                        wsrep_cluster_status | Primary
                        wsrep_local_state_uuid | 1111-aaaa
                        wsrep_cluster_state_uuid | 1111-aaaa
                        wsrep_provider_version | 26.4.16(r7dce5149)
                        wsrep_evs_repl_latency | 0.000234/0.000512/0.00192/0.0003/12
                        """)
                .answer("SHOW GLOBAL VARIABLES", """
                        Variable_name | Value
                        version | 10.11.6-MariaDB-log
                        wsrep_cluster_name | shop
                        wsrep_provider_options | base_dir = /var/lib/mysql/; gcache.size = 128M; gcs.fc_limit = 16
                        wsrep_desync | OFF
                        """)) {
            Answer page = page(server, "global_status", "global_variables");
            assertThat(page.value("mysql_global_status_wsrep_local_state")).isEqualTo("4");
            assertThat(page.value("mysql_global_status_wsrep_ready")).isEqualTo("1");
            assertThat(page.value("mysql_global_status_wsrep_connected")).isEqualTo("0");
            assertThat(page.value("mysql_global_status_wsrep_cluster_status")).isEqualTo("1");
            assertThat(page.value(
                            "mysql_galera_status_info{wsrep_cluster_state_uuid=\"1111-aaaa\",wsrep_local_state_uuid=\"1111-aaaa\","
                                    + "wsrep_provider_version=\"26.4.16(r7dce5149)\"}"))
                    .isEqualTo("1");
            assertThat(page.value("mysql_galera_evs_repl_latency_avg_seconds")).isEqualTo("0.000512");
            assertThat(page.value("mysql_galera_evs_repl_latency_sample_size")).isEqualTo("12");
            assertThat(page.value("mysql_galera_variables_info{wsrep_cluster_name=\"shop\"}"))
                    .isEqualTo("1");
            assertThat(page.value("mysql_galera_gcache_size_bytes")).isEqualTo("1.34217728e+08");
            assertThat(page.value("mysql_global_variables_wsrep_desync")).isEqualTo("0");
        }
    }

    @Test
    void replicasOfAurora() throws IOException {
        try (ScriptedMysql server = new ScriptedMysql("8.0.32").answer("SELECT SERVER_ID, IF(SESSION_ID", """
                server_id | role | cpu | latency | lag | speed | replay
                node-1 | writer | 12.5 | 0 | 0 | 0 | 0
                node-2 | reader | 3 | 2500 | 18.5 | 1024 | NULL
                """)) {
            Answer page = page(server, "info_schema.replica_host");
            String node = "{role=\"reader\",server_id=\"node-2\"}";
            assertThat(page.value("mysql_info_schema_replica_host_replica_latency_seconds" + node))
                    .isEqualTo("0.0025");
            assertThat(page.value("mysql_info_schema_replica_host_lag_seconds" + node))
                    .isEqualTo("0.0185");
            assertThat(page.value("mysql_info_schema_replica_host_log_stream_speed" + node))
                    .isEqualTo("1024");
            assertThat(page.count("mysql_info_schema_replica_host_replay_latency_seconds"))
                    .isEqualTo(1);
        }
    }

    @Test
    void rocksdb() throws IOException {
        try (ScriptedMysql server =
                new ScriptedMysql("5.7.44").answer("SELECT table_schema, table_name, COALESCE(part", """
                table_schema | table_name | partition_name | stat_type | value
                shop | orders | | USER_KEY_COMPARISON_COUNT | 77
                shop | orders | p1 | BLOCK_READ_BYTE | 8192
                """)) {
            Answer page = page(server, "info_schema.rocksdb_perf_context");
            assertThat(
                            page.value(
                                    "mysql_info_schema_rocksdb_perf_context_user_key_comparison_count{part=\"\",schema=\"shop\",table=\"orders\"}"))
                    .isEqualTo("77");
            assertThat(
                            page.value(
                                    "mysql_info_schema_rocksdb_perf_context_block_read_byte{part=\"p1\",schema=\"shop\",table=\"orders\"}"))
                    .isEqualTo("8192");
        }
    }

    @Test
    void histogramsOfPerconaServer() throws IOException {
        try (ScriptedMysql server = new ScriptedMysql("5.7.44-48")
                .answer("SELECT @@query_response_time_stats", "x\n1")
                .answer("SELECT TIME, COUNT, TOTAL FROM INFORMATION_SCHEMA.QUERY_RESPONSE_TIME_WRITE", """
                        time | count | total
                        0.000001 | 2 | 0.000001
                        TOO LONG | 1 | TOO LONG
                        """)
                .answer("SELECT TIME, COUNT, TOTAL FROM INFORMATION_SCHEMA.QUERY_RESPONSE_TIME", """
                        time | count | total
                        0.000001 | 5 | 0.000002
                        1.000000 | 3 | 1.5
                        """)) {
            Answer page = page(server, "info_schema.query_response_time");
            String metric = "mysql_info_schema_query_response_time_seconds";
            assertThat(page.value(metric + "_bucket{le=\"1e-06\"}")).isEqualTo("5");
            assertThat(page.value(metric + "_bucket{le=\"1\"}")).isEqualTo("8");
            assertThat(page.value(metric + "_sum")).isEqualTo("1.500002");
            assertThat(page.value("mysql_info_schema_write_query_response_time_seconds_count"))
                    .isEqualTo("3");
        }
    }

    /** Whatever stands in the cells, each collector does with it what it can, and the page is one. */
    @ParameterizedTest
    @ValueSource(strings = {"NULL", "", "x", "-1", "1e999", "0x1p3", "10d", "NOT UTF-8", "LONG"})
    void oddCellsCostTheirSamplesAlone(String cell) throws IOException {
        byte[] value = switch (cell) {
            case "NULL" -> null;
            case "NOT UTF-8" -> NOT_UTF8;
            case "LONG" -> "y".repeat(70_000).getBytes(StandardCharsets.US_ASCII);
            default -> cell.getBytes(StandardCharsets.US_ASCII);
        };
        for (String version : List.of("8.0.36", "5.5.5-10.11.6-MariaDB")) {
            try (ScriptedMysql server = new ScriptedMysql(version)) {
                for (String statement : List.of("SELECT", "SHOW")) {
                    server.answer(statement, out -> {
                        String[] names = new String[40];
                        byte[][] row = new byte[names.length][];
                        Arrays.setAll(names, i -> "c" + i);
                        Arrays.fill(row, value);
                        out.columns(names);
                        for (int i = 0; i < 3; i++) {
                            out.row(row);
                        }
                        out.end();
                    });
                }
                Answer page = page(server);
                assertThat(page.value("mysql_up")).isEqualTo("1");
                for (String collector : Collectors.names()) {
                    assertThat(page.value("mysql_exporter_collector_success{collector=\"collect." + collector + "\"}"))
                            .as(collector)
                            .isEqualTo("1");
                }
                assertThat(server.server().accepted()).isEqualTo(1);
            }
        }
    }

    @Test
    void aServerThatAsksForOurFilesGetsNone() throws IOException {
        try (ScriptedMysql server = new ScriptedMysql("8.0.36").answer("SHOW GLOBAL STATUS", out -> {
            out.raw("\u00fb/etc/hostname".getBytes(StandardCharsets.ISO_8859_1));
        })) {
            Answer page = agent.pageWithin(2, "/probe?target=127.0.0.1:" + server.port() + "&collect[]=global_status");
            assertThat(page.value("mysql_exporter_collector_success{collector=\"collect.global_status\"}"))
                    .isEqualTo("0");
        }
    }

    @Test
    void anEndlessAnswerIsCutOff() throws IOException {
        try (ScriptedMysql server = new ScriptedMysql("8.0.36").answer("SHOW GLOBAL STATUS", out -> {
            out.columns("a", "b");
            byte[] text = new byte[60_000];
            Arrays.fill(text, (byte) 'z');
            while (true) {
                out.row(text, text);
            }
        })) {
            Answer page = page(server, "global_status");
            assertThat(page.value("mysql_exporter_collector_success{collector=\"collect.global_status\"}"))
                    .isEqualTo("0");
        }
    }

    @Test
    void aDearCollectorIsAskedAsOftenAsWanted() throws IOException {
        String rows = "a | b | c | d | e\nshop | orders | id | 3 | 255";
        try (ScriptedMysql server = new ScriptedMysql("8.0.36")
                        .answer("SELECT c.table_schema", rows)
                        .answer("SELECT 1", "1\n1");
                RunningAgent sparing = agent(
                        "[client]\nuser=watcher\n",
                        List.of(
                                "--collect.auto_increment.columns",
                                "--exporter.collector_interval=auto_increment.columns=1h"))) {
            String path = "/probe?target=127.0.0.1:" + server.port() + "&collect[]=auto_increment.columns";
            for (int i = 0; i < 3; i++) {
                Answer page = sparing.page(path);
                assertThat(page.value("mysql_up")).isEqualTo("1");
                assertThat(
                                page.value(
                                        "mysql_info_schema_auto_increment_column{column=\"id\",schema=\"shop\",table=\"orders\"}"))
                        .isEqualTo("3");
            }
            assertThat(server.statements())
                    .filteredOn(sql -> sql.contains("table_schema"))
                    .hasSize(1);
            server.vanish();
            assertThat(sparing.page(path).value("mysql_up")).isEqualTo("0");
        }
    }
}
