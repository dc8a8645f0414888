package dev.sonde.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The rules are sound by promtool, and every alert is shown to fire and not to fire. */
final class RulesIT {
    private static final Path RULES = Sources.PROMETHEUS.resolve("rules");

    private final Tool promtool = Tool.named("oracle.promtool");

    @Test
    void areSound() throws IOException {
        promtool.run(arguments("check", "rules", "--lint=all", "--lint-fatal"));
    }

    @Test
    void passTheirTests() throws IOException {
        List<Object> line = new ArrayList<>(List.of("test", "rules"));
        line.addAll(Sources.files(RULES.resolve("tests"), ".yml"));
        promtool.run(line.toArray());
    }

    @Test
    void haveATestOfEveryAlertBothWays() throws IOException {
        TreeSet<String> firing = new TreeSet<>();
        TreeSet<String> quiet = new TreeSet<>();
        for (Path file : Sources.files(RULES.resolve("tests"), ".yml")) {
            for (JsonNode check : Sources.YAML.readTree(file.toFile()).findValues("alert_rule_test")) {
                check.forEach(at -> (at.get("exp_alerts").isEmpty() ? quiet : firing)
                        .add(at.get("alertname").textValue()));
            }
        }
        TreeSet<String> alerts = new TreeSet<>();
        for (Path file : Sources.files(RULES, ".yml")) {
            JsonNode groups = Sources.YAML.readTree(file.toFile());
            StreamSupport.stream(groups.findValues("alert").spliterator(), false)
                    .map(JsonNode::textValue)
                    .forEach(name -> assertThat(alerts.add(name)).as(name).isTrue());
        }
        assertThat(alerts).hasSizeGreaterThan(50);
        assertThat(firing).isEqualTo(alerts);
        assertThat(quiet).isEqualTo(alerts);
    }

    private static Object[] arguments(Object... first) throws IOException {
        List<Object> line = new ArrayList<>(List.of(first));
        line.addAll(Sources.files(RULES, ".yml"));
        return line.toArray();
    }
}
