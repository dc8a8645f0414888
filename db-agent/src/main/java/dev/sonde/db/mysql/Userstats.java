package dev.sonde.db.mysql;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** USER_STATISTICS or CLIENT_STATISTICS of MariaDB and Percona Server; nothing where they are off. */
final class Userstats extends SqlCollector {
    private static final Map<String, String> COUNTERS = Map.of(
            "connected_time", "connected_time_seconds_total",
            "busy_time", "busy_seconds_total",
            "cpu_time", "cpu_time_seconds_total");
    private static final Set<String> KNOWN = Set.of(
            "total_connections",
            "bytes_received",
            "bytes_sent",
            "binlog_bytes_written",
            "rows_read",
            "rows_sent",
            "rows_deleted",
            "rows_inserted",
            "rows_fetched",
            "rows_updated",
            "table_rows_read",
            "select_commands",
            "update_commands",
            "other_commands",
            "commit_transactions",
            "rollback_transactions",
            "denied_connections",
            "lost_connections",
            "access_denied",
            "empty_queries",
            "total_ssl_connections");
    private static final int MOST = 100_000;

    private final String tableName;
    private final String prefix;
    private final String label;
    private final Map<String, Series> series = new HashMap<>();

    private Userstats(MysqlContext context, String name, String since, String tableName, String prefix, String label) {
        super(name, since, context);
        this.tableName = tableName;
        this.prefix = prefix;
        this.label = label;
    }

    static Userstats users(MysqlContext context) {
        return new Userstats(
                context,
                "info_schema.userstats",
                "5.1",
                "USER_STATISTICS",
                "mysql_info_schema_user_statistics_",
                "user");
    }

    static Userstats clients(MysqlContext context) {
        return new Userstats(
                context,
                "info_schema.clientstats",
                "5.5",
                "CLIENT_STATISTICS",
                "mysql_info_schema_client_statistics_",
                "client");
    }

    /** Whether the server keeps such statistics; it does not know the variable when it cannot. */
    static boolean isOn(Queries queries) throws SQLException {
        Rows rows = queries.run("SHOW GLOBAL VARIABLES WHERE Variable_Name IN ('userstat', 'userstat_running')");
        while (rows.next()) {
            String value = rows.text(2);
            if (value.equalsIgnoreCase("ON") || value.equals("1")) {
                return true;
            }
        }
        return false;
    }

    @Override
    void collect(Queries queries, MetricSink sink) throws SQLException {
        if (!isOn(queries)) {
            return;
        }
        Rows rows = queries.run("SELECT * FROM information_schema." + tableName);
        if (series.size() > MOST) {
            series.clear();
        }
        int columns = rows.columns();
        while (rows.next()) {
            String who = rows.text(1);
            for (int i = 2; i <= columns; i++) {
                Series one = series(rows.name(i).toLowerCase(Locale.ROOT), who);
                if (one != null) {
                    rows.sample(sink, one, i, 0);
                }
            }
        }
    }

    private @Nullable Series series(String column, String who) {
        return series.computeIfAbsent(column + "\n" + who, key -> family(column).series(who));
    }

    private MetricFamily family(String column) {
        String help = "Column " + column.toUpperCase(Locale.ROOT) + " of " + tableName + ".";
        if (column.equals("concurrent_connections")) {
            return MetricFamily.gauge(prefix + column, help, label);
        }
        String special = COUNTERS.get(column);
        if (special != null) {
            return MetricFamily.counter(prefix + special, help, label);
        }
        // the peer knows this one of clients alone
        boolean timeExceeded = column.equals("max_statement_time_exceeded") && label.equals("client");
        if (KNOWN.contains(column) || timeExceeded) {
            String counted = column.equals("total_connections") ? column : column + "_total";
            return MetricFamily.counter(prefix + counted, help, label);
        }
        return MetricFamily.untyped(prefix + Names.valid(column), help, label);
    }
}
