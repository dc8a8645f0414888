package dev.sonde.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.core.docs.DocsPage;
import dev.sonde.core.docs.FamilyTable;
import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.flags.FlagTable;
import dev.sonde.core.flags.LogFlags;
import dev.sonde.core.http.WebFlags;
import dev.sonde.core.runtime.BuildInfo;
import dev.sonde.db.kit.MadeUpMysql;
import dev.sonde.db.kit.MadeUpRedis;
import dev.sonde.db.kit.RealRedis;
import dev.sonde.db.kit.ScriptedMysql;
import dev.sonde.db.kit.ScriptedRedis;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code docs/db-agent.md} tells of the agent as it is; {@code -Dsonde.write-docs=true} writes the parts of it that are
 * tables.
 */
class DbAgentDocsTest {
    private static final Pattern FLAG = Pattern.compile("`--(?:\\[no-])?([a-z][a-zA-Z0-9_.-]*[a-zA-Z0-9])");
    private static final Pattern METRIC =
            Pattern.compile("`((?:mysql|redis|process|jvm|promhttp|sonde)_[a-zA-Z0-9_]+\\*?)[`{]");

    /** Families that the pages of servers are full of, by what they begin with. */
    private static final List<String> OPEN =
            List.of("mysql_global_status_", "mysql_global_variables_", "mysql_slave_status_", "redis_cluster_");

    /** Not metrics, though they look it, and what the peers had long ago. */
    private static final Set<String> OTHER = Set.of("redis_connected_clients_details");

    private static final Set<String> OTHER_FLAGS = Set.of("config.file", "help", "version");

    /** What of Redis is told by which flags, of the server that has made-up answers. */
    private static final Map<String, List<String>> REDIS = new LinkedHashMap<>();

    /** And of a real server, since it takes questions that depend on answers. */
    private static final Map<String, List<String>> REAL_REDIS = new LinkedHashMap<>();

    static {
        REDIS.put("redis-clients", List.of("-export-client-list", "-export-client-port"));
        REDIS.put("redis-config", List.of("-include-config-metrics"));
        REDIS.put("redis-system", List.of("-include-system-metrics"));
        REDIS.put("redis-modules", List.of("-include-modules-metrics"));
        REDIS.put("redis-search", List.of("-include-search-indexes-metrics"));
        REDIS.put("redis-cluster", List.of("-is-cluster"));
        REDIS.put("redis-ping", List.of("-ping-on-connect"));
        REAL_REDIS.put("redis-keys", List.of("-check-keys=user:*", "-check-single-keys=n"));
        REAL_REDIS.put("redis-count", List.of("-count-keys=user:*"));
        REAL_REDIS.put("redis-groups", List.of("-check-key-groups=^(%a+):"));
        REAL_REDIS.put("redis-streams", List.of("-check-single-streams=events"));
        REAL_REDIS.put("redis-rdb", List.of("-include-rdb-file-size-metric"));
    }

    @TempDir
    private static Path folder;

    private static final Map<String, FamilyTable> FAMILIES = new LinkedHashMap<>();

    private final FlagSet mysql = MysqlFlags.declare(BuildInfo.load());
    private final FlagSet redis = RedisFlags.declare(BuildInfo.load());
    private final DocsPage page;

    DbAgentDocsTest() throws IOException {
        page = new DocsPage(Path.of("..", "docs", "db-agent.md"));
    }

    @BeforeAll
    static void collect() throws IOException {
        try (ScriptedMysql server = MadeUpMysql.start()) {
            collectMysql(server);
        }
        try (ScriptedRedis server = MadeUpRedis.start()) {
            FamilyTable plain = redis("redis-default", server.address(), Set.of(), List.of());
            REDIS.forEach((part, flags) -> redis(part, server.address(), plain.names(), flags));
        }
        try (ScriptedRedis sentinel = MadeUpRedis.sentinel()) {
            Set<String> known = FAMILIES.get("redis-default").names();
            redis(
                    "redis-sentinel",
                    sentinel.address(),
                    known,
                    List.of("-include-sentinel-peer-info", "-include-config-metrics"));
        }
        try (RealRedis server = RealRedis.start()) {
            collectRealRedis(server);
        }
        collectOwn();
    }

