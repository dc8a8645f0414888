package dev.sonde.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every query of the dashboards, and every rule that records, has data of our agents behind it. */
final class DashboardsIT {
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), (\\w+)\\)");
    private static final Pattern METRIC = Pattern.compile(
            "\\b(node|jvm|jmx|mysql|redis|sonde|process|promhttp|scrape)_\\w+|\\b(instance(_\\w+)?:[\\w:]+|up)\\b");

    /** What only hosts with the hardware, flags with the collector, or a scrape that failed have. */
    private static final Set<String> NOT_HERE = Set.of(
            "node_md_disks",
            "node_md_disks_required",
            "node_systemd_unit_state",
            "node_textfile_mtime_seconds",
            "redis_cluster_state",
            "sonde_web_config_last_reload_successful");

    @TempDir
    static Path folder;

    private static Fleet fleet;

    @BeforeAll
    static void start() throws IOException {
        fleet = Fleet.start(folder, Fleet.ALERTMANAGER);
        Prometheus prometheus = fleet.prometheus();
        for (String last : List.of(
                "count(count_over_time(up[1h]) > 6 and up == 1) >= 9",
                "redis_master_link_up == 1",
                "mysql_slave_status_seconds_behind_master",
                "rate(jvm_gc_collection_seconds_count[15s]) > 0")) {
            prometheus.awaitData(last);
        }
    }

    @AfterAll
    static void stop() throws IOException {
        fleet.close();
    }

    @Test
    void everyQueryReturnsData() throws IOException {
        List<String> empty = new ArrayList<>();
        for (Path file : Sources.files(Sources.PROMETHEUS.resolve("dashboards"), ".json")) {
            JsonNode dashboard = Sources.JSON.readTree(file.toFile());
            List<JsonNode> queries = dashboard.findValues("expr");
            assertThat(queries).as(file.toString()).hasSizeGreaterThan(20);
            for (JsonNode query : queries) {
                String text = query.textValue()
                        .replace("$job", ".*")
                        .replace("$instance", ".*")
                        .replace("$__rate_interval", "15s");
                if (fleet.prometheus().query(text).isEmpty()) {
                    empty.add(file.getFileName() + ": " + text);
                }
            }
        }
        assertThat(empty).isEmpty();
    }

    @Test
    void everyVariableHasValues() throws IOException {
        for (Path file : Sources.files(Sources.PROMETHEUS.resolve("dashboards"), ".json")) {
            for (JsonNode variable : Sources.JSON.readTree(file.toFile()).at("/templating/list")) {
                if (variable.get("type").textValue().equals("query")) {
                    Matcher asked =
                            LABEL_VALUES.matcher(variable.at("/query/query").textValue());
                    assertThat(asked.matches()).as(file + " " + variable).isTrue();
                    String selector = asked.group(1).replace("$job", ".*");
                    assertThat(fleet.prometheus().query("count by (" + asked.group(2) + ") (" + selector + ")"))
                            .as(file + " " + selector)
                            .isNotEmpty();
                }
            }
        }
    }

    @Test
    void rulesAskForWhatThereIs() throws IOException {
        TreeSet<String> known = new TreeSet<>(NOT_HERE);
        fleet.prometheus().api("/api/v1/label/__name__/values").forEach(name -> known.add(name.textValue()));
        for (Path file : Sources.files(Sources.PROMETHEUS.resolve("rules"), ".yml")) {
            JsonNode rules = Sources.YAML.readTree(file.toFile());
            for (JsonNode expression : rules.findValues("expr")) {
                Matcher name = METRIC.matcher(expression.textValue());
                while (name.find()) {
                    assertThat(known).as(expression.textValue()).contains(name.group());
                }
            }
        }
    }

    @Test
    void rulesRecord() throws IOException {
        for (Path file : Sources.files(Sources.PROMETHEUS.resolve("rules"), ".yml")) {
            for (JsonNode name : Sources.YAML.readTree(file.toFile()).findValues("record")) {
                fleet.prometheus().awaitData(name.textValue());
            }
        }
    }
}
