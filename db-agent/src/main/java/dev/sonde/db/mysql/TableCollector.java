package dev.sonde.db.mysql;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.MetricType;
import dev.sonde.core.metrics.Series;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A statement whose first columns are labels and whose others are a metric each. A cell that is no number costs its sample
 * alone. One thread at a time.
 */
final class TableCollector extends SqlCollector {
    private final Statement statement;
    private final int labels;
    private final List<Column> columns;
    private final SeriesTable<Series[]> table = new SeriesTable<>(this::series);

    /** What to ask, which may depend on the server's version; null when there is nothing to ask. */
    interface Statement {
        @Nullable String sql(Queries queries) throws SQLException;
    }

    private record Column(MetricFamily family, String[] names, String[] values, int shift, String suffix) {}

    private TableCollector(Builder builder) {
        super(builder.name, builder.since, builder.context);
        statement = builder.statement;
        labels = builder.labels.length;
        columns = List.copyOf(builder.columns);
    }

    private Series[] series(String[] cells) {
        Series[] made = new Series[columns.size()];
        for (int i = 0; i < made.length; i++) {
            Column column = columns.get(i);
            String[] values = Arrays.copyOf(labels == 0 ? new String[0] : cells, column.names.length);
            System.arraycopy(column.values, 0, values, labels, column.values.length);
            made[i] = column.family.series(column.suffix, column.names, values);
        }
        return made;
    }

    @Override
    void collect(Queries queries, MetricSink sink) throws SQLException {
        String sql = statement.sql(queries);
        if (sql == null) {
            return;
        }
        Rows rows = queries.run(sql);
        table.begin();
        while (rows.next()) {
            Series[] series = table.get(rows, labels);
            for (int i = 0; series != null && i < series.length; i++) {
                rows.sample(sink, series[i], labels + 1 + i, columns.get(i).shift);
            }
        }
    }

    static Builder of(String name, String since, MysqlContext context, String sql) {
        return new Builder(name, since, context, queries -> sql);
    }

    static Builder of(String name, String since, MysqlContext context, Statement statement) {
        return new Builder(name, since, context, statement);
    }

    /** Declares the columns in the order of the statement. */
    static final class Builder {
        private final String name;
        private final String since;
        private final MysqlContext context;
        private final Statement statement;
        private final List<Column> columns = new ArrayList<>();
        private final Map<String, MetricFamily> families = new LinkedHashMap<>();
        private String[] labels = new String[0];

        private Builder(String name, String since, MysqlContext context, Statement statement) {
            this.name = name;
            this.since = since;
            this.context = context;
            this.statement = statement;
        }

        /** The first columns. */
        Builder labels(String... names) {
            labels = names;
            return this;
        }

        Builder counter(String metric, String help, String... more) {
            return column(MetricType.COUNTER, metric, "", 0, help, more);
        }

        Builder gauge(String metric, String help, String... more) {
            return column(MetricType.GAUGE, metric, "", 0, help, more);
        }

        /** A counter of picoseconds, told in seconds. */
        Builder picos(String metric, String help, String... more) {
            return column(MetricType.COUNTER, metric, "", 12, help, more);
        }

        /**
         * @param suffix of the sample's name, for a part of a summary
         * @param shift how many digits the value moves to the right of the point
         * @param more names and values, in turn, of labels that all rows have
         */
        Builder column(MetricType type, String metric, String suffix, int shift, String help, String... more) {
            String[] names = Arrays.copyOf(labels, labels.length + more.length / 2);
            String[] values = new String[more.length / 2];
            for (int i = 0; i < values.length; i++) {
                names[labels.length + i] = more[2 * i];
                values[i] = more[2 * i + 1];
            }
            MetricFamily family = families.computeIfAbsent(metric, key -> MetricFamily.of(type, "mysql_" + key, help));
            columns.add(new Column(family, names, values, shift, suffix));
            return this;
        }

        TableCollector build() {
            return new TableCollector(this);
        }
    }
}
