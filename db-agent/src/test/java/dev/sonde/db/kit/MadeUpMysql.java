package dev.sonde.db.kit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A server that has an answer for every collector, so that all their families can be seen. */
public final class MadeUpMysql {
    private static final String SLAVE = """
            Connection_name | Master_Host | Master_UUID | Channel_Name | Slave_IO_Running | Slave_SQL_Running | Seconds_Behind_Master | SQL_Delay | Read_Master_Log_Pos | Exec_Master_Log_Pos | Relay_Log_Space | Last_Errno | Gtid_IO_Pos | Gtid_Slave_Pos
            east | db1 | u | | Yes | Yes | 3 | 0 | 157 | 157 | 400 | 0 | 0-1-5 | 0-1-4
            """;
    private static final String STATISTICS = """
            USER | TOTAL_CONNECTIONS | CONCURRENT_CONNECTIONS | CONNECTED_TIME | BUSY_TIME | CPU_TIME | BYTES_RECEIVED | BYTES_SENT | BINLOG_BYTES_WRITTEN | ROWS_READ | ROWS_SENT | ROWS_DELETED | ROWS_INSERTED | ROWS_UPDATED | ROWS_FETCHED | TABLE_ROWS_READ | SELECT_COMMANDS | UPDATE_COMMANDS | OTHER_COMMANDS | COMMIT_TRANSACTIONS | ROLLBACK_TRANSACTIONS | DENIED_CONNECTIONS | LOST_CONNECTIONS | ACCESS_DENIED | EMPTY_QUERIES | TOTAL_SSL_CONNECTIONS | MAX_STATEMENT_TIME_EXCEEDED
            me | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1
            """;

    private MadeUpMysql() {}

    /** A MariaDB that has Galera, and what else no MariaDB has. */
    public static ScriptedMysql start() throws IOException {
        return new ScriptedMysql("5.5.5-11.4.2-MariaDB-log")
                .answer("SHOW GLOBAL STATUS", """
                        Variable_name | Value
                        Com_select | 1
                        Handler_commit | 1
                        Connection_errors_internal | 1
                        Innodb_buffer_pool_pages_data | 1
                        Innodb_buffer_pool_pages_dirty | 1
                        Innodb_buffer_pool_pages_flushed | 1
                        Innodb_rows_read | 1
                        Performance_schema_accounts_lost | 1
                        Queries | 1
                        Slow_queries | 1
                        Threads_connected | 1
                        Threads_running | 1
                        Uptime | 1
                        wsrep_local_state | 4
                        wsrep_ready | ON
                        wsrep_local_state_uuid | x
                        wsrep_cluster_state_uuid | x
                        wsrep_provider_version | x
                        wsrep_evs_repl_latency | 1/1/1/1/1
                        """)
                .answer("SHOW GLOBAL VARIABLES WHERE", "Variable_name | Value\nuserstat | ON")
                .answer("SHOW GLOBAL VARIABLES", """
                        Variable_name | Value
                        innodb_version | 11.4.2
                        version | 11.4.2-MariaDB
                        version_comment | x
                        transaction_isolation | REPEATABLE-READ
                        max_connections | 151
                        innodb_buffer_pool_size | 134217728
                        read_only | OFF
                        wsrep_cluster_name | shop
                        wsrep_provider_options | gcache.size = 128M
                        """)
                .answer("SHOW ALL SLAVES STATUS", SLAVE)
                .answer("SHOW ENGINE INNODB", """
                        Type | Name | Status
                        InnoDB | | 0 queries inside InnoDB, 0 queries in queue\\n1 read views open inside InnoDB\\n
                        """)
                .answer("SHOW ENGINE TOKUDB", "Type | Name | Status\nTokuDB | cachetable: miss | 4")
                .answer("SHOW BINARY LOGS", "Log_name | File_size\nbin.000007 | 157")
                .answer("SHOW SLAVE HOSTS", "Server_id | Host | Port | Master_id\n2 | db2 | 3306 | 1")
                .answer("SELECT name, subsystem", """
                        name | subsystem | type | comment | count
                        buffer_page_read_index_leaf | buffer_page_io | counter | x | 1
                        buffer_page_written_undo_log | buffer_page_io | counter | x | 1
                        buffer_pool_pages_data | buffer | value | x | 1
                        buffer_pool_pages_dirty | buffer | value | x | 1
                        lock_deadlocks | lock | counter | Number of deadlocks | 1
                        trx_rseg_history_len | transaction | value | Length of the TRX_RSEG_HISTORY list | 1
                        """)
                .answer("SELECT * FROM information_schema.USER_", STATISTICS)
                .answer("SELECT * FROM information_schema.CLIENT_", STATISTICS)
                .answer("SELECT * FROM performance_schema.replication_group_members", """
                        CHANNEL_NAME | MEMBER_ID | MEMBER_HOST | MEMBER_PORT | MEMBER_STATE | MEMBER_ROLE | MEMBER_VERSION | MEMBER_COMMUNICATION_STACK
                        g | u | db1 | 3306 | ONLINE | PRIMARY | 8.4.2 | XCom
                        """)
                .answer("SELECT * FROM performance_schema.replication_group_member_stats", """
                        COUNT_TRANSACTIONS_IN_QUEUE | COUNT_TRANSACTIONS_CHECKED | COUNT_CONFLICTS_DETECTED | COUNT_TRANSACTIONS_ROWS_VALIDATING | COUNT_TRANSACTIONS_REMOTE_IN_APPLIER_QUEUE | COUNT_TRANSACTIONS_REMOTE_APPLIED | COUNT_TRANSACTIONS_LOCAL_PROPOSED | COUNT_TRANSACTIONS_LOCAL_ROLLBACK
                        1 | 1 | 1 | 1 | 1 | 1 | 1 | 1
                        """)
                .answer("SELECT table_schema, table_name, COALESCE(part", """
                        s | t | p | stat | value
                        s | t | p | USER_KEY_COMPARISON_COUNT | 1
                        s | t | p | BLOCK_READ_BYTE | 1
                        """)
                .answer("SELECT user, host, mysql.user.*", """
                        user | host | User | Host | Select_priv | Super_priv | max_questions | max_updates | max_connections | max_user_connections
                        me | % | me | % | Y | N | 1 | 1 | 1 | 1
                        """)
                .answer("SELECT", MadeUpMysql::ones);
    }

    /** A row of ones for what asks for columns one by one. */
    private static void ones(ScriptedMysql.Packets out) throws IOException {
        String[] names = new String[40];
        byte[][] row = new byte[names.length][];
        Arrays.setAll(names, i -> "c" + i);
        Arrays.fill(row, "1".getBytes(StandardCharsets.US_ASCII));
        out.columns(names);
        out.row(row);
        out.end();
    }
}
