package dev.sonde.db.redis;

import static dev.sonde.db.options.Option.Kind.BOOL;
import static dev.sonde.db.options.Option.Kind.DURATION;
import static dev.sonde.db.options.Option.Kind.INTEGER;
import static dev.sonde.db.options.Option.Kind.TEXT;

import dev.sonde.db.options.Option;
import java.util.List;

/** What can be set for a Redis target: redis_exporter's flags, by their names, defaults and variables. */
public final class RedisOptions {
    public static final List<Option> TABLE = List.of(
            text("redis.addr", "redis://localhost:6379", "REDIS_ADDR", "Address of the server; empty for none."),
            text("redis.user", "", "REDIS_USER", "User to log in as."),
            text("redis.password", "", "REDIS_PASSWORD", "Password; better from a file or the environment."),
            text("redis.password-file", "", "REDIS_PASSWORD_FILE", "JSON file of passwords by address."),
            new Option(
                    "connection-timeout", DURATION, "15s", env("connection-timeout"), "Longest wait for the server."),
            bool("ping-on-connect", false, "Measure a PING after connecting."),
            bool("set-client-name", true, "Name the connection redis_exporter."),
            text("config-command", "CONFIG", env("config-command"), "What CONFIG is called, - to never ask."),
            text("namespace", "redis", env("namespace"), "What the names of metrics begin with."),
            text("check-keys", "", env("check-keys"), "Patterns of keys to report, dbN=pattern, parted by commas."),
            text("check-single-keys", "", env("check-single-keys"), "Keys to report, dbN=key, parted by commas."),
            text("check-streams", "", env("check-streams"), "Patterns of streams to report."),
            text("check-single-streams", "", env("check-single-streams"), "Streams to report."),
            text("count-keys", "", env("count-keys"), "Patterns of keys to count."),
            bool("streams-exclude-consumer-metrics", false, "Leave out the consumers of streams."),
            new Option(
                    "check-keys-batch-size",
                    INTEGER,
                    "1000",
                    env("check-keys-batch-size"),
                    "Keys looked at in one step of SCAN."),
            text("check-key-groups", "", env("check-key-groups"), "Lua patterns that put keys into groups."),
            new Option(
                    "max-distinct-key-groups",
                    INTEGER,
                    "100",
                    env("max-distinct-key-groups"),
                    "Groups reported; the rest is one group, overflow."),
            bool("disable-exporting-key-values", false, "Leave out the values of keys."),
            bool("skip-checkkeys-for-role-master", false, "Look at keys on replicas only."),
            text("script", "", "REDIS_EXPORTER_SCRIPT", "Files with Lua scripts to run, parted by commas."),
            bool("lua-script-read-only", false, "Run scripts with EVAL_RO."),
            new Option(
                    "include-config-metrics",
                    BOOL,
                    "false",
                    "REDIS_EXPORTER_INCL_CONFIG_METRICS",
                    "Report every setting."),
            bool("redact-config-metrics", true, "Leave out settings that are secret."),
            new Option(
                    "include-system-metrics",
                    BOOL,
                    "false",
                    "REDIS_EXPORTER_INCL_SYSTEM_METRICS",
                    "Report the memory of the server's host."),
            new Option(
                    "include-modules-metrics", BOOL, "false", "REDIS_EXPORTER_INCL_MODULES_METRICS", "Report modules."),
            new Option(
                    "include-search-indexes-metrics",
                    BOOL,
                    "false",
                    "REDIS_EXPORTER_INCL_SEARCH_INDEXES_METRICS",
                    "Report search indexes."),
            text(
                    "check-search-indexes",
                    ".*",
                    env("check-search-indexes"),
                    "Which search indexes, a regular expression."),
            new Option(
                    "include-sentinel-peer-info",
                    BOOL,
                    "false",
                    "REDIS_EXPORTER_INCL_SENTINEL_PEER_INFO",
                    "Report the other sentinels."),
            new Option(
                    "include-rdb-file-size-metric",
                    BOOL,
                    "false",
                    "REDIS_EXPORTER_INCL_RDB_FILE_SIZE_METRIC",
                    "Report the size of the dump, of a server on this host."),
            new Option(
                    "include-metrics-for-empty-databases",
                    BOOL,
                    "true",
                    "REDIS_EXPORTER_INCL_METRICS_FOR_EMPTY_DATABASES",
                    "Report databases without keys as well."),
            bool("exclude-latency-histogram-metrics", false, "Leave out the histograms of latency."),
            bool("export-client-list", false, "Report each client."),
            bool("export-client-port", false, "Label clients with their port."),
            bool("append-instance-role-label", false, "Label every series with the role of the server."),
            bool("is-cluster", false, "The server is part of a cluster."),
            bool("cluster-discover-hostnames", false, "Discover nodes of a cluster by their host names."),
            bool("is-tile38", false, "The server is a Tile38."),
            text("tls-client-cert-file", "", env("tls-client-cert-file"), "Own certificate, PEM."),
            text("tls-client-key-file", "", env("tls-client-key-file"), "Key of the own certificate, PEM."),
            text("tls-ca-cert-file", "", env("tls-ca-cert-file"), "Authorities to trust, PEM."),
            text("tls-server-name", "", env("tls-server-name"), "Name that the server's certificate has to be for."),
            bool("skip-tls-verification", false, "Trust any certificate."));

    private RedisOptions() {}

    private static Option text(String name, String standard, String variable, String help) {
        return new Option(name, TEXT, standard, variable, help);
    }

    private static Option bool(String name, boolean standard, String help) {
        return new Option(name, BOOL, Boolean.toString(standard), env(name), help);
    }

    /** The environment variable of an option, unless it has a name of its own. */
    public static String env(String name) {
        StringBuilder variable = new StringBuilder("REDIS_EXPORTER_");
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            variable.append(c == '-' || c == '.' ? '_' : Character.toUpperCase(c));
        }
        return variable.toString();
    }
}