    private static void collectMysql(ScriptedMysql server) throws IOException {
        Path options = Files.writeString(folder.resolve("my.cnf"), "[client]\nuser=watcher\n");
        List<String> line = new ArrayList<>(List.of("--config.my-cnf=" + options, "--collect.mysql.user.privileges"));
        Collectors.names().forEach(name -> line.add("--collect." + name));
        try (RunningAgent agent = RunningAgent.mysql(Map.of(), line.toArray(new String[0]))) {
            for (String name : Collectors.names()) {
                String text = text(agent, "/probe?target=127.0.0.1:" + server.port() + "&collect[]=" + name);
                FAMILIES.put(name, table(text, line1 -> !isOwn(line1)));
                if (name.equals("global_status")) {
                    FAMILIES.put("mysql-own", table(text, DbAgentDocsTest::isOwn));
                }
            }
        }
    }

    private static boolean isOwn(String family) {
        return family.equals("mysql_up") || family.startsWith("mysql_exporter_") || family.startsWith("sonde_");
    }

    private static void collectRealRedis(RealRedis server) throws IOException {
        server.run("""
                SET user:1 a
                SET n 1
                XADD events 5-1 a 1
                XGROUP CREATE events workers 0
                XREADGROUP GROUP workers w1 COUNT 1 STREAMS events >
                SAVE
                """);
        Path script = Files.writeString(folder.resolve("a.lua"), "return {'a', '1'}");
        FamilyTable plain = redis("", server.address(), Set.of(), List.of());
        REAL_REDIS.forEach((part, flags) -> redis(part, server.address(), plain.names(), flags));
        redis("redis-scripts", server.address(), plain.names(), List.of("-script=" + script));
    }

    private static FamilyTable redis(String part, String address, Set<String> without, List<String> flags) {
        List<String> line = new ArrayList<>(flags);
        line.add("-redis.addr=");
        try (RunningAgent agent = RunningAgent.redis(line.toArray(new String[0]))) {
            String path = "/scrape?target=" + address;
            text(agent, path);
            FamilyTable table = table(text(agent, path), name -> !without.contains(name));
            if (!part.isEmpty()) {
                FAMILIES.put(part, table);
            }
            return table;
        } catch (IOException e) {
            throw new AssertionError(part, e);
        }
    }

    private static void collectOwn() throws IOException {
        try (RunningAgent agent = RunningAgent.redis("-redis.addr=")) {
            FAMILIES.put("own", table(text(agent, "/metrics"), name -> !name.startsWith("redis_")));
        }
    }

    private static String text(RunningAgent agent, String path) throws IOException {
        return new String(agent.get(path).body(), StandardCharsets.UTF_8);
    }

    /** Of the families that are wanted. */
    private static FamilyTable table(String text, Predicate<String> wanted) {
        StringBuilder kept = new StringBuilder();
        boolean keep = false;
        for (String line : text.split("\n")) {
            if (line.startsWith("# HELP ")) {
                keep = wanted.test(line.split(" ")[2]);
            }
            // a part of a summary or histogram is its family's, and has no labels but le, quantile and those of the
            // rest
            boolean part = !line.startsWith("#") && line.split("[{ ]")[0].matches(".*_(bucket|sum|count)");
            if (keep && !(part && !kept.toString().contains("# TYPE " + line.split("[{ ]")[0] + " "))) {
                kept.append(line).append('\n');
            }
        }
        FamilyTable table = new FamilyTable();
        if (!kept.isEmpty()) {
            table.addPage(kept.toString());
        }
        return table;
    }

