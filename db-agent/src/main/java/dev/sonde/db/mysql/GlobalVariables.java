package dev.sonde.db.mysql;

import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.db.number.GoNumber;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** SHOW GLOBAL VARIABLES. One thread at a time. */
final class GlobalVariables extends SqlCollector {
    private static final int MOST = 10_000;
    private static final Set<String> TEXTS = Set.of(
            "innodb_version",
            "version",
            "version_comment",
            "wsrep_cluster_name",
            "wsrep_provider_options",
            "tx_isolation",
            "transaction_isolation");
    private static final String GCACHE = "gcache.size";

    private final MetricFamily versionInfo = MetricFamily.gauge(
            "mysql_version_info",
            "1, labelled with the server's version.",
            "innodb_version",
            "version",
            "version_comment");
    private final MetricFamily isolation =
            MetricFamily.gauge("mysql_transaction_isolation", "1, labelled with the isolation level.", "level");
    private final MetricFamily cluster = MetricFamily.gauge(
            "mysql_galera_variables_info", "1, labelled with the Galera cluster.", "wsrep_cluster_name");
    private final Series gcache = MetricFamily.gauge(
                    "mysql_galera_gcache_size_bytes", "Option gcache.size of wsrep_provider_options.")
            .series();
    private final LabelCache<Variable> variables = new LabelCache<>(MOST, this::variable);
    private final Map<String, String> texts = new HashMap<>();
    private String shown = "";
    private @Nullable Series version;
    private @Nullable Series level;
    private @Nullable Series clusterName;

    GlobalVariables(MysqlContext context) {
        super("global_variables", "5.1", context);
    }

    private record Variable(Series series, @Nullable String text) {}

    private Variable variable(String raw) {
        String name = Names.valid(raw.toLowerCase(Locale.ROOT));
        Series series = MetricFamily.gauge("mysql_global_variables_" + name, "System variable " + name + ".")
                .series();
        return new Variable(series, TEXTS.contains(name) ? name : null);
    }

    @Override
    void collect(Queries queries, MetricSink sink) throws SQLException {
        Rows rows = queries.run("SHOW GLOBAL VARIABLES");
        variables.begin();
        texts.clear();
        while (rows.next()) {
            byte[] name = rows.bytesOrEmpty(1);
            Variable variable = variables.get(name, 0, name.length);
            if (variable == null) {
                continue;
            }
            byte[] value = rows.bytesOrEmpty(2);
            if (!StatusValue.sample(sink, variable.series, value) && variable.text != null) {
                texts.put(variable.text, new String(value, StandardCharsets.UTF_8));
            }
        }
        infos(sink);
    }

    private void infos(MetricSink sink) {
        String now = texts.toString();
        if (!now.equals(shown)) {
            shown = now;
            version = versionInfo.series(text("innodb_version"), text("version"), text("version_comment"));
            String isolationLevel = text("transaction_isolation");
            isolationLevel = isolationLevel.isEmpty() ? text("tx_isolation") : isolationLevel;
            level = isolationLevel.isEmpty() ? null : isolation.series(isolationLevel);
            clusterName = text("wsrep_cluster_name").isEmpty() ? null : cluster.series(text("wsrep_cluster_name"));
        }
        if (version != null) {
            sink.sample(version, 1L);
        }
        if (level != null) {
            sink.sample(level, 1L);
        }
        if (clusterName != null) {
            sink.sample(clusterName, 1L);
        }
        double size = gcacheSize(text("wsrep_provider_options"));
        if (!Double.isNaN(size)) {
            sink.sample(gcache, size);
        }
    }

    private String text(String name) {
        return texts.getOrDefault(name, "");
    }

    /** {@code ...; gcache.size = 128M; ...}: bytes, or NaN. */
    static double gcacheSize(String options) {
        for (String option : options.split(";")) {
            int equals = option.indexOf('=');
            if (equals < 0 || !option.substring(0, equals).strip().equals(GCACHE)) {
                continue;
            }
            String value = option.substring(equals + 1).strip();
            int unit = value.isEmpty() ? -1 : "KMGT".indexOf(Character.toUpperCase(value.charAt(value.length() - 1)));
            double number = GoNumber.parse(unit < 0 ? value : value.substring(0, value.length() - 1));
            return number * Math.pow(1024, unit + 1);
        }
        return Double.NaN;
    }
}
