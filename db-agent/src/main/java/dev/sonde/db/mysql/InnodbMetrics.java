package dev.sonde.db.mysql;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The counters of InnoDB that are switched on, INNODB_METRICS. One thread at a time. */
final class InnodbMetrics extends SqlCollector {
    private static final String PREFIX = "mysql_info_schema_innodb_metrics_";
    private static final int LABELS = 4;
    private static final int COUNT = 5;

    private final MetricFamily read =
            MetricFamily.counter(PREFIX + "buffer_page_read_total", "Pages read into the buffer, by kind.", "type");
    private final MetricFamily written = MetricFamily.counter(
            PREFIX + "buffer_page_written_total", "Pages written out of the buffer, by kind.", "type");
    private final MetricFamily pages =
            MetricFamily.gauge(PREFIX + "buffer_pool_pages", "Pages of the buffer pool, by state.", "state");
    private final MetricFamily dirty =
            MetricFamily.gauge(PREFIX + "buffer_pool_dirty_pages", "Dirty pages of the buffer pool.");
    private final SeriesTable<Metric> table = new SeriesTable<>(this::metric);

    /** A counter can be negative by a defect of old servers (bug 75966), and is a gauge then. */
    private record Metric(@Nullable Series series, @Nullable Series negative) {}

    InnodbMetrics(MysqlContext context) {
        super("info_schema.innodb_metrics", "5.6", context);
    }

    private Metric metric(String[] cells) {
        String name = cells[0];
        String subsystem = cells[1];
        if (subsystem.equals("buffer_page_io") && name.startsWith("buffer_page_read_")) {
            return new Metric(read.series(name.substring(17)), null);
        }
        if (subsystem.equals("buffer_page_io") && name.startsWith("buffer_page_written_")) {
            return new Metric(written.series(name.substring(20)), null);
        }
        if (subsystem.equals("buffer") && name.startsWith("buffer_pool_pages_")) {
            String state = name.substring(18);
            return switch (state) {
                case "total" -> new Metric(null, null);
                case "dirty" -> new Metric(dirty.series(), null);
                default -> new Metric(pages.series(state), null);
            };
        }
        String full = PREFIX + Names.valid(subsystem) + "_" + Names.valid(name);
        String help = cells[3].isEmpty() ? "InnoDB's " + name + "." : cells[3];
        Series gauge = MetricFamily.gauge(full, help).series();
        boolean counter = cells[2].equals("counter") || cells[2].equals("status_counter");
        return counter
                ? new Metric(MetricFamily.counter(full + "_total", help).series(), gauge)
                : new Metric(gauge, null);
    }

    @Override
    void collect(Queries queries, MetricSink sink) throws SQLException {
        MysqlVersion version = queries.version();
        String on = version.mariadb() && version.atLeast(10, 5) ? "enabled = 1" : "status = 'enabled'";
        Rows rows = queries.run(
                "SELECT name, subsystem, type, comment, count FROM information_schema.innodb_metrics WHERE " + on);
        table.begin();
        while (rows.next()) {
            Metric metric = table.get(rows, LABELS);
            if (metric == null || metric.series == null) {
                continue;
            }
            boolean negative = metric.negative != null && rows.number(COUNT) < 0;
            rows.sample(sink, negative ? metric.negative : metric.series, COUNT, 0);
        }
    }
}
