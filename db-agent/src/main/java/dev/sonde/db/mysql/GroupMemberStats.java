package dev.sonde.db.mysql;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What this member of a replication group has done and has to do. */
final class GroupMemberStats extends SqlCollector {
    private final Map<String, Series> series = new HashMap<>();

    GroupMemberStats(MysqlContext context) {
        super("perf_schema.replication_group_member_stats", "5.7", context);
        gauge("count_transactions_in_queue", "transactions_in_queue");
        counter("count_transactions_checked", "transactions_checked_total");
        counter("count_conflicts_detected", "conflicts_detected_total");
        counter("count_transactions_rows_validating", "transactions_rows_validating_total");
        gauge("count_transactions_remote_in_applier_queue", "transactions_remote_in_applier_queue");
        counter("count_transactions_remote_applied", "transactions_remote_applied_total");
        counter("count_transactions_local_proposed", "transactions_local_proposed_total");
        counter("count_transactions_local_rollback", "transactions_local_rollback_total");
    }

    private void gauge(String column, String name) {
        series.put(
                column,
                MetricFamily.gauge("mysql_perf_schema_" + name, help(column)).series());
    }

    private void counter(String column, String name) {
        series.put(
                column,
                MetricFamily.counter("mysql_perf_schema_" + name, help(column)).series());
    }

    private static String help(String column) {
        return "Column " + column.toUpperCase(Locale.ROOT) + " of replication_group_member_stats.";
    }

    @Override
    void collect(Queries queries, MetricSink sink) throws SQLException {
        Rows rows = queries.run(
                "SELECT * FROM performance_schema.replication_group_member_stats WHERE MEMBER_ID = @@server_uuid");
        int columns = rows.columns();
        while (rows.next()) {
            for (int i = 1; i <= columns; i++) {
                Series one = series.get(rows.name(i).toLowerCase(Locale.ROOT));
                if (one != null) {
                    rows.sample(sink, one, i, 0);
                }
            }
        }
    }
}
