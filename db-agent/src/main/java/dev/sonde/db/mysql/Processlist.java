package dev.sonde.db.mysql;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** Who is connected and what they do, without the agent's own connections. One thread at a time. */
final class Processlist extends SqlCollector {
    private static final String PREFIX = "mysql_info_schema_processlist_";
    private static final String OTHER = "unknown";

    private final MetricFamily threads =
            MetricFamily.gauge(PREFIX + "threads", "Connections by what they do.", "command", "state");
    private final MetricFamily seconds =
            MetricFamily.gauge(PREFIX + "seconds", "Seconds that connections have been doing so.", "command", "state");
    private final MetricFamily users =
            MetricFamily.gauge(PREFIX + "processes_by_user", "Connections by user.", "mysql_user");
    private final MetricFamily hosts =
            MetricFamily.gauge(PREFIX + "processes_by_host", "Connections by client host.", "client_host");
    private final int minTime;
    private final boolean byUser;
    private final boolean byHost;

    Processlist(MysqlContext context) {
        super("info_schema.processlist", "5.1", context);
        minTime = context.options().integer("collect.info_schema.processlist.min_time");
        byUser = context.options().bool("collect.info_schema.processlist.processes_by_user");
        byHost = context.options().bool("collect.info_schema.processlist.processes_by_host");
    }

    @Override
    void collect(Queries queries, MetricSink sink) throws SQLException {
        Rows rows = queries.runWithoutOwn(
                "SELECT user, SUBSTRING_INDEX(host, ':', 1), COALESCE(command, ''), COALESCE(state, ''), COUNT(*),"
                        + " SUM(time) FROM information_schema.processlist WHERE id NOT IN (",
                ") AND time >= " + minTime + " GROUP BY 1, 2, 3, 4");
        Map<String, double[]> byState = new TreeMap<>();
        Map<String, double[]> byUserName = new TreeMap<>();
        Map<String, double[]> byHostName = new TreeMap<>();
        while (rows.next()) {
            double count = rows.number(5);
            double time = rows.number(6);
            String host = rows.text(2);
            add(byState, clean(rows.text(3)) + "\n" + clean(rows.text(4)), count, time);
            add(byUserName, rows.text(1), count, 0);
            add(byHostName, host.isEmpty() ? OTHER : host, count, 0);
        }
        byState.forEach((key, sums) -> {
            String[] labels = key.split("\n", -1);
            sink.sample(threads.series(labels), sums[0]);
            sink.sample(seconds.series(labels), sums[1]);
        });
        if (byUser) {
            byUserName.forEach((user, sums) -> sink.sample(users.series(user), sums[0]));
        }
        if (byHost) {
            byHostName.forEach((host, sums) -> sink.sample(hosts.series(host), sums[0]));
        }
    }

    private static void add(Map<String, double[]> sums, String key, double count, double time) {
        double[] sum = sums.computeIfAbsent(key, k -> new double[2]);
        sum[0] += Double.isNaN(count) ? 0 : count;
        sum[1] += Double.isNaN(time) ? 0 : time;
    }

    /** {@code Waiting for table} becomes {@code waiting_for_table}. */
    static String clean(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = Character.toLowerCase(text.charAt(i));
            if (c <= ' ' || c == '-') {
                out.append('_');
            } else if (";,:.()".indexOf(c) < 0) {
                out.append(c);
            }
        }
        return out.length() == 0 ? OTHER : out.toString();
    }
}
