package dev.sonde.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.core.exposition.ParsedPage;
import dev.sonde.db.kit.Answer;
import dev.sonde.db.kit.RealMariadb;
import dev.sonde.db.kit.RealRedis;
import dev.sonde.db.kit.TcpServer;
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

/** The pages of a real MariaDB server, and what becomes of them when it or the way to it fails. */
class MariadbTest {
    private static final String PASSWORD = "p?w$#`'1";
    private static final double WAIT = 2;
    private static final List<String> NEVER_HERE = List.of(
            "engine_tokudb_status",
            "info_schema.rocksdb_perf_context",
            "perf_schema.replication_group_members",
            "perf_schema.replication_group_member_stats",
            "perf_schema.replication_applier_status_by_worker",
            "sys.user_summary");

    private static RealMariadb server;
    private static Path options;
    private static RunningAgent agent;

    @BeforeAll
    static void start() throws IOException, SQLException {
        server = RealMariadb.start("--performance-schema=ON", "--userstat=1", "--log-bin=bin", "--server-id=7");
        server.run(
                "CREATE USER watcher@'%' IDENTIFIED BY '" + PASSWORD.replace("'", "''") + "'",
                "GRANT ALL ON *.* TO watcher@'%'",
                "CREATE USER poor@'%' IDENTIFIED BY 'poor'",
                "CREATE USER lonely@'%' IDENTIFIED BY 'lonely'",
                "GRANT ALL ON *.* TO lonely@'%'",
                "CREATE DATABASE shop",
                "CREATE TABLE shop.orders (id TINYINT UNSIGNED AUTO_INCREMENT PRIMARY KEY, note TEXT)",
                "INSERT INTO shop.orders (note) VALUES ('a'), ('b')",
                "CREATE DATABASE heartbeat",
                "CREATE TABLE heartbeat.heartbeat (ts VARCHAR(26), server_id INT PRIMARY KEY)",
                "INSERT INTO heartbeat.heartbeat VALUES (NOW(6), 7)");
        options = server.folder().resolve("my.cnf");
        Files.writeString(
                options,
                "[client]\nuser=watcher\npassword=" + PASSWORD + "\nhost=127.0.0.1\nport=" + server.port()
                        + "\n[client.poor]\nuser=poor\npassword=\"poor\"\n[client.wrong]\npassword=wrong\n"
                        + "[client.socket]\nsocket=" + server.socket() + "\n[other]\nuser=x\n");
        agent = start("--config.my-cnf=" + options);
    }

