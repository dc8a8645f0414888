package dev.sonde.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.core.flags.FlagSet;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlagFileTest {
    private final FlagSet flags = flags();

    private static FlagSet flags() {
        FlagSet flags = new FlagSet("agent", "");
        FlagFile.declare(flags);
        flags.string("pattern", "^$", "");
        flags.string("pattern-old", "").deprecatedFor("pattern");
        flags.bool("switch", true, "");
        flags.integer("count", 3, "");
        flags.duration("wait", "5s", "");
        flags.choice("kind", "a", "", "a", "b");
        flags.strings("address", "", ":1");
        return flags;
    }

    private void apply(String yaml) {
        FlagFile.apply("f.yml", yaml.getBytes(StandardCharsets.UTF_8), flags);
    }

    @Test
    void givesEveryKindOfFlagItsValue() {
        flags.parse();
        apply("""
                pattern: ^/(dev|proc)($|/)
                switch: false
                count: 7
                wait: 250ms
                kind: b
                address: [":2", "[::1]:3"]
                """);
        assertThat(flags.getString("pattern")).isEqualTo("^/(dev|proc)($|/)");
        assertThat(flags.getBool("switch")).isFalse();
        assertThat(flags.getInt("count")).isEqualTo(7);
        assertThat(flags.getDurationMillis("wait")).isEqualTo(250);
        assertThat(flags.getString("kind")).isEqualTo("b");
        assertThat(flags.getStrings("address")).containsExactly(":2", "[::1]:3");
        assertThat(flags.isSet("switch")).isTrue();
    }

    @Test
    void theCommandLineGoesFirst() {
        flags.parse("--count=9", "--no-switch", "--address=:5");
        apply("count: 7\nswitch: true\naddress: \":2\"\npattern: x\n");
        assertThat(flags.getInt("count")).isEqualTo(9);
        assertThat(flags.getBool("switch")).isFalse();
        assertThat(flags.getStrings("address")).isEqualTo(List.of(":5"));
        assertThat(flags.getString("pattern")).isEqualTo("x");
    }

    @Test
    void oldSpellingsWorkAndWarn() {
        flags.parse();
        apply("pattern-old: x\n");
        assertThat(flags.getString("pattern")).isEqualTo("x");
        assertThat(flags.warnings()).containsExactly("pattern-old is deprecated, use pattern");
    }

    @Test
    void anEmptyFileChangesNothing() {
        flags.parse();
        apply("");
        assertThat(flags.isSet("switch")).isFalse();
        assertThat(flags.getInt("count")).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "colour: red; f.yml:1:9: colour: unknown key",
                "count: many; f.yml:1:8: count: invalid value \"many\"",
                "switch: maybe; f.yml:1:9: switch: invalid value \"maybe\": true or false expected",
                "kind: c; f.yml:1:7: kind: invalid value \"c\"",
                "count: [1, 2]; f.yml:1:8: count: one value expected",
                "address: []; f.yml:1:10: address: one value expected",
                "count: {a: 1}; f.yml:1:8: count: ",
                "count:; f.yml:1:1: no value for count",
                "- count; f.yml:1:1: expected a map",
                "config.file: other.yml; f.yml:1:14: config.file: unknown key",
                "help: true; f.yml:1:7: help: unknown key",
                "'{count: 1, count: 2}'; f.yml:1:",
                "'{pattern: a, pattern-old: b}'; f.yml:1:27: pattern-old: pattern and pattern-old are the same flag",
            })
    void saysWhereItIsWrong(String yaml, String message) {
        flags.parse();
        assertThatThrownBy(() -> apply(yaml))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(message);
    }
}
