package dev.sonde.db.mysql;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.MetricType;
import dev.sonde.db.number.GoNumber;
import java.sql.SQLException;

/** Histograms of the time that statements took, of MariaDB's and Percona's plugin; nothing without it. */
final class QueryResponseTime extends SqlCollector {
    private static final int UNKNOWN_VARIABLE = 1193;
    private static final String[] TABLES = {"", "_READ", "_WRITE"};
    private static final String[] NO_LABELS = {};
    private static final String[] BOUND = {"le"};

    private final MetricFamily[] families = {family(""), family("read_"), family("write_")};

    QueryResponseTime(MysqlContext context) {
        super("info_schema.query_response_time", "5.5", context);
    }

    private static MetricFamily family(String kind) {
        return MetricFamily.of(
                MetricType.HISTOGRAM,
                "mysql_info_schema_" + kind + "query_response_time_seconds",
                "Statements by the time that they took.");
    }

    @Override
    void collect(Queries queries, MetricSink sink) throws SQLException {
        if (!isOn(queries)) {
            return;
        }
        for (int i = 0; i < TABLES.length; i++) {
            try {
                Rows rows = queries.run(
                        "SELECT TIME, COUNT, TOTAL FROM INFORMATION_SCHEMA.QUERY_RESPONSE_TIME" + TABLES[i]);
                histogram(families[i], rows, sink);
            } catch (SQLException e) {
                // only Percona Server tells reads and writes apart
                if (i == 0) {
                    throw e;
                }
            }
        }
    }

    private static boolean isOn(Queries queries) throws SQLException {
        try {
            Rows rows = queries.run("SELECT @@query_response_time_stats");
            return rows.next() && rows.number(1) != 0;
        } catch (SQLException e) {
            if (e.getErrorCode() == UNKNOWN_VARIABLE) {
                return false;
            }
            throw e;
        }
    }

    private static void histogram(MetricFamily family, Rows rows, MetricSink sink) throws SQLException {
        double count = 0;
        double sum = 0;
        while (rows.next()) {
            double bound = GoNumber.parse(rows.text(1).strip());
            double counted = rows.number(2);
            count += Double.isNaN(counted) ? 0 : counted;
            if (Double.isNaN(bound)) {
                // the row for what took longer than any bound
                continue;
            }
            double total = GoNumber.parse(rows.text(3).strip());
            sum += Double.isNaN(total) ? 0 : total;
            sink.sample(family.series("_bucket", BOUND, new String[] {GoNumber.text(bound)}), count);
        }
        sink.sample(family.series("_bucket", BOUND, new String[] {"+Inf"}), count);
        sink.sample(family.series("_sum", NO_LABELS, NO_LABELS), sum);
        sink.sample(family.series("_count", NO_LABELS, NO_LABELS), count);
    }
}