    private Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>();
        List<String> rows = new ArrayList<>(FlagTable.markdown(mysql).lines().toList());
        String head = rows.remove(0) + "\n" + rows.remove(0) + "\n";
        for (String name : new TreeSet<>(Collectors.names())) {
            String state = state(rows, name);
            String flags = take(rows, head, row -> name(row).startsWith("collect." + name + "."));
            parts.put(name, state + flags + FAMILIES.get(name).markdown());
        }
        FAMILIES.forEach((part, table) -> {
            if (!Collectors.names().contains(part)) {
                parts.put(part, table.markdown());
            }
        });
        Set<String> shared = shared();
        parts.put("mysql-flags", take(rows, head, row -> !shared.contains(name(row))));
        List<String> redisRows =
                new ArrayList<>(FlagTable.markdown(redis).lines().skip(2).toList());
        parts.put("redis-flags", take(redisRows, head, row -> !shared.contains(name(row))));
        return parts;
    }

    /** What all agents have; the README tells of it. */
    private static Set<String> shared() {
        FlagSet flags = new FlagSet("any", "");
        WebFlags.declare(flags, "");
        LogFlags.declare(flags);
        return new HashSet<>(flags.names());
    }

    private static String state(List<String> rows, String collector) {
        String row = rows.stream()
                .filter(one -> name(one).equals("collect." + collector))
                .findFirst()
                .orElseThrow();
        rows.remove(row);
        return row.contains("| on |") ? "On by default.\n\n" : "Off by default: `--collect." + collector + "`.\n\n";
    }

    private static String name(String row) {
        Matcher flag = FLAG.matcher(row);
        return flag.find() ? flag.group(1) : "";
    }

    private static String take(List<String> rows, String head, Predicate<String> which) {
        StringBuilder table = new StringBuilder();
        rows.stream().filter(which).forEach(row -> table.append(row).append('\n'));
        rows.removeIf(which);
        return table.isEmpty() ? "" : head + table + "\n";
    }

    @Test
    void tablesAreTheAgents() throws IOException {
        Map<String, String> parts = parts();

        if (Boolean.getBoolean("sonde.write-docs")) {
            parts.forEach(page::generate);
            page.write();
        }

        parts.forEach((part, content) -> assertThat(page.generated(part))
                .as("docs/db-agent.md, %s", part)
                .isEqualTo(content));
        assertThat(page.parts()).containsExactlyInAnyOrderElementsOf(parts.keySet());
    }

    @Test
    void everyCollectorIsToldOfInWordsAndMetrics() {
        for (String collector : Collectors.names()) {
            assertThat(page.prose(collector)).as("words on %s", collector).isNotEmpty();
        }
        FAMILIES.forEach((part, table) ->
                assertThat(table.names()).as("metrics of %s", part).isNotEmpty());
    }

    @Test
    void wordsNameOnlyFlagsThatThereAre() {
        for (Matcher named = FLAG.matcher(page.byHand()); named.find(); ) {
            String flag = named.group(1).replaceFirst("^no-", "");
            assertThat(OTHER_FLAGS.contains(flag)
                            || mysql.names().contains(flag)
                            || redis.names().contains(flag))
                    .as("--%s", flag)
                    .isTrue();
        }
    }

    @Test
    void wordsNameOnlyMetricsThatThereAre() {
        Set<String> known = new HashSet<>();
        FAMILIES.values().forEach(table -> known.addAll(table.names()));
        for (Matcher named = METRIC.matcher(page.byHand()); named.find(); ) {
            String metric = named.group(1);
            String start = metric.endsWith("*") ? metric.substring(0, metric.length() - 1) : metric;
            boolean exists = OTHER.contains(metric)
                    || OPEN.stream().anyMatch(start::startsWith)
                    || (metric.endsWith("*")
                            ? known.stream().anyMatch(name -> name.startsWith(start))
                            : known.contains(metric));
            assertThat(exists).as(metric).isTrue();
        }
    }
}
