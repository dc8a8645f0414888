package dev.sonde.db.mysql;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/** The binary logs that the server still has. */
final class BinlogSize extends SqlCollector {
    private final Series size = MetricFamily.gauge("mysql_binlog_size_bytes", "Size of all binary logs.")
            .series();
    private final Series files =
            MetricFamily.gauge("mysql_binlog_files", "Number of binary logs.").series();
    private final Series last = MetricFamily.gauge("mysql_binlog_file_number", "Number of the last binary log.")
            .series();

    BinlogSize(MysqlContext context) {
        super("binlog_size", "5.1", context);
    }

    @Override
    void collect(Queries queries, MetricSink sink) throws SQLException {
        Rows on = queries.run("SELECT @@log_bin");
        if (!on.next() || on.number(1) == 0) {
            return;
        }
        Rows rows = queries.run("SHOW BINARY LOGS");
        double bytes = 0;
        long count = 0;
        String name = "";
        while (rows.next()) {
            double one = rows.number(2);
            bytes += Double.isNaN(one) ? 0 : one;
            count++;
            name = rows.text(1);
        }
        sink.sample(size, bytes);
        sink.sample(files, count);
        int dot = name.lastIndexOf('.');
        StatusValue.sample(sink, last, name.substring(dot + 1).getBytes(StandardCharsets.US_ASCII));
    }
}