    private static RunningAgent start(String... more) {
        return RunningAgent.mysql(Map.of(), more);
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
    void tellsWhatIsOnByDefault() throws IOException {
        Answer page = agent.page("/metrics");
        assertThat(page.value("mysql_up")).isEqualTo("1");
        assertThat(page.value("mysql_global_variables_server_id")).isEqualTo("7");
        assertThat(page.families().get("mysql_global_status_uptime").type()).isEqualTo("untyped");
        assertThat(page.families().get("mysql_global_status_commands_total").type())
                .isEqualTo("counter");
        assertThat(page.label("mysql_version_info", "version")).contains("MariaDB");
        assertThat(page.value("mysql_exporter_collector_success{collector=\"collect.global_status\"}"))
                .isEqualTo("1");
        assertThat(page.count("mysql_exporter_collector_success")).isEqualTo(6);
        assertThat(page.families()).containsKeys("mysqld_exporter_build_info", "process_cpu_seconds_total");
    }

    @Test
    void everyCollectorWorksThatCanHere() throws IOException {
        Path lonely = Files.writeString(
                server.folder().resolve("lonely.cnf"),
                "[client]\nuser=lonely\npassword=lonely\nhost=127.0.0.1\nport=" + server.port() + "\n");
        List<String> all = new ArrayList<>(List.of("--config.my-cnf=" + lonely));
        for (String name : Collectors.names()) {
            all.add("--collect." + name);
        }
        try (RunningAgent everything = start(all.toArray(new String[0]))) {
            Answer page = everything.page("/metrics");
            for (String name : Collectors.names()) {
                assertThat(page.value("mysql_exporter_collector_success{collector=\"collect." + name + "\"}"))
                        .as(name)
                        .isEqualTo(NEVER_HERE.contains(name) ? "0" : "1");
            }
            assertThat(
                            page.value(
                                    "mysql_info_schema_auto_increment_column_max{column=\"id\",schema=\"shop\",table=\"orders\"}"))
                    .isEqualTo("255");
            assertThat(page.value("mysql_info_schema_table_rows{schema=\"shop\",table=\"orders\"}"))
                    .isEqualTo("2");
            assertThat(page.value("mysql_binlog_files")).isNotNull();
            assertThat(page.families()).containsKey("mysql_heartbeat_stored_timestamp_seconds");
            assertThat(page.value("mysql_info_schema_processlist_processes_by_user{mysql_user=\"lonely\"}"))
                    .as("own connections")
                    .isNull();
        }
    }

    @Test
    void opensNoConnectionInSteadyState() throws IOException {
        agent.page("/metrics");
        String before = agent.page("/metrics").value("mysql_global_status_connections");
        String after = agent.page("/metrics").value("mysql_global_status_connections");
        assertThat(after).isEqualTo(before);
    }

    @Test
    void filtersAmongTheEnabledAndElseRunsAll() throws IOException {
        assertThat(agent.page("/metrics?collect[]=global_status").count("mysql_exporter_collector_success"))
                .isEqualTo(1);
        assertThat(agent.page("/metrics?collect[]=nonsense").count("mysql_exporter_collector_success"))
                .isEqualTo(6);
    }

    @Test
    void probesOtherTargetsBySection() throws IOException {
        String target = "/probe?target=127.0.0.1:" + server.port();
        Answer page = agent.page(target);
        assertThat(page.value("mysql_up")).isEqualTo("1");
        assertThat(page.families()).doesNotContainKey("process_cpu_seconds_total");
        Answer poor = agent.page(target + "&auth_module=client.poor");
        assertThat(poor.value("mysql_up")).isEqualTo("1");
        assertThat(poor.value("mysql_exporter_collector_success{collector=\"collect.slave_status\"}"))
                .isEqualTo("0");
        assertThat(poor.value("mysql_exporter_collector_success{collector=\"collect.global_status\"}"))
                .isEqualTo("1");
        assertThat(agent.page(target + "&auth_module=client.wrong").value("mysql_up"))
                .isEqualTo("0");
        assertThat(agent.get("/probe").statusCode()).isEqualTo(400);
        assertThat(agent.get(target + "&auth_module=nothing").statusCode()).isEqualTo(400);
        assertThat(agent.get("/probe?target=a:b:c:d/").statusCode()).isEqualTo(400);
    }

    @Test
    void speaksThroughAUnixSocket() throws IOException {
        assertThat(agent.page("/probe?target=unix://" + server.socket()).value("mysql_up"))
                .isEqualTo("1");
    }

    @Test
    void survivesARestart() throws IOException {
        assertThat(agent.page("/metrics").value("mysql_up")).isEqualTo("1");
        server.restart();
        Answer page = agent.page("/metrics");
        assertThat(page.value("mysql_up")).isEqualTo("1");
        assertThat(page.value("mysql_exporter_collector_success{collector=\"collect.global_status\"}"))
                .isEqualTo("1");
    }

    @Test
    void takesAPasswordThatHasChanged() throws IOException, SQLException {
        server.run("CREATE OR REPLACE USER moving@'%' IDENTIFIED BY 'one'");
        Path file = Files.writeString(server.folder().resolve("moving.cnf"), "[client]\nuser=moving\npassword=wrong\n");
        try (RunningAgent moving = start("--config.my-cnf=" + file, "--mysqld.address=127.0.0.1:" + server.port())) {
            assertThat(moving.page("/metrics").value("mysql_up")).isEqualTo("0");
            Files.writeString(file, "[client]\nuser=moving\npassword=one\n");
            assertThat(moving.page("/metrics").value("mysql_up")).isEqualTo("1");
        }
    }

    @Test
    void answersForServersThatDoNot() throws IOException {
        Answer refused = agent.pageWithin(WAIT, "/probe?target=127.0.0.1:" + RealRedis.freePort());
        assertThat(refused.value("mysql_up")).isEqualTo("0");
        try (TcpServer mute = TcpServer.mute()) {
            Answer page = agent.pageWithin(WAIT, "/probe?target=127.0.0.1:" + mute.port());
            assertThat(page.value("mysql_up")).isEqualTo("0");
        }
        try (TcpServer silent = TcpServer.through(
                server.port(), 3000, socket -> socket.getInputStream().read())) {
            Answer page = agent.pageWithin(WAIT, "/probe?target=127.0.0.1:" + silent.port());
            assertThat(page.families()).containsKey("mysql_up");
            assertThat(page.value("mysql_exporter_collector_success{collector=\"collect.global_variables\"}"))
                    .isEqualTo("0");
        }
        try (TcpServer cut = TcpServer.through(server.port(), 9000, socket -> {})) {
            Answer page = agent.pageWithin(WAIT, "/probe?target=127.0.0.1:" + cut.port());
            assertThat(page.families()).containsKey("mysql_up");
        }
    }

    @Test
    void aLockedTableCostsItsCollectorAlone() throws IOException, SQLException {
        try (RunningAgent locked = start("--config.my-cnf=" + options, "--collect.heartbeat")) {
            try (var connection = java.sql.DriverManager.getConnection(
                            "jdbc:mariadb://127.0.0.1:" + server.port() + "/?user=root&sslMode=disable");
                    var statement = connection.createStatement()) {
                statement.execute("LOCK TABLES heartbeat.heartbeat WRITE");
                Answer page = locked.pageWithin(WAIT, "/metrics");
                assertThat(page.value("mysql_up")).isEqualTo("1");
                assertThat(page.value("mysql_exporter_collector_success{collector=\"collect.heartbeat\"}"))
                        .isEqualTo("0");
                assertThat(page.value("mysql_exporter_collector_success{collector=\"collect.global_status\"}"))
                        .isEqualTo("1");
            }
            assertThat(locked.page("/metrics")
                            .value("mysql_exporter_collector_success{collector=\"collect.heartbeat\"}"))
                    .isEqualTo("1");
        }
    }

    /** A view that takes its time; closing a connection would not end it. */
    @Test
    void theServerEndsAStatementThatNobodyWaitsFor() throws IOException, SQLException {
        server.run(
                "CREATE DATABASE IF NOT EXISTS slow",
                "CREATE OR REPLACE VIEW slow.heartbeat AS SELECT SLEEP(300) AS ts, 1 AS server_id");
        try (RunningAgent slow =
                start("--config.my-cnf=" + options, "--collect.heartbeat", "--collect.heartbeat.database=slow")) {
            Answer page = slow.pageWithin(WAIT, "/metrics");
            assertThat(page.value("mysql_up")).isEqualTo("1");
            assertThat(page.value("mysql_exporter_collector_success{collector=\"collect.heartbeat\"}"))
                    .isEqualTo("0");
            assertThat(page.value("mysql_exporter_collector_success{collector=\"collect.global_variables\"}"))
                    .isEqualTo("1");
            // far less than the statement would take
            long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (isAsleep()) {
                assertThat(System.nanoTime()).isLessThan(limit);
                Thread.yield();
            }
        }
    }

    private static boolean isAsleep() throws SQLException {
        try (var connection = java.sql.DriverManager.getConnection(
                        "jdbc:mariadb://127.0.0.1:" + server.port() + "/?user=root&sslMode=disable");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT COUNT(*) FROM information_schema.processlist"
                        + " WHERE user = 'watcher' AND state = 'User sleep'")) {
            return rows.next() && rows.getInt(1) > 0;
        }
    }

