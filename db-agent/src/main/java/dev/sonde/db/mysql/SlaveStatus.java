package dev.sonde.db.mysql;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The state of replication on a replica, one row for each source: one statement, the one that the server's version has.
 * MySQL 8.4 renamed the columns; the old names are told as well, so that alerts written for them still fire.
 */
final class SlaveStatus extends SqlCollector {
    private static final String PREFIX = "mysql_slave_status_";
    private static final String[] LABELS = {"master_host", "master_uuid", "channel_name", "connection_name"};
    private static final int MOST = 10_000;

    private final boolean oldNames;
    private final MetricFamily gtidIo = gtid("gtid_io_pos", "Position read from the source, by domain.");
    private final MetricFamily gtidSlave = gtid("gtid_slave_pos", "Position applied, by domain.");
    private final Map<String, Series> series = new HashMap<>();

    SlaveStatus(MysqlContext context) {
        super("slave_status", "5.1", context);
        oldNames = context.options().bool("collect.slave_status.old_names");
    }

    private static MetricFamily gtid(String name, String help) {
        return MetricFamily.untyped(
                PREFIX + name, help, LABELS[0], LABELS[1], LABELS[2], LABELS[3], "domain_id", "server_id");
    }

    @Override
    void collect(Queries queries, MetricSink sink) throws SQLException {
        MysqlVersion version = queries.version();
        Rows rows = queries.run(
                version.mariadb()
                        ? "SHOW ALL SLAVES STATUS"
                        : version.atLeast(8, 4) ? "SHOW REPLICA STATUS" : "SHOW SLAVE STATUS");
        if (series.size() > MOST) {
            series.clear();
        }
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= rows.columns(); i++) {
            names.add(rows.name(i).toLowerCase(Locale.ROOT));
        }
        while (rows.next()) {
            row(rows, names, sink);
        }
    }

    private void row(Rows rows, List<String> names, MetricSink sink) throws SQLException {
        String[] labels = {
            text(rows, names, "master_host", "source_host"),
            text(rows, names, "master_uuid", "source_uuid"),
            text(rows, names, "channel_name", ""),
            text(rows, names, "connection_name", "")
        };
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            byte[] value = rows.bytesOrEmpty(i + 1);
            if (name.equals("gtid_io_pos") || name.equals("gtid_slave_pos")) {
                positions(name.equals("gtid_io_pos") ? gtidIo : gtidSlave, labels, value, sink);
                continue;
            }
            StatusValue.sample(sink, series(name, labels), value);
            String old = oldNames ? oldName(name) : name;
            if (!old.equals(name)) {
                StatusValue.sample(sink, series(old, labels), value);
            }
        }
    }

    /** What a column was called before MySQL 8.4. */
    static String oldName(String name) {
        if (name.equals("seconds_behind_source")) {
            return "seconds_behind_master";
        }
        if (name.equals("get_source_public_key")) {
            return "get_master_public_key";
        }
        return name.replace("replica_", "slave_").replace("source_", "master_").replace("_source", "_master");
    }

    private Series series(String name, String[] labels) {
        return series.computeIfAbsent(
                name + "\n" + String.join("\n", labels),
                key -> MetricFamily.untyped(
                                PREFIX + Names.valid(name), "Column " + name + " of the state of replication.", LABELS)
                        .series(labels));
    }

    /** {@code domain-server-sequence} parted by commas. */
    private void positions(MetricFamily family, String[] labels, byte[] value, MetricSink sink) {
        for (String position : new String(value, StandardCharsets.US_ASCII).split(",")) {
            String[] parts = position.strip().split("-");
            if (parts.length == 3) {
                Series one = series.computeIfAbsent(
                        family.name() + "\n" + String.join("\n", labels) + "\n" + parts[0] + "\n" + parts[1],
                        key -> family.series(labels[0], labels[1], labels[2], labels[3], parts[0], parts[1]));
                StatusValue.sample(sink, one, parts[2].getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    private static String text(Rows rows, List<String> names, String name, String or) throws SQLException {
        int at = names.indexOf(name);
        at = at < 0 ? names.indexOf(or) : at;
        return at < 0 ? "" : rows.text(at + 1);
    }
}
