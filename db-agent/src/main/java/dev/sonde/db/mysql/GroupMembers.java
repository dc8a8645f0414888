package dev.sonde.db.mysql;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import java.sql.SQLException;
import java.util.Locale;

/** The members of a replication group, each column as a label. */
final class GroupMembers extends SqlCollector {
    private static final String NAME = "mysql_perf_schema_replication_group_member_info";

    GroupMembers(MysqlContext context) {
        super("perf_schema.replication_group_members", "5.7", context);
    }

    @Override
    void collect(Queries queries, MetricSink sink) throws SQLException {
        Rows rows = queries.run("SELECT * FROM performance_schema.replication_group_members");
        String[] names = new String[rows.columns()];
        for (int i = 0; i < names.length; i++) {
            names[i] = Names.valid(rows.name(i + 1).toLowerCase(Locale.ROOT));
        }
        MetricFamily info = MetricFamily.gauge(NAME, "1, labelled with a member of the group.", names);
        while (rows.next()) {
            String[] values = new String[names.length];
            for (int i = 0; i < names.length; i++) {
                values[i] = rows.text(i + 1);
            }
            sink.sample(info.series(values), 1L);
        }
    }
}
