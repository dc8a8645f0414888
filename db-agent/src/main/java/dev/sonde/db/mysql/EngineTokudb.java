package dev.sonde.db.mysql;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import java.sql.SQLException;
import java.util.Locale;

/** SHOW ENGINE TOKUDB STATUS. Few servers have the engine still, so series are made as they come. */
final class EngineTokudb extends SqlCollector {
    EngineTokudb(MysqlContext context) {
        super("engine_tokudb_status", "5.6", context);
    }

    @Override
    void collect(Queries queries, MetricSink sink) throws SQLException {
        Rows rows = queries.run("SHOW ENGINE TOKUDB STATUS");
        while (rows.next()) {
            String name = clean(rows.text(2));
            StatusValue.sample(
                    sink,
                    MetricFamily.untyped("mysql_engine_tokudb_" + name, "TokuDB's " + name + ".")
                            .series(),
                    rows.bytesOrEmpty(3));
        }
    }

    /** {@code cachetable: size current (bytes)} becomes {@code cachetable_size_current_bytes}. */
    static String clean(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ' || c == '-') {
                out.append('_');
            } else if (";,:.()".indexOf(c) < 0) {
                out.append(c);
            }
        }
        return Names.valid(out.toString().toLowerCase(Locale.ROOT));
    }
}
