package dev.sonde.db.mysql;

import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.MetricType;
import dev.sonde.core.metrics.Series;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** SHOW GLOBAL STATUS. One thread at a time. */
final class GlobalStatus extends SqlCollector {
    private static final int MOST = 10_000;
    private static final String PREFIX = "mysql_global_status_";
    private static final String[] GALERA = {
        "wsrep_local_state_uuid", "wsrep_cluster_state_uuid", "wsrep_provider_version"
    };
    private static final String[] LATENCY = {"min_seconds", "avg_seconds", "max_seconds", "stdev", "sample_size"};

    private final MetricFamily commands = counter("commands_total", "Executions of a command.", "command");
    private final MetricFamily handlers = counter("handlers_total", "Calls of a handler.", "handler");
    private final MetricFamily connectionErrors =
            counter("connection_errors_total", "Connections that failed, by cause.", "error");
    private final MetricFamily pages =
            MetricFamily.gauge(PREFIX + "buffer_pool_pages", "Pages of the InnoDB buffer pool, by state.", "state");
    private final MetricFamily dirty =
            MetricFamily.gauge(PREFIX + "buffer_pool_dirty_pages", "Dirty pages of the InnoDB buffer pool.");
    private final MetricFamily changes = counter(
            "buffer_pool_page_changes_total", "Changes of pages of the InnoDB buffer pool, by kind.", "operation");
    private final MetricFamily rows = counter("innodb_row_ops_total", "InnoDB row operations.", "operation");
    private final MetricFamily lost =
            counter("performance_schema_lost_total", "What Performance Schema had no room for.", "instrumentation");
    private final MetricFamily galera =
            MetricFamily.gauge("mysql_galera_status_info", "1, labelled with the state of the Galera node.", GALERA);
    private final Series[] latency = new Series[LATENCY.length];
    private final LabelCache<Variable> variables = new LabelCache<>(MOST, this::variable);
    private final String[] galeraTexts = {"", "", ""};
    private String galeraKey = "";
    private @Nullable Series galeraSeries;

    GlobalStatus(MysqlContext context) {
        super("global_status", "5.1", context);
        for (int i = 0; i < LATENCY.length; i++) {
            latency[i] = MetricFamily.gauge(
                            "mysql_galera_evs_repl_latency_" + LATENCY[i],
                            "Part " + LATENCY[i] + " of wsrep_evs_repl_latency.")
                    .series();
        }
    }

    private static MetricFamily counter(String name, String help, String label) {
        return MetricFamily.of(MetricType.COUNTER, PREFIX + name, help, label);
    }

    /** What becomes of a status variable: a series, or a text of the Galera node. */
    private record Variable(@Nullable Series series, int galera, boolean latency) {}

    private Variable variable(String raw) {
        String name = Names.valid(raw.toLowerCase(Locale.ROOT));
        for (int i = 0; i < GALERA.length; i++) {
            if (GALERA[i].equals(name)) {
                return new Variable(untyped(name), i, false);
            }
        }
        return new Variable(series(name), -1, name.equals("wsrep_evs_repl_latency"));
    }

    private static Series untyped(String name) {
        return MetricFamily.untyped(PREFIX + name, "Status variable " + name + ".")
                .series();
    }

    private @Nullable Series series(String name) {
        if (name.startsWith("com_")) {
            return commands.series(name.substring(4));
        }
        if (name.startsWith("handler_")) {
            return handlers.series(name.substring(8));
        }
        if (name.startsWith("connection_errors_")) {
            return connectionErrors.series(name.substring(18));
        }
        if (name.startsWith("innodb_rows_")) {
            return rows.series(name.substring(12));
        }
        if (name.startsWith("performance_schema_")) {
            return lost.series(name.substring(19));
        }
        if (name.startsWith("innodb_buffer_pool_pages_")) {
            String state = name.substring(25);
            return switch (state) {
                case "data", "free", "misc", "old" -> pages.series(state);
                case "dirty" -> dirty.series();
                case "total" -> null;
                default -> changes.series(state);
            };
        }
        return untyped(name);
    }

    @Override
    void collect(Queries queries, MetricSink sink) throws SQLException {
        Rows found = queries.run("SHOW GLOBAL STATUS");
        variables.begin();
        boolean isGalera = false;
        while (found.next()) {
            byte[] name = found.bytesOrEmpty(1);
            Variable variable = variables.get(name, 0, name.length);
            if (variable == null) {
                continue;
            }
            byte[] value = found.bytesOrEmpty(2);
            boolean number = variable.series != null && StatusValue.sample(sink, variable.series, value);
            if (!number && variable.galera >= 0) {
                galeraTexts[variable.galera] = new String(value, StandardCharsets.UTF_8);
                isGalera |= variable.galera == 0 && value.length > 0;
            } else if (!number && variable.latency) {
                latency(sink, new String(value, StandardCharsets.UTF_8));
            }
        }
        if (isGalera) {
            galera(sink);
        }
    }

    private void galera(MetricSink sink) {
        String key = String.join("\n", galeraTexts);
        if (galeraSeries == null || !key.equals(galeraKey)) {
            galeraKey = key;
            galeraSeries = galera.series(galeraTexts);
        }
        sink.sample(galeraSeries, 1L);
    }

    /** Five numbers parted by slashes. */
    private void latency(MetricSink sink, String text) {
        String[] parts = text.split("/");
        if (parts.length != latency.length) {
            return;
        }
        for (int i = 0; i < parts.length; i++) {
            StatusValue.sample(sink, latency[i], parts[i].getBytes(StandardCharsets.US_ASCII));
        }
    }
}
