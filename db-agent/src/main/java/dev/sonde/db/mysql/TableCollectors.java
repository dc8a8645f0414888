package dev.sonde.db.mysql;

import dev.sonde.core.metrics.MetricType;
import dev.sonde.db.options.Options;
import java.util.List;
import java.util.Locale;

/** The collectors that are one statement and a table of columns. */
final class TableCollectors {
    private static final String I_S = "info_schema_";
    private static final String P_S = "perf_schema_";
    private static final String SYSTEM = "('mysql', 'performance_schema', 'information_schema', 'sys')";
    private static final String[] LOCKS = {
        "read_normal",
        "read_with_shared_locks",
        "read_high_priority",
        "read_no_insert",
        "write_normal",
        "write_allow_write",
        "write_concurrent_insert",
        "write_low_priority"
    };

    private TableCollectors() {}

    static SqlCollector innodbCmp(MysqlContext context) {
        return TableCollector.of(
                        "info_schema.innodb_cmp",
                        "5.5",
                        context,
                        "SELECT page_size, compress_ops, compress_ops_ok, compress_time, uncompress_ops,"
                                + " uncompress_time FROM information_schema.innodb_cmp")
                .labels("page_size")
                .counter(I_S + "innodb_cmp_compress_ops_total", "Pages compressed.")
                .counter(I_S + "innodb_cmp_compress_ops_ok_total", "Pages compressed with success.")
                .counter(I_S + "innodb_cmp_compress_time_seconds_total", "Time spent compressing.")
                .counter(I_S + "innodb_cmp_uncompress_ops_total", "Pages uncompressed.")
                .counter(I_S + "innodb_cmp_uncompress_time_seconds_total", "Time spent uncompressing.")
                .build();
    }

    static SqlCollector innodbCmpmem(MysqlContext context) {
        return TableCollector.of(
                        "info_schema.innodb_cmpmem",
                        "5.5",
                        context,
                        "SELECT page_size, buffer_pool_instance, pages_used, pages_free, relocation_ops,"
                                + " relocation_time FROM information_schema.innodb_cmpmem")
                .labels("page_size", "buffer_pool")
                .counter(I_S + "innodb_cmpmem_pages_used_total", "Blocks in use.")
                .counter(I_S + "innodb_cmpmem_pages_free_total", "Blocks free.")
                .counter(I_S + "innodb_cmpmem_relocation_ops_total", "Blocks moved.")
                .column(
                        MetricType.COUNTER,
                        I_S + "innodb_cmpmem_relocation_time_seconds_total",
                        "",
                        3,
                        "Time spent moving blocks.")
                .build();
    }

    static SqlCollector tables(MysqlContext context) {
        return TablesCollector.of(context);
    }

    static SqlCollector tablestats(MysqlContext context) {
        return statistics(context, "info_schema.tablestats", "table_schema, table_name")
                .labels("schema", "table")
                .counter(I_S + "table_statistics_rows_read_total", "Rows read.")
                .counter(I_S + "table_statistics_rows_changed_total", "Rows changed.")
                .counter(I_S + "table_statistics_rows_changed_x_indexes_total", "Rows changed, times indexes.")
                .build();
    }

    static SqlCollector schemastats(MysqlContext context) {
        return statistics(context, "info_schema.schemastats", "table_schema")
                .labels("schema")
                .counter(I_S + "schema_statistics_rows_read_total", "Rows read.")
                .counter(I_S + "schema_statistics_rows_changed_total", "Rows changed.")
                .counter(I_S + "schema_statistics_rows_changed_x_indexes_total", "Rows changed, times indexes.")
                .build();
    }

    private static TableCollector.Builder statistics(MysqlContext context, String name, String group) {
        String sql = "SELECT " + group + ", SUM(rows_read), SUM(rows_changed), SUM(rows_changed_x_indexes)"
                + " FROM information_schema.table_statistics GROUP BY " + group;
        return TableCollector.of(name, "5.1", context, queries -> Userstats.isOn(queries) ? sql : null);
    }

    static SqlCollector replicaHost(MysqlContext context) {
        return new ReplicaHost(context);
    }

