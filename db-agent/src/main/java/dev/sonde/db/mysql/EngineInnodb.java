package dev.sonde.db.mysql;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/** What only the text of SHOW ENGINE INNODB STATUS tells. */
final class EngineInnodb extends SqlCollector {
    private static final String INSIDE = " queries inside InnoDB, ";
    private static final String QUEUE = " queries in queue";
    private static final String VIEWS = " read views open inside InnoDB";

    private final Series inside = gauge("queries_inside_innodb", "Statements at work in InnoDB.");
    private final Series queue = gauge("queries_in_queue", "Statements that wait to enter InnoDB.");
    private final Series views = gauge("read_views_open_inside_innodb", "Open read views.");

    EngineInnodb(MysqlContext context) {
        super("engine_innodb_status", "5.1", context);
    }

    private static Series gauge(String name, String help) {
        return MetricFamily.gauge("mysql_engine_innodb_" + name, help).series();
    }

    @Override
    void collect(Queries queries, MetricSink sink) throws SQLException {
        Rows rows = queries.run("SHOW ENGINE INNODB STATUS");
        while (rows.next()) {
            for (String line : rows.text(3).split("\n")) {
                int at = line.indexOf(INSIDE);
                int end = line.indexOf(QUEUE);
                if (at > 0 && end > at) {
                    sample(sink, inside, line.substring(0, at));
                    sample(sink, queue, line.substring(at + INSIDE.length(), end));
                } else if (line.endsWith(VIEWS)) {
                    sample(sink, views, line.substring(0, line.length() - VIEWS.length()));
                }
            }
        }
    }

    private static void sample(MetricSink sink, Series series, String number) {
        StatusValue.sample(sink, series, number.strip().getBytes(StandardCharsets.US_ASCII));
    }
}
