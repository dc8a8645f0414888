package dev.sonde.db.mysql;

import dev.sonde.core.metrics.MetricType;
import dev.sonde.db.options.Options;

/** The statements that took most time, by digest. */
final class EventsStatements {
    private static final String PREFIX = "perf_schema_events_statements_";
    private static final String[] QUANTILES = {"95", "99", "999"};

    private EventsStatements() {}

    static SqlCollector of(MysqlContext context) {
        TableCollector.Builder builder = TableCollector.of(
                        "perf_schema.eventsstatements", "5.6", context, queries -> sql(queries, context.options()))
                .labels("schema", "digest", "digest_text");
        column(builder, "total", 0, "Executions of a statement");
        column(builder, "seconds_total", 12, "Time of a statement");
        column(builder, "lock_time_seconds_total", 12, "Time that a statement waited for locks");
        column(builder, "cpu_time_seconds_total", 12, "Processor time of a statement");
        column(builder, "errors_total", 0, "Errors of a statement");
        column(builder, "warnings_total", 0, "Warnings of a statement");
        column(builder, "rows_affected_total", 0, "Rows that a statement changed");
        column(builder, "rows_sent_total", 0, "Rows that a statement gave");
        column(builder, "rows_examined_total", 0, "Rows that a statement looked at");
        column(builder, "tmp_tables_total", 0, "Temporary tables of a statement");
        column(builder, "tmp_disk_tables_total", 0, "Temporary tables of a statement on disk");
        column(builder, "sort_merge_passes_total", 0, "Merge passes of a statement's sorting");
        column(builder, "sort_rows_total", 0, "Rows that a statement sorted");
        column(builder, "no_index_used_total", 0, "Executions of a statement without an index");
        String latency = PREFIX + "latency";
        String help = "Latency of a statement in seconds.";
        for (String quantile : QUANTILES) {
            builder.column(MetricType.SUMMARY, latency, "", 12, help, "quantile", quantile);
        }
        builder.column(MetricType.SUMMARY, latency, "_sum", 12, help);
        builder.column(MetricType.SUMMARY, latency, "_count", 0, help);
        return builder.build();
    }

    private static void column(TableCollector.Builder builder, String name, int shift, String help) {
        builder.column(MetricType.COUNTER, PREFIX + name, "", shift, help + ".");
    }

    private static String sql(Queries queries, Options options) {
        MysqlVersion version = queries.version();
        boolean eight = !version.mariadb() && version.atLeast(8, 0);
        // processor time came with 8.0.28, in the middle of a minor version
        boolean cpu = !version.mariadb() && (version.atLeast(8, 1) || eight && version.patch() >= 28);
        StringBuilder exclude = new StringBuilder();
        for (String schema : options.texts("collect.perf_schema.eventsstatements.exclude_schemas")) {
            exclude.append(", ").append(TableCollectors.literal(schema));
        }
        return "SELECT SCHEMA_NAME, DIGEST, LEFT(DIGEST_TEXT, "
                + options.integer("collect.perf_schema.eventsstatements.digest_text_limit")
                + "), COUNT_STAR, SUM_TIMER_WAIT, " + (cpu ? "SUM_LOCK_TIME, SUM_CPU_TIME" : "0, 0")
                + ", SUM_ERRORS, SUM_WARNINGS, SUM_ROWS_AFFECTED, SUM_ROWS_SENT, SUM_ROWS_EXAMINED,"
                + " SUM_CREATED_TMP_TABLES, SUM_CREATED_TMP_DISK_TABLES, SUM_SORT_MERGE_PASSES, SUM_SORT_ROWS,"
                + " SUM_NO_INDEX_USED, " + (cpu ? "QUANTILE_95, QUANTILE_99, QUANTILE_999" : "0, 0, 0")
                + ", SUM_TIMER_WAIT, COUNT_STAR FROM performance_schema.events_statements_summary_by_digest"
                + " WHERE SCHEMA_NAME NOT IN ('mysql', 'performance_schema', 'information_schema'" + exclude
                + ") AND LAST_SEEN > DATE_SUB(NOW(), INTERVAL "
                + options.integer("collect.perf_schema.eventsstatements.timelimit") + " SECOND)"
                + " ORDER BY SUM_TIMER_WAIT DESC LIMIT "
                + options.integer("collect.perf_schema.eventsstatements.limit");
    }
}
