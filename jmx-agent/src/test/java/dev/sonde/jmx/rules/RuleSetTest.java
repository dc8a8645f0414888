package dev.sonde.jmx.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.core.config.ConfigException;
import dev.sonde.core.metrics.MetricType;
import dev.sonde.jmx.config.JmxConfig;
import dev.sonde.jmx.regex.Alphabet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleSetTest {
    private final List<String> told = new ArrayList<>();

    private RuleSet rules(String yaml) {
        return new RuleSet(JmxConfig.parse("rules.yml", yaml.getBytes(StandardCharsets.UTF_8), told::add), told::add);
    }

    private static AttributePath path(String... keys) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("type", "Pool");
        properties.put("name", "\"a,b\"");
        return new AttributePath("my.app", properties, List.of(keys));
    }

    private static Outcome number(RuleSet rules, String attribute, String value) {
        return rules.resolve(path(), attribute, null, Alphabet.NUMBER, value, true);
    }

    @Test
    void withoutRulesTheNameTellsWhereTheAttributeIs() {
        Metric metric = number(rules(""), "HitRate", "1").metric;
        assertThat(metric).isNotNull();
        assertThat(metric.name).isEqualTo("my_app_Pool_HitRate");
        assertThat(metric.labelNames).containsExactly("name");
        assertThat(metric.labelValues).containsExactly("\"a,b\"");
        assertThat(metric.type).isEqualTo(MetricType.UNTYPED);
        assertThat(metric.help).isEqualTo("my.app:name=\"a,b\",type=Pool,attribute=HitRate");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ab c      | ab_c
            a--b__c   | a_b_c
            9a        | _9a
            a:b       | a:b
            ä         | _
            """)
    void namesKeepWhatPrometheusAllows(String text, String name) {
        assertThat(Naming.safe(text)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a_total       | a
            a_total_total | a
            a_info_total  | a
            a_bucket      | a
            a_created     | a
            a_count       | a_count
            _total        | total
            """)
    void reservedSuffixesAreTakenOff(String name, String base) {
        assertThat(Naming.base(name)).isEqualTo(base);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            HTTPRequestCount | httprequest_count
            requestCount     | request_count
            Request_Count    | request_count
            already_snake    | already_snake
            A                | a
            """)
    void snakeCase(String text, String snake) {
        assertThat(Naming.snakeCase(text)).isEqualTo(snake);
    }

    @Test
    void theFirstRuleThatMatchesCountsEvenWhenItDrops() {
        RuleSet rules = rules("""
                rules:
                - pattern: 'Int'
                  name: ''
                - pattern: 'Int'
                  name: second
                """);
        assertThat(number(rules, "Int", "1").metric).isNull();
        assertThat(number(rules, "Other", "1").metric).isNull();
    }

    @Test
    void whatTheValueCannotChangeIsForGood() {
        RuleSet rules = rules("""
                rules:
                - pattern: 'my.app<type=(.+), name=(.+)><>Never: true'
                  name: never
                - pattern: 'my.app<type=(.+), name=(.+)><>(\\w+)'
                  name: app_$3
                """);
        assertThat(number(rules, "Count", "1").lasting).isTrue();
        assertThat(rules.matches()).containsExactly(0L, 1L);
    }

    @Test
    void whatTheValueCanChangeIsNot() {
        RuleSet rules = rules("""
                rules:
                - pattern: 'Count: (\\d)'
                  name: first_digit
                  labels: {digit: $1}
                """);
        Outcome outcome = number(rules, "Count", "17");
        assertThat(outcome.lasting).isFalse();
        assertThat(outcome.metric).isNotNull();
        assertThat(outcome.metric.labelValues).containsExactly("1");
        assertThat(number(rules, "Count", "-1").metric).isNull();
    }

    @Test
    void textIsShownOnlyThroughAValueTemplate() {
        RuleSet rules = rules("""
                rules:
                - pattern: 'State: (.*)'
                  name: state_info
                  value: 1
                  labels: {state: $1}
                - pattern: '.*'
                """);
        Outcome state = rules.resolve(path(), "State", null, Alphabet.TEXT, "UP", false);
        assertThat(state.metric).isNotNull();
        assertThat(state.metric.value).isEqualTo(1.0);
        assertThat(state.metric.labelValues).containsExactly("UP");
        assertThat(rules.resolve(path(), "Other", null, Alphabet.TEXT, "UP", false).metric)
                .isNull();
    }

    @Test
    void labelsAreMadeValidAndGivenOnce() {
        RuleSet rules = rules("""
                lowercaseOutputLabelNames: true
                rules:
                - pattern: 'Count'
                  name: count
                  labels: {Zone: a, zone: b, "a:b": c, empty: "", "": x}
                """);
        Metric metric = number(rules, "Count", "1").metric;
        assertThat(metric).isNotNull();
        assertThat(metric.labelNames).containsExactly("zone", "a_b");
        assertThat(metric.labelValues).containsExactly("a", "c");
    }

    @Test
    void referencesToNoGroupAreToldAndMeanNothing() {
        RuleSet rules = rules("""
                rules:
                - pattern: '(Co)unt'
                  name: a_$1_$2_${x}
                """);
        assertThat(told).hasSize(2).allMatch(line -> line.startsWith("rules.yml:2:3: no group "));
        Metric metric = number(rules, "Count", "1").metric;
        assertThat(metric).isNotNull();
        assertThat(metric.name).isEqualTo("a_Co_");
    }

    @Test
    void aNameThatEndsInTotalCanMakeACounter() {
        RuleSet rules = rules("""
                inferCounterTypeFromName: true
                rules:
                - pattern: 'Count'
                  name: hits_total
                  type: GAUGE
                """);
        Metric metric = number(rules, "Count", "1").metric;
        assertThat(metric).isNotNull();
        assertThat(metric.type).isEqualTo(MetricType.COUNTER);
        assertThat(metric.name).isEqualTo("hits");
    }

    @Test
    void aPatternThatTriesForeverIsGivenUp() {
        RuleSet rules = rules("""
                rules:
                - pattern: '(x+x+)+\\1y'
                  name: bad
                - pattern: 'Count'
                  name: good
                sonde: {regexBudgetMillis: 20}
                """);
        Outcome slow = rules.resolve(path(), "Count", null, Alphabet.TEXT, "x".repeat(40) + "zy", true);
        assertThat(slow.metric).isNotNull();
        assertThat(slow.metric.name).isEqualTo("good");
        assertThat(rules.exhausted()).isPositive();
    }

    @Test
    void aPatternThatIsNoneIsToldWithItsPlace() {
        assertThatThrownBy(() -> rules("rules:\n- pattern: '('\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("rules.yml:2:3: pattern: ");
    }
}
