package dev.sonde.db.mysql;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import java.sql.SQLException;
import java.util.Locale;

/** The replicas that are registered with this source. The metric's odd name is the peer's. */
final class SlaveHosts extends SqlCollector {
    private final MetricFamily info = MetricFamily.gauge(
            "mysql_heartbeat_mysql_slave_hosts_info",
            "1, labelled with a replica that is registered here.",
            "server_id",
            "slave_host",
            "port",
            "master_id",
            "slave_uuid");

    SlaveHosts(MysqlContext context) {
        super("slave_hosts", "5.1", context);
    }

    @Override
    void collect(Queries queries, MetricSink sink) throws SQLException {
        MysqlVersion version = queries.version();
        Rows rows = queries.run(!version.mariadb() && version.atLeast(8, 4) ? "SHOW REPLICAS" : "SHOW SLAVE HOSTS");
        int columns = rows.columns();
        while (rows.next()) {
            String[] labels = {"", "", "", "", ""};
            for (int i = 1; i <= columns; i++) {
                int at = switch (rows.name(i).toLowerCase(Locale.ROOT)) {
                    case "server_id" -> 0;
                    case "host" -> 1;
                    case "port" -> 2;
                    case "master_id", "source_id" -> 3;
                    case "slave_uuid", "replica_uuid" -> 4;
                    default -> -1;
                };
                if (at >= 0) {
                    labels[at] = rows.text(i);
                }
            }
            sink.sample(info.series(labels), 1L);
        }
    }
}
