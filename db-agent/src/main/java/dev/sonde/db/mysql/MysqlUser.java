package dev.sonde.db.mysql;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What each account may use, and its privileges when asked for. One thread at a time. */
final class MysqlUser extends SqlCollector {
    private static final String[] LIMITS = {"max_questions", "max_updates", "max_connections", "max_user_connections"};
    private static final int MOST = 100_000;

    private final boolean privileges;
    private final Map<String, Series> series = new HashMap<>();

    MysqlUser(MysqlContext context) {
        super("mysql.user", "5.1", context);
        privileges = context.options().bool("collect.mysql.user.privileges");
    }

    @Override
    void collect(Queries queries, MetricSink sink) throws SQLException {
        Rows rows = queries.run(
                privileges
                        ? "SELECT user, host, mysql.user.* FROM mysql.user"
                        : "SELECT user, host, max_questions, max_updates, max_connections, max_user_connections"
                                + " FROM mysql.user");
        if (series.size() > MOST) {
            series.clear();
        }
        int columns = rows.columns();
        while (rows.next()) {
            String user = rows.text(1);
            String host = rows.text(2);
            for (int i = 3; i <= columns; i++) {
                String name = rows.name(i).toLowerCase(Locale.ROOT);
                if (name.endsWith("_priv")) {
                    sink.sample(series(name, user, host), rows.text(i).equals("Y") ? 1L : 0L);
                } else if (isLimit(name)) {
                    rows.sample(sink, series(name, user, host), i, 0);
                }
            }
        }
    }

    private static boolean isLimit(String name) {
        for (String limit : LIMITS) {
            if (limit.equals(name)) {
                return true;
            }
        }
        return false;
    }

    private Series series(String name, String user, String host) {
        return series.computeIfAbsent(
                name + "\n" + user + "\n" + host,
                key -> MetricFamily.gauge(
                                "mysql_mysql_" + name, "Column " + name + " of mysql.user.", "mysql_user", "hostmask")
                        .series(user, host));
    }
}
