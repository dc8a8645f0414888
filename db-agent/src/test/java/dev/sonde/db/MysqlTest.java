package dev.sonde.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.db.kit.Answer;
import dev.sonde.db.kit.RealMysql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages of a real MySQL 8 server, which is another than MariaDB in much. */
class MysqlTest {
    private static final List<String> NEVER_HERE = List.of("engine_tokudb_status", "info_schema.rocksdb_perf_context");

    private static RealMysql server;
    private static RunningAgent agent;

    @BeforeAll
    static void start() throws IOException, SQLException {
        server = RealMysql.start("--log-bin=bin", "--server-id=7");
        server.run(
                "CREATE USER watcher@'%' IDENTIFIED WITH caching_sha2_password BY 'sha 2?'",
                "GRANT PROCESS, REPLICATION CLIENT, REPLICATION SLAVE, SELECT ON *.* TO watcher@'%'",
                "GRANT EXECUTE ON sys.* TO watcher@'%'",
                "CREATE DATABASE shop",
                "CREATE TABLE shop.orders (id SMALLINT AUTO_INCREMENT PRIMARY KEY, note TEXT)",
                "INSERT INTO shop.orders (note) VALUES ('a'), ('b')",
                "CREATE DATABASE heartbeat",
                "CREATE TABLE heartbeat.heartbeat (ts VARCHAR(26), server_id INT PRIMARY KEY)",
                "INSERT INTO heartbeat.heartbeat VALUES (NOW(6), 7)",
                "CREATE VIEW shop.heartbeat AS SELECT SLEEP(300) AS ts, 1 AS server_id");
        List<String> all = new ArrayList<>();
        Collectors.names().forEach(name -> all.add("--collect." + name));
        agent = agent(all.toArray(new String[0]));
    }

    private static RunningAgent agent(String... flags) throws IOException {
        Path options = Files.writeString(
                server.folder().resolve("my.cnf"),
                "[client]\nuser=watcher\npassword=sha 2?\nhost=127.0.0.1\nport=" + server.port() + "\n");
        List<String> line = new ArrayList<>(List.of(flags));
        line.add("--config.my-cnf=" + options);
        return RunningAgent.mysql(Map.of(), line.toArray(new String[0]));
    }

    @AfterAll
    static void stop() throws IOException {
        if (agent != null) {
            agent.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void everyCollectorWorksThatCanHere() throws IOException {
        Answer page = agent.page("/metrics");
        for (String name : Collectors.names()) {
            assertThat(page.value("mysql_exporter_collector_success{collector=\"collect." + name + "\"}"))
                    .as(name)
                    .isEqualTo(NEVER_HERE.contains(name) ? "0" : "1");
        }
        assertThat(page.value(
                        "mysql_info_schema_auto_increment_column_max{column=\"id\",schema=\"shop\",table=\"orders\"}"))
                .isEqualTo("32767");
        assertThat(page.value("mysql_global_status_innodb_page_size")).isEqualTo("16384");
        assertThat(page.families())
                .containsKeys(
                        "mysql_perf_schema_events_statements_sum_total",
                        "mysql_sys_statements_total",
                        "mysql_heartbeat_stored_timestamp_seconds");
    }

    @Test
    void aSlowStatementCostsItsCollectorAloneAndEnds() throws IOException, SQLException {
        try (RunningAgent slow = agent("--collect.heartbeat", "--collect.heartbeat.database=shop")) {
            Answer page = slow.pageWithin(2, "/metrics");
            assertThat(page.value("mysql_up")).isEqualTo("1");
            assertThat(page.value("mysql_exporter_collector_success{collector=\"collect.heartbeat\"}"))
                    .isEqualTo("0");
            assertThat(page.value("mysql_exporter_collector_success{collector=\"collect.global_status\"}"))
                    .isEqualTo("1");
        }
    }

    @Test
    void channelsOfAReplica() throws IOException, SQLException {
        server.run(
                "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=1, MASTER_USER='x', MASTER_CONNECT_RETRY=1"
                        + " FOR CHANNEL 'east'",
                "CHANGE MASTER TO MASTER_HOST='127.0.0.2', MASTER_PORT=1, MASTER_USER='x' FOR CHANNEL 'west'",
                "START SLAVE SQL_THREAD FOR CHANNEL 'east'");
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        String east = "{channel_name=\"east\",connection_name=\"\",master_host=\"127.0.0.1\",master_uuid=\"\"}";
        Answer page = agent.page("/metrics?collect[]=slave_status");
        while (!"1".equals(page.value("mysql_slave_status_slave_sql_running" + east))) {
            assertThat(System.nanoTime()).isLessThan(limit);
            page = agent.page("/metrics?collect[]=slave_status");
        }
        assertThat(page.value("mysql_slave_status_slave_io_running" + east)).isEqualTo("0");
        assertThat(page.count("mysql_slave_status_slave_sql_running")).isEqualTo(2);
    }
}
