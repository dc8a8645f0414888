package dev.sonde.db.mysql;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import java.sql.SQLException;

/** The replicas of an Aurora cluster; nothing elsewhere. One thread at a time. */
final class ReplicaHost extends SqlCollector {
    private static final int UNKNOWN_TABLE = 1109;
    private static final String PREFIX = "mysql_info_schema_replica_host_";
    private static final String[] METRICS = {
        "cpu_percent", "replica_latency_seconds", "lag_seconds", "log_stream_speed", "replay_latency_seconds"
    };
    private static final int[] SHIFTS = {0, 6, 3, 0, 6};

    private final SeriesTable<Series[]> table = new SeriesTable<>(ReplicaHost::series);

    ReplicaHost(MysqlContext context) {
        super("info_schema.replica_host", "5.6", context);
    }

    private static Series[] series(String[] cells) {
        Series[] made = new Series[METRICS.length];
        for (int i = 0; i < made.length; i++) {
            made[i] = MetricFamily.gauge(
                            PREFIX + METRICS[i],
                            "Aurora's " + METRICS[i].replace('_', ' ') + " of a replica.",
                            "server_id",
                            "role")
                    .series(cells);
        }
        return made;
    }

    @Override
    void collect(Queries queries, MetricSink sink) throws SQLException {
        Rows rows;
        try {
            rows = queries.run("SELECT SERVER_ID, IF(SESSION_ID = 'MASTER_SESSION_ID', 'writer', 'reader'), CPU,"
                    + " MASTER_SLAVE_LATENCY_IN_MICROSECONDS, REPLICA_LAG_IN_MILLISECONDS, LOG_STREAM_SPEED_IN_KiB_PER_SECOND,"
                    + " CURRENT_REPLAY_LATENCY_IN_MICROSECONDS FROM information_schema.replica_host_status");
        } catch (SQLException e) {
            if (e.getErrorCode() == UNKNOWN_TABLE) {
                return;
            }
            throw e;
        }
        table.begin();
        while (rows.next()) {
            Series[] series = table.get(rows, 2);
            for (int i = 0; series != null && i < series.length; i++) {
                rows.sample(sink, series[i], 3 + i, SHIFTS[i]);
            }
        }
    }
}
