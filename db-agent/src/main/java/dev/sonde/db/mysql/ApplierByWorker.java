package dev.sonde.db.mysql;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import java.sql.SQLException;

/** When the workers of a replica began and ended their last transaction. One thread at a time. */
final class ApplierByWorker extends SqlCollector {
    private static final String[] COLUMNS = {
        "last_applied_transaction_original_commit",
        "last_applied_transaction_immediate_commit",
        "last_applied_transaction_start_apply",
        "last_applied_transaction_end_apply",
        "applying_transaction_original_commit",
        "applying_transaction_immediate_commit",
        "applying_transaction_start_apply"
    };

    private final SeriesTable<Series[]> table = new SeriesTable<>(ApplierByWorker::series);

    ApplierByWorker(MysqlContext context) {
        super("perf_schema.replication_applier_status_by_worker", "8.0", context);
    }

    private static Series[] series(String[] cells) {
        Series[] made = new Series[COLUMNS.length];
        for (int i = 0; i < made.length; i++) {
            made[i] = MetricFamily.gauge(
                            "mysql_perf_schema_" + COLUMNS[i] + "_timestamp_seconds",
                            "Column " + COLUMNS[i] + "_timestamp of replication_applier_status_by_worker, 0 for never.",
                            "channel_name",
                            "member_id")
                    .series(cells);
        }
        return made;
    }

    @Override
    void collect(Queries queries, MetricSink sink) throws SQLException {
        StringBuilder sql = new StringBuilder("SELECT CHANNEL_NAME, WORKER_ID");
        for (String column : COLUMNS) {
            // the zero date has no Unix time; the server's zone does not matter for a difference
            sql.append(", IF(")
                    .append(column)
                    .append("_timestamp = 0, 0, UNIX_TIMESTAMP(")
                    .append(column);
            sql.append("_timestamp))");
        }
        Rows rows = queries.run(sql.append(" FROM performance_schema.replication_applier_status_by_worker")
                .toString());
        table.begin();
        while (rows.next()) {
            Series[] series = table.get(rows, 2);
            for (int i = 0; series != null && i < series.length; i++) {
                rows.sample(sink, series[i], 3 + i, 0);
            }
        }
    }
}