    static SqlCollector autoIncrement(MysqlContext context) {
        return TableCollector.of(
                        "auto_increment.columns",
                        "5.1",
                        context,
                        "SELECT c.table_schema, c.table_name, column_name, auto_increment, POW(2, CASE data_type"
                                + " WHEN 'tinyint' THEN 7 WHEN 'smallint' THEN 15 WHEN 'mediumint' THEN 23"
                                + " WHEN 'int' THEN 31 WHEN 'bigint' THEN 63 END"
                                + " + (column_type LIKE '% unsigned')) - 1"
                                + " FROM information_schema.columns c STRAIGHT_JOIN information_schema.tables t"
                                + " ON BINARY c.table_schema = t.table_schema AND BINARY c.table_name = t.table_name"
                                + " WHERE c.extra = 'auto_increment' AND t.auto_increment IS NOT NULL")
                .labels("schema", "table", "column")
                .gauge(I_S + "auto_increment_column", "Next value of an AUTO_INCREMENT column.")
                .gauge(I_S + "auto_increment_column_max", "Largest value that the column can hold.")
                .build();
    }

    static SqlCollector heartbeat(MysqlContext context) {
        Options options = context.options();
        String now = options.bool("collect.heartbeat.utc") ? "UTC_TIMESTAMP(6)" : "NOW(6)";
        return TableCollector.of(
                        "heartbeat",
                        "5.1",
                        context,
                        "SELECT server_id, UNIX_TIMESTAMP(" + now + "), UNIX_TIMESTAMP(ts) FROM "
                                + quoted(options.text("collect.heartbeat.database")) + "."
                                + quoted(options.text("collect.heartbeat.table")))
                .labels("server_id")
                .gauge("heartbeat_now_timestamp_seconds", "Time of the server that is asked.")
                .gauge("heartbeat_stored_timestamp_seconds", "Time that the source has stored.")
                .build();
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    static SqlCollector eventsWaits(MysqlContext context) {
        return TableCollector.of(
                        "perf_schema.eventswaits",
                        "5.5",
                        context,
                        "SELECT EVENT_NAME, COUNT_STAR, SUM_TIMER_WAIT"
                                + " FROM performance_schema.events_waits_summary_global_by_event_name")
                .labels("event_name")
                .counter(P_S + "events_waits_total", "Waits for an event.")
                .picos(P_S + "events_waits_seconds_total", "Time spent waiting for an event.")
                .build();
    }

    static SqlCollector fileEvents(MysqlContext context) {
        return TableCollector.of(
                        "perf_schema.file_events",
                        "5.6",
                        context,
                        "SELECT EVENT_NAME, COUNT_READ, SUM_TIMER_READ, SUM_NUMBER_OF_BYTES_READ, COUNT_WRITE,"
                                + " SUM_TIMER_WRITE, SUM_NUMBER_OF_BYTES_WRITE, COUNT_MISC, SUM_TIMER_MISC"
                                + " FROM performance_schema.file_summary_by_event_name")
                .labels("event_name")
                .counter(P_S + "file_events_total", "Operations on files.", "mode", "read")
                .picos(P_S + "file_events_seconds_total", "Time of operations on files.", "mode", "read")
                .counter(P_S + "file_events_bytes_total", "Bytes of operations on files.", "mode", "read")
                .counter(P_S + "file_events_total", "Operations on files.", "mode", "write")
                .picos(P_S + "file_events_seconds_total", "Time of operations on files.", "mode", "write")
                .counter(P_S + "file_events_bytes_total", "Bytes of operations on files.", "mode", "write")
                .counter(P_S + "file_events_total", "Operations on files.", "mode", "misc")
                .picos(P_S + "file_events_seconds_total", "Time of operations on files.", "mode", "misc")
                .build();
    }

    static SqlCollector fileInstances(MysqlContext context) {
        Options options = context.options();
        String filter = options.text("collect.perf_schema.file_instances.filter");
        String prefix = options.text("collect.perf_schema.file_instances.remove_prefix");
        String name = prefix.isEmpty()
                ? "FILE_NAME"
                : "IF(FILE_NAME LIKE " + pattern(prefix) + ", SUBSTRING(FILE_NAME, "
                        + (prefix.codePointCount(0, prefix.length()) + 1) + "), FILE_NAME)";
        return TableCollector.of(
                        "perf_schema.file_instances",
                        "5.5",
                        context,
                        "SELECT " + name + ", EVENT_NAME, COUNT_READ, COUNT_WRITE, SUM_NUMBER_OF_BYTES_READ,"
                                + " SUM_NUMBER_OF_BYTES_WRITE FROM performance_schema.file_summary_by_instance"
                                + " WHERE FILE_NAME REGEXP " + literal(filter))
                .labels("file_name", "event_name")
                .counter(P_S + "file_instances_total", "Operations on a file.", "mode", "read")
                .counter(P_S + "file_instances_total", "Operations on a file.", "mode", "write")
                .counter(P_S + "file_instances_bytes", "Bytes of operations on a file.", "mode", "read")
                .counter(P_S + "file_instances_bytes", "Bytes of operations on a file.", "mode", "write")
                .build();
    }

    static String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    private static String pattern(String prefix) {
        return literal(prefix.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%") + " ESCAPE '!'";
    }

    static SqlCollector indexIoWaits(MysqlContext context) {
        String metric = P_S + "index_io_waits_";
        return TableCollector.of(
                        "perf_schema.indexiowaits",
                        "5.6",
                        context,
                        "SELECT OBJECT_SCHEMA, OBJECT_NAME, COALESCE(INDEX_NAME, 'NONE'),"
                                + " IF(INDEX_NAME IS NULL, COUNT_INSERT, NULL), IF(INDEX_NAME IS NULL, SUM_TIMER_INSERT,"
                                + " NULL), COUNT_FETCH, SUM_TIMER_FETCH, COUNT_UPDATE, SUM_TIMER_UPDATE, COUNT_DELETE,"
                                + " SUM_TIMER_DELETE FROM performance_schema.table_io_waits_summary_by_index_usage"
                                + " WHERE OBJECT_SCHEMA NOT IN ('mysql', 'performance_schema')")
                .labels("schema", "name", "index")
                .counter(metric + "total", "Waits for input and output of an index.", "operation", "insert")
                .picos(metric + "seconds_total", "Time of waits for an index.", "operation", "insert")
                .counter(metric + "total", "Waits for input and output of an index.", "operation", "fetch")
                .picos(metric + "seconds_total", "Time of waits for an index.", "operation", "fetch")
                .counter(metric + "total", "Waits for input and output of an index.", "operation", "update")
                .picos(metric + "seconds_total", "Time of waits for an index.", "operation", "update")
                .counter(metric + "total", "Waits for input and output of an index.", "operation", "delete")
                .picos(metric + "seconds_total", "Time of waits for an index.", "operation", "delete")
                .build();
    }

    static SqlCollector tableIoWaits(MysqlContext context) {
        TableCollector.Builder builder = TableCollector.of(
                        "perf_schema.tableiowaits",
                        "5.6",
                        context,
                        "SELECT OBJECT_SCHEMA, OBJECT_NAME, COUNT_FETCH, SUM_TIMER_FETCH, COUNT_INSERT,"
                                + " SUM_TIMER_INSERT, COUNT_UPDATE, SUM_TIMER_UPDATE, COUNT_DELETE, SUM_TIMER_DELETE"
                                + " FROM performance_schema.table_io_waits_summary_by_table"
                                + " WHERE OBJECT_SCHEMA NOT IN ('mysql', 'performance_schema')")
                .labels("schema", "name");
        for (String operation : new String[] {"fetch", "insert", "update", "delete"}) {
            builder.counter(
                            P_S + "table_io_waits_total",
                            "Waits for input and output of a table.",
                            "operation",
                            operation)
                    .picos(P_S + "table_io_waits_seconds_total", "Time of waits for a table.", "operation", operation);
        }
        return builder.build();
    }

    static SqlCollector tableLocks(MysqlContext context) {
        StringBuilder columns = new StringBuilder();
        for (String prefix : new String[] {"COUNT_", "SUM_TIMER_"}) {
            for (String lock : LOCKS) {
                columns.append(", ").append(prefix).append(lock.toUpperCase(Locale.ROOT));
            }
            columns.append(", ")
                    .append(prefix)
                    .append("READ_EXTERNAL, ")
                    .append(prefix)
                    .append("WRITE_EXTERNAL");
        }
        TableCollector.Builder builder = TableCollector.of(
                        "perf_schema.tablelocks",
                        "5.6",
                        context,
                        "SELECT OBJECT_SCHEMA, OBJECT_NAME" + columns
                                + " FROM performance_schema.table_lock_waits_summary_by_table"
                                + " WHERE OBJECT_SCHEMA NOT IN ('mysql', 'performance_schema', 'information_schema')")
                .labels("schema", "name");
        locks(builder, "total", 0);
        locks(builder, "seconds_total", 12);
        return builder.build();
    }

    private static void locks(TableCollector.Builder builder, String unit, int shift) {
        String what = shift == 0 ? "Waits for locks of a table" : "Time of waits for locks of a table";
        for (String lock : LOCKS) {
            builder.column(
                    MetricType.COUNTER, P_S + "sql_lock_waits_" + unit, "", shift, what + ".", "operation", lock);
        }
        for (String lock : new String[] {"read", "write"}) {
            builder.column(
                    MetricType.COUNTER,
                    P_S + "external_lock_waits_" + unit,
                    "",
                    shift,
                    what + " in the engine.",
                    "operation",
                    lock);
        }
    }

    static SqlCollector memoryEvents(MysqlContext context) {
        String prefix = context.options().text("collect.perf_schema.memory_events.remove_prefix");
        String name = prefix.isEmpty()
                ? "EVENT_NAME"
                : "IF(EVENT_NAME LIKE " + pattern(prefix) + ", SUBSTRING(EVENT_NAME, "
                        + (prefix.codePointCount(0, prefix.length()) + 1) + "), EVENT_NAME)";
        return TableCollector.of(
                        "perf_schema.memory_events",
                        "5.7",
                        context,
                        "SELECT " + name + ", SUM_NUMBER_OF_BYTES_ALLOC, SUM_NUMBER_OF_BYTES_FREE,"
                                + " CURRENT_NUMBER_OF_BYTES_USED"
                                + " FROM performance_schema.memory_summary_global_by_event_name"
                                + " WHERE COUNT_ALLOC > 0")
                .labels("event_name")
                .counter(P_S + "memory_events_alloc_bytes_total", "Bytes allocated.")
                .counter(P_S + "memory_events_free_bytes_total", "Bytes freed.")
                .gauge(P_S + "memory_events_used_bytes", "Bytes in use.")
                .build();
    }

    static SqlCollector userSummary(MysqlContext context) {
        return TableCollector.of(
                        "sys.user_summary",
                        "5.7",
                        context,
                        "SELECT user, statements, statement_latency, table_scans, file_ios, file_io_latency,"
                                + " current_connections, total_connections, unique_hosts, current_memory,"
                                + " total_memory_allocated FROM sys.x$user_summary")
                .labels("user")
                .counter("sys_statements_total", "Statements of a user.")
                .column(MetricType.COUNTER, "sys_statement_latency", "", 12, "Time of a user's statements, seconds.")
                .counter("sys_table_scans_total", "Table scans of a user.")
                .counter("sys_file_ios_total", "Operations on files of a user.")
                .picos("sys_file_io_seconds_total", "Time of a user's operations on files.")
                .gauge("sys_current_connections", "Connections of a user.")
                .counter("sys_connections_total", "Connections of a user so far.")
                .counter("sys_unique_hosts_total", "Hosts that a user came from.")
                .gauge("sys_current_memory_bytes", "Memory that a user's connections have.")
                .counter("sys_memory_allocated_bytes_total", "Memory that a user's connections were given.")
                .build();
    }

    static SqlCollector statementsSum(MysqlContext context) {
        List<String> columns = List.of(
                "total=COUNT_STAR",
                "created_tmp_disk_tables",
                "created_tmp_tables",
                "errors",
                "lock_time",
                "no_good_index_used",
                "no_index_used",
                "rows_affected",
                "rows_examined",
                "rows_sent",
                "select_full_join",
                "select_full_range_join",
                "select_range",
                "select_range_check",
                "select_scan",
                "sort_merge_passes",
                "sort_range",
                "sort_rows",
                "sort_scan",
                "timer_wait",
                "warnings");
        StringBuilder sql = new StringBuilder();
        for (String column : columns) {
            int equals = column.indexOf('=');
            String source = equals < 0 ? "SUM_" + column.toUpperCase(Locale.ROOT) : column.substring(equals + 1);
            // an empty table has no sum
            sql.append(sql.length() == 0 ? "SELECT " : ", ")
                    .append("COALESCE(SUM(")
                    .append(source)
                    .append("), 0)");
        }
        TableCollector.Builder builder = TableCollector.of(
                "perf_schema.eventsstatementssum",
                "5.7",
                context,
                sql + " FROM performance_schema.events_statements_summary_by_digest");
        for (String column : columns) {
            String name = column.replace("=COUNT_STAR", "");
            builder.column(
                    MetricType.COUNTER,
                    P_S + "events_statements_sum_" + name,
                    "",
                    name.equals("timer_wait") ? 12 : 0,
                    "Sum over all statements: " + name.replace('_', ' ') + ".");
        }
        return builder.build();
    }

    static String notSystem() {
        return SYSTEM;
    }
}