    @Test
    void tellsOfReplication() throws IOException, SQLException {
        server.run(
                "CREATE USER IF NOT EXISTS repl@'%' IDENTIFIED BY 'repl'",
                "GRANT REPLICATION SLAVE ON *.* TO repl@'%'");
        try (RealMariadb replica = RealMariadb.start("--server-id=8", "--log-bin=bin")) {
            replica.run(
                    "CREATE USER watcher@'%' IDENTIFIED BY 'pw'",
                    "GRANT ALL ON *.* TO watcher@'%'",
                    "CHANGE MASTER 'east' TO MASTER_HOST='127.0.0.1', MASTER_PORT=" + server.port()
                            + ", MASTER_USER='repl', MASTER_PASSWORD='repl', MASTER_SSL=0,"
                            + " MASTER_SSL_VERIFY_SERVER_CERT=0, MASTER_USE_GTID=slave_pos",
                    "CHANGE MASTER 'west' TO MASTER_HOST='127.0.0.2', MASTER_PORT=1, MASTER_USER='repl'",
                    "START SLAVE 'east' IO_THREAD");
            Path file = Files.writeString(replica.folder().resolve("r.cnf"), "[client]\nuser=watcher\npassword=pw\n");
            try (RunningAgent watching =
                    start("--config.my-cnf=" + file, "--mysqld.address=127.0.0.1:" + replica.port())) {
                String east = "{channel_name=\"\",connection_name=\"east\",master_host=\"127.0.0.1\",master_uuid=\"\"}";
                long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
                Answer page = watching.page("/metrics");
                while (!"1".equals(page.value("mysql_slave_status_slave_io_running" + east))) {
                    assertThat(System.nanoTime()).isLessThan(limit);
                    page = watching.page("/metrics");
                }
                assertThat(page.value("mysql_slave_status_slave_sql_running" + east))
                        .isEqualTo("0");
                assertThat(page.value("mysql_slave_status_seconds_behind_master" + east))
                        .as("nobody knows while the SQL thread stands")
                        .isNull();
                assertThat(page.count("mysql_slave_status_slave_io_running")).isEqualTo(2);
            }
        }
    }

    @Test
    void isFoundByTheOldVariable() throws IOException {
        Map<String, String> environment =
                Map.of("DATA_SOURCE_NAME", "watcher:" + PASSWORD + "@(127.0.0.1:" + server.port() + ")/?tls=false");
        try (RunningAgent old = RunningAgent.mysql(environment)) {
            ParsedPage page = old.page("/metrics").page();
            assertThat(page.value("mysql_up{}")).isEqualTo("1");
        }
    }
}
