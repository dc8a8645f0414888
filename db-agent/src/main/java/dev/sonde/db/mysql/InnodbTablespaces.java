package dev.sonde.db.mysql;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import java.sql.SQLException;

/** The tablespaces of InnoDB; the table has another name before MySQL 8.0 and in MariaDB. One thread at a time. */
final class InnodbTablespaces extends SqlCollector {
    private static final String PREFIX = "mysql_info_schema_innodb_tablespace_";

    private final MetricFamily info = MetricFamily.gauge(
            PREFIX + "space_info",
            "Number of a tablespace, labelled with what it is.",
            "tablespace_name",
            "file_format",
            "row_format",
            "space_type");
    private final MetricFamily size =
            MetricFamily.gauge(PREFIX + "file_size_bytes", "Apparent size of the file.", "tablespace_name");
    private final MetricFamily allocated =
            MetricFamily.gauge(PREFIX + "allocated_size_bytes", "Size of the file on disk.", "tablespace_name");
    private final SeriesTable<Series[]> table = new SeriesTable<>(
            cells -> new Series[] {info.series(cells), size.series(cells[0]), allocated.series(cells[0])});

    InnodbTablespaces(MysqlContext context) {
        super("info_schema.innodb_tablespaces", "5.7", context);
    }

    @Override
    void collect(Queries queries, MetricSink sink) throws SQLException {
        MysqlVersion version = queries.version();
        boolean eight = !version.mariadb() && version.atLeast(8, 0);
        boolean maria = version.mariadb() && version.atLeast(10, 5);
        String format = eight || maria ? "'NONE'" : "COALESCE(FILE_FORMAT, 'NONE')";
        String type = maria ? "''" : "COALESCE(SPACE_TYPE, 'NONE')";
        Rows rows = queries.run("SELECT NAME, " + format + ", COALESCE(ROW_FORMAT, 'NONE'), " + type
                + ", SPACE, FILE_SIZE, ALLOCATED_SIZE FROM information_schema."
                + (eight ? "INNODB_TABLESPACES" : "INNODB_SYS_TABLESPACES"));
        table.begin();
        while (rows.next()) {
            Series[] series = table.get(rows, 4);
            for (int i = 0; series != null && i < series.length; i++) {
                rows.sample(sink, series[i], 5 + i, 0);
            }
        }
    }
}
