package dev.sonde.jmx.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.jmx.artefact.Forked;
import dev.sonde.jmx.artefact.SyntheticTarget;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both agents in an application with very many MBeans: nothing gets lost, with rules or without. */
class ManyMBeansIT {
    private static final String RULES = """
            includeObjectNames: ['many:*']
            lowercaseOutputName: true
            rules:
            - pattern: 'other.app<type=(.+), name=(.+), topic=(.+), partition=(.+)><>(.+):'
              name: other_$1
            - pattern: 'many<type=(T[0-4]), name=(\\w+)PerSec, topic=(.+), partition=(\\d+)><>(Count|MeanRate)'
              name: many_$1_$5
              type: GAUGE
              labels: {metric: $2, topic: $3, partition: $4}
            - pattern: 'many<type=(\\w+), (.+)><>Active: (true|false)'
              name: many_state
              value: 1
              labels: {of: $1 $2, state: $3}
            - pattern: 'many<type=(\\w+), name=(.+), (.+)=(.+), (.+)=(.+)><>Unit: (.+)'
              name: many_unit_$1
              value: 2
              labels: {name: $2, $3: $4, $5: $6, unit: $7}
            - pattern: 'many<(.+)><>(.+): .*'
              name: many_rest_$2
              labels: {properties: $1}
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1_000, 10_000})
    void theSameSeries(int count) throws Exception {
        RulesFile file = new RulesFile(folder.resolve("jmx.yml"));
        file.put("includeObjectNames: ['many:*']\n");
        int ours = Forked.freePort();
        int theirs = Forked.freePort();
        try (Forked target = Forked.java(
                "-javaagent:" + System.getProperty("oracle.jmx") + "=127.0.0.1:" + theirs + ":" + file.path,
                Forked.agent(ours, file.path),
                "-Xmx512m",
                "-cp",
                Forked.testClasses().toString(),
                SyntheticTarget.class.getName(),
                String.valueOf(count))) {
            target.until("READY");
            assertSame(ours, theirs, 3 * count);
            file.put(RULES);
            assertSame(ours, theirs, 4 * count);
        }
    }

    private static void assertSame(int ours, int theirs, int series) throws Exception {
        Set<String> expected = Page.facts(Forked.get(theirs, "/metrics"));
        Set<String> page = Page.facts(Forked.get(ours, "/metrics"));
        assertThat(page.stream().filter(fact -> !fact.startsWith("#")).count()).isEqualTo(series);
        assertThat(difference(expected, page)).as("only theirs").isEmpty();
        assertThat(difference(page, expected)).as("only ours").isEmpty();
    }

    private static Set<String> difference(Set<String> one, Set<String> other) {
        Set<String> rest = new TreeSet<>(one);
        rest.removeAll(other);
        return rest;
    }
}
