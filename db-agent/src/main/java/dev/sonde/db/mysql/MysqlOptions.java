package dev.sonde.db.mysql;

import static dev.sonde.db.options.Option.Kind.BOOL;
import static dev.sonde.db.options.Option.Kind.INTEGER;
import static dev.sonde.db.options.Option.Kind.NUMBER;
import static dev.sonde.db.options.Option.Kind.TEXT;
import static dev.sonde.db.options.Option.Kind.TEXTS;

import dev.sonde.db.options.Option;
import java.util.ArrayList;
import java.util.List;

/** What can be set for a MySQL target: mysqld_exporter's flags, by their names and defaults. */
public final class MysqlOptions {
    public static final List<Option> TABLE = table();

    private MysqlOptions() {}

    private static List<Option> table() {
        List<Option> table = new ArrayList<>(List.of(
                new Option("collect.heartbeat.database", TEXT, "heartbeat", "", "Database of the heartbeat table."),
                new Option("collect.heartbeat.table", TEXT, "heartbeat", "", "Name of the heartbeat table."),
                new Option("collect.heartbeat.utc", BOOL, "false", "", "The heartbeat is written in UTC."),
                new Option(
                        "collect.info_schema.processlist.min_time",
                        INTEGER,
                        "0",
                        "",
                        "Seconds that a connection must have been at it."),
                new Option("collect.info_schema.processlist.processes_by_user", BOOL, "true", "", "Count by user too."),
                new Option("collect.info_schema.processlist.processes_by_host", BOOL, "true", "", "Count by host too."),
                new Option(
                        "collect.info_schema.tables.databases",
                        TEXT,
                        "*",
                        "",
                        "Databases whose tables are told, parted by commas, or *."),
                new Option("collect.mysql.user.privileges", BOOL, "false", "", "Tell the privileges of users."),
                new Option("collect.perf_schema.eventsstatements.limit", INTEGER, "250", "", "Most statements told."),
                new Option(
                        "collect.perf_schema.eventsstatements.timelimit",
                        INTEGER,
                        "86400",
                        "",
                        "Seconds within which a statement was seen."),
                new Option(
                        "collect.perf_schema.eventsstatements.digest_text_limit",
                        INTEGER,
                        "120",
                        "",
                        "Characters told of a statement's text."),
                new Option(
                        "collect.perf_schema.eventsstatements.exclude_schemas",
                        TEXTS,
                        "",
                        "",
                        "Schemas whose statements are left out."),
                new Option(
                        "collect.perf_schema.file_instances.filter",
                        TEXT,
                        ".*",
                        "",
                        "Files told, a regular expression of the server."),
                new Option(
                        "collect.perf_schema.file_instances.remove_prefix",
                        TEXT,
                        "/var/lib/mysql/",
                        "",
                        "What is taken off the names of files."),
                new Option(
                        "collect.perf_schema.memory_events.remove_prefix",
                        TEXT,
                        "memory/",
                        "",
                        "What is taken off the names of events."),
                new Option(
                        "collect.slave_status.old_names",
                        BOOL,
                        "true",
                        "",
                        "Tell the columns that MySQL 8.4 renamed under their old names too."),
                new Option(
                        "exporter.lock_wait_timeout", INTEGER, "2", "", "Seconds that a statement waits for a lock."),
                new Option("exporter.enable_lock_wait_timeout", BOOL, "true", "", "Set lock_wait_timeout at all."),
                new Option(
                        "exporter.log_slow_filter",
                        BOOL,
                        "false",
                        "",
                        "Keep the agent's statements out of the slow log (MariaDB, Percona)."),
                new Option(
                        "exporter.query_timeout",
                        NUMBER,
                        "0",
                        "",
                        "Seconds that a collector may take; 0 for the whole scrape."),
                new Option(
                        Intervals.OPTION,
                        TEXTS,
                        "",
                        "",
                        "Longest age of what a dear collector tells, name=5m; it is asked less often then."),
                new Option("exporter.max_open_connections", INTEGER, "2", "", "Connections to a target at a time."),
                new Option("tls.insecure-skip-verify", BOOL, "false", "", "Trust any certificate.")));
        for (MysqlCollectors collector : MysqlCollectors.values()) {
            table.add(new Option(
                    "collect." + collector.label(),
                    BOOL,
                    Boolean.toString(collector.standard()),
                    "",
                    "Enable the " + collector.label() + " collector."));
        }
        return List.copyOf(table);
    }
}
