package dev.sonde.db.mysql;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import java.sql.SQLException;
import java.util.Locale;

/** The performance counters of MyRocks, by table. One thread at a time. */
final class RocksdbPerfContext extends SqlCollector {
    private final SeriesTable<Series> table = new SeriesTable<>(cells -> MetricFamily.counter(
                    "mysql_info_schema_rocksdb_perf_context_" + Names.valid(cells[3].toLowerCase(Locale.ROOT)),
                    "Statistic " + cells[3] + " of RocksDB.",
                    "schema",
                    "table",
                    "part")
            .series(cells[0], cells[1], cells[2]));

    RocksdbPerfContext(MysqlContext context) {
        super("info_schema.rocksdb_perf_context", "5.6", context);
    }

    @Override
    void collect(Queries queries, MetricSink sink) throws SQLException {
        Rows rows = queries.run("SELECT table_schema, table_name, COALESCE(partition_name, ''), stat_type, value"
                + " FROM information_schema.rocksdb_perf_context");
        table.begin();
        while (rows.next()) {
            Series series = table.get(rows, 4);
            if (series != null) {
                rows.sample(sink, series, 5, 0);
            }
        }
    }
}
