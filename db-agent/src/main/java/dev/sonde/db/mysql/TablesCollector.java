package dev.sonde.db.mysql;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import java.sql.SQLException;

/** Size and kind of every table, in one statement for all schemas. One thread at a time. */
final class TablesCollector extends SqlCollector {
    private static final String PREFIX = "mysql_info_schema_table_";
    private static final int LABELS = 6;

    private final MetricFamily version = MetricFamily.gauge(
            PREFIX + "version",
            "Version of the table's definition.",
            "schema",
            "table",
            "type",
            "engine",
            "row_format",
            "create_options");
    private final MetricFamily rowCount =
            MetricFamily.gauge(PREFIX + "rows", "Rows of a table, as the engine estimates them.", "schema", "table");
    private final MetricFamily size =
            MetricFamily.gauge(PREFIX + "size", "Size of the parts of a table.", "schema", "table", "component");
    private final String sql;
    private final SeriesTable<Series[]> table = new SeriesTable<>(this::series);

    private TablesCollector(MysqlContext context, String sql) {
        super("info_schema.tables", "5.1", context);
        this.sql = sql;
    }

    static TablesCollector of(MysqlContext context) {
        String databases = context.options().text("collect.info_schema.tables.databases");
        StringBuilder where = new StringBuilder(" NOT IN ").append(TableCollectors.notSystem());
        if (!databases.equals("*")) {
            where.setLength(0);
            for (String database : databases.split(",")) {
                where.append(where.length() == 0 ? " IN (" : ", ").append(TableCollectors.literal(database.strip()));
            }
            where.append(')');
        }
        return new TablesCollector(
                context,
                "SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE, COALESCE(ENGINE, 'NONE'),"
                        + " COALESCE(ROW_FORMAT, 'NONE'), COALESCE(CREATE_OPTIONS, 'NONE'), COALESCE(VERSION, 0),"
                        + " COALESCE(TABLE_ROWS, 0), COALESCE(DATA_LENGTH, 0), COALESCE(INDEX_LENGTH, 0),"
                        + " COALESCE(DATA_FREE, 0) FROM information_schema.tables WHERE TABLE_SCHEMA" + where);
    }

    private Series[] series(String[] cells) {
        String schema = cells[0];
        String name = cells[1];
        return new Series[] {
            version.series(cells),
            rowCount.series(schema, name),
            size.series(schema, name, "data_length"),
            size.series(schema, name, "index_length"),
            size.series(schema, name, "data_free")
        };
    }

    @Override
    void collect(Queries queries, MetricSink sink) throws SQLException {
        Rows rows = queries.run(sql);
        table.begin();
        while (rows.next()) {
            Series[] series = table.get(rows, LABELS);
            for (int i = 0; series != null && i < series.length; i++) {
                rows.sample(sink, series[i], LABELS + 1 + i, 0);
            }
        }
    }
}
