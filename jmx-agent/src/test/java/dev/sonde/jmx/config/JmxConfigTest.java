package dev.sonde.jmx.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.core.config.ConfigException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JmxConfigTest {
    private final List<String> told = new ArrayList<>();

    private JmxConfig config(String yaml) {
        return JmxConfig.parse("jmx.yml", yaml.getBytes(StandardCharsets.UTF_8), told::add);
    }

    @Test
    void anEmptyFileMeansDefaults() {
        JmxConfig config = config("");
        assertThat(config.rules).containsExactly(RuleConfig.DEFAULT);
        assertThat(config.remote).isNull();
        assertThat(config.autoExcludeAttributes).isTrue();
        assertThat(config.includeAttributes).isNull();
        assertThat(config.includeObjectNames).isEmpty();
        assertThat(config.sonde.oldJvmNames).isTrue();
        assertThat(config.http.basic).isNull();
        assertThat(told).isEmpty();
    }

    @Test
    void everyKeyIsTaken() throws Exception {
        JmxConfig config = config("""
                startDelaySeconds: 0x10
                hostPort: 127.0.0.1:1234
                username: u
                password: p
                ssl: yes
                lowercaseOutputName: on
                lowercaseOutputLabelNames: true
                inferCounterTypeFromName: true
                includeObjectNames: ["a:*"]
                excludeObjectNames: ["b:*"]
                excludeObjectNameAttributes: {"a:type=X": [One, Two]}
                includeObjectNameAttributes: {"a:type=Y": [Three]}
                autoExcludeObjectNameAttributes: no
                excludeJvmMetrics: true
                scrapeTimeoutSeconds: 1_0
                metricCustomizers:
                - mbeanFilter: {domain: a, properties: {type: X}}
                  attributesAsLabels: [Name]
                  extraMetrics: [{name: up, value: true, description: Up.}]
                rules:
                - pattern: a
                  name: b
                  value: 1
                  valueFactor: "1e3"
                  labels: {x: 1}
                  help: h
                  type: GAUGE
                  cache: true
                  attrNameSnakeCase: true
                httpServer:
                  metrics: {path: /other}
                  threads: {minimum: 1, maximum: 2, keepAliveTime: 3}
                  authentication: {basic: {username: u, password: p}}
                  ssl: {keyStore: {filename: f, type: PKCS12, password: p}, certificate: {alias: a}}
                sonde: {maxSeries: 7, regexBudgetMillis: 8, oldJvmNames: false, failFast: true, livePage: false}
                """);
        assertThat(told).isEmpty();
        assertThat(config.startDelaySeconds).isEqualTo(16);
        assertThat(config.remote).isNotNull();
        assertThat(config.remote.url).isEqualTo("service:jmx:rmi:///jndi/rmi://127.0.0.1:1234/jmxrmi");
        assertThat(config.remote.ssl).isTrue();
        assertThat(config.excludeAttributes).containsEntry(new ObjectName("a:type=X"), Set.of("One", "Two"));
        assertThat(config.includeAttributes).containsEntry(new ObjectName("a:type=Y"), Set.of("Three"));
        assertThat(config.scrapeTimeoutSeconds).isEqualTo(10);
        assertThat(config.customizers.get(0).extraMetrics.get(0).value).isEqualTo(true);
        RuleConfig rule = config.rules.get(0);
        assertThat(rule.valueFactor).isEqualTo(1000);
        assertThat(rule.labels).containsEntry("x", "1");
        assertThat(rule.where).isEqualTo("jmx.yml:21:3");
        assertThat(config.http.metricsPath).isEqualTo("/other");
        assertThat(config.sonde.maxSeries).isEqualTo(7);
        assertThat(config.sonde.failFast).isTrue();
        assertThat(config.sonde.livePage).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            attrNameSnakeCase: true                   | jmx.yml:1:20: attrNameSnakeCase: unknown key
            rules:\\n- pattern: a\\n  nam: b          | jmx.yml:3:8: rules[0].nam: unknown key
            lowercaseOutputName: true\\nlowercaseOutputName: false | jmx.yml:2:1: lowercaseOutputName: duplicate key
            httpServer: {port: 1}                     | jmx.yml:1:20: httpServer.port: unknown key
            """)
    void whatHasNoEffectIsTold(String yaml, String message) {
        config(yaml.replace("\\n", "\n"));
        assertThat(told).singleElement().asString().startsWith(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            rules:\\n- name: a            | jmx.yml:2:3: rules[0]: a name needs a pattern
            rules:\\n- {pattern: a, help: b} | jmx.yml:2:3: rules[0]: help and labels need a name
            includeObjectNames: [a]       | jmx.yml:1:22: includeObjectNames[0]: not an object name
            {hostPort: "a:1", jmxUrl: b}  | jmx.yml:1:27: jmxUrl: only one of hostPort and jmxUrl
            rules: {a: b}                 | jmx.yml:1:8: rules: expected a list
            lowercaseOutputName: 3        | jmx.yml:1:22: lowercaseOutputName: expected true or false
            metricCustomizers: [{}]       | jmx.yml:1:21: metricCustomizers[0]: missing key mbeanFilter
            httpServer: {authentication: {basic: {username: u}}} | jmx.yml:1:38: httpServer.authentication.basic: missing key password
            httpServer: {threads: {minimum: 1}}  | jmx.yml:1:23: httpServer.threads: expected minimum, maximum
            sonde: {maxSeries: 0}         | jmx.yml:1:20: sonde.maxSeries: expected a number above 0
            """)
    void whatMakesNoSenseIsRefused(String yaml, String message) {
        assertThatThrownBy(() -> config(yaml.replace("\\n", "\n")))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(message);
    }
}
