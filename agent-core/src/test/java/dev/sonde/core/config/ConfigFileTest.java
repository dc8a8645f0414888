package dev.sonde.core.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFileTest {
    private static ConfigNode yaml(String text) {
        return ConfigFile.parse("web.yml", text.getBytes(UTF_8));
    }

    private static ConfigNode json(String text) {
        return ConfigFile.parse("rules.json", text.getBytes(UTF_8));
    }

    private static String error(Runnable action) {
        return catchThrowableOfType(ConfigException.class, action::run).getMessage();
    }

    @Test
    void aTreeKnowsItsPlaces() {
        ConfigNode root = yaml("""
                # comment
                tls_server_config:
                  cert_file: server.crt
                  cipher_suites:
                    - A
                    - "B"
                basic_auth_users: {alice: secret}
                """);

        ConfigNode suites = root.require("tls_server_config").require("cipher_suites");
        assertThat(suites.strings()).containsExactly("A", "B");
        assertThat(suites.items().get(1)).hasToString("web.yml:6:7: tls_server_config.cipher_suites[1]");
        assertThat(root.require("basic_auth_users").require("alice").where()).isEqualTo("web.yml:7:27");
        assertThat(root.keys()).containsExactly("tls_server_config", "basic_auth_users");
    }

    @Test
    void jsonMakesTheSameTree() {
        ConfigNode root = json("""
                {
                  "a": [1, true, null, "x"],
                  "b": {"c": 1.5}
                }
                """);

        assertThat(root.require("a").items().get(0).integer()).isEqualTo(1);
        assertThat(root.require("a").items().get(1).bool()).isTrue();
        assertThat(root.require("a").items().get(2).isNull()).isTrue();
        assertThat(root.require("b").number("c", 0)).isEqualTo(1.5);
        assertThat(root.require("b").require("c").where()).isEqualTo("rules.json:3:14");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a: [1               | web.yml:1:6: expected
            a: b: c             | web.yml:1:5: mapping values are not allowed here
            a\\n b: c            | web.yml:2:3: mapping values are not allowed here
            a: 1\\n\\tb: 2        | web.yml:2:1: found character
            a: "x               | web.yml:1:6: found unexpected end of stream
            a: 1\\na: 2          | web.yml:2:1: a: duplicate key
            a:\\n  b: 1\\n  b: 2   | web.yml:3:3: b: duplicate key
            a: {b: 1, b: 2}     | web.yml:1:11: b: duplicate key
            - a\\nb: c           | web.yml:2:1: expected <block end>
            %                   | web.yml:1:2: expected alphabetic or numeric character
            a: *x               | web.yml:1:4: unknown alias *x
            a: &x [*x]          | web.yml:1:8: unknown alias *x
            a: 1\\n---\\nb: 2     | web.yml:2:1: a second document, expected only one
            a: 1\\nb: @x         | web.yml:2:4: found character
            a: x\\7y         | web.yml:1:5: character U+7 is not allowed
            a: !!java.io.File x | web.yml:1:4: unknown tag tag:yaml.org,2002:java.io.File
            a: !x [1]           | web.yml:1:4: unknown tag !x
            <<: 1               | web.yml:1:5: <<: expected a map
            ? [a, b]\\n: c       | web.yml:1:3: expected a text as key
            """)
    void malformedYaml(String text, String message) {
        assertThat(error(() -> yaml(text.translateEscapes()))).startsWith(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a": }             | rules.json:1:7: Unexpected character
            {"a": 1, "a": 2}    | rules.json:1:10: a: duplicate key
            {"a": hunter2}      | rules.json:1:7: Unrecognized token
            {"a": 1             | rules.json:1:8: Unexpected end-of-input
            {"a": 1} {}         | rules.json:1:10: a second document, expected only one
            {"a": "x            | rules.json:1:9: Unexpected end-of-input
            a: 1                | rules.json:1:1: Unrecognized token
            """)
    void malformedJson(String text, String message) {
        assertThat(error(() -> json(text))).startsWith(message).doesNotContain("hunter2");
    }

    @Test
    void whereAKeyMayComeTwiceTheLastCountsAndIsTold() {
        List<String> told = new ArrayList<>();
        ConfigNode root = ConfigFile.parseLenient("web.yml", "a: 1\nb: 2\na: 3\n".getBytes(UTF_8), told::add);
        assertThat(root.integer("a", 0)).isEqualTo(3);
        assertThat(told).containsExactly("web.yml:3:1: a: duplicate key");
    }

    @Test
    void whatIsNoTextIsNoConfig() {
        assertThat(error(() -> ConfigFile.parse("web.yml", new byte[] {'a', '\n', 'b', (byte) 0xff})))
                .isEqualTo("web.yml:2:2: not UTF-8");
        assertThat(error(() -> ConfigFile.parse("web.yml", new byte[] {'a', (byte) 0xc3})))
                .isEqualTo("web.yml:1:2: not UTF-8");
        assertThat(yaml("\uFEFFa: ä").string("a", "")).isEqualTo("ä");
    }

    @Test
    void emptyIsNull() {
        for (String empty : new String[] {"", "\n", "# nothing\n", "---\n", "~", "null"}) {
            assertThat(yaml(empty).isNull()).as(empty).isTrue();
            assertThat(yaml(empty).allow("a").get("a")).isNull();
        }
    }

    @Test
    void aliasesAndMergeKeysAreResolved() {
        ConfigNode root = yaml("""
                base: &base {a: 1, b: 2}
                other: &other {b: 20, c: 30}
                plain: *base
                merged:
                  <<: [*base, *other]
                  a: 100
                list: &list [&one x, *one]
                again: *list
                """);

        assertThat(root.require("plain").integer("b", 0)).isEqualTo(2);
        ConfigNode merged = root.require("merged");
        assertThat(merged.integer("a", 0)).isEqualTo(100);
        assertThat(merged.integer("b", 0)).isEqualTo(2);
        assertThat(merged.integer("c", 0)).isEqualTo(30);
        assertThat(merged.require("c")).hasToString("web.yml:2:26: merged.c");
        assertThat(root.strings("again")).containsExactly("x", "x");
    }

    @Test
    void aliasesCannotMultiplyWithoutEnd() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 30; i++) {
            String before = "*a" + (i - 1);
            bomb.append("a" + i + ": &a" + i + " [" + (before + ",").repeat(9) + before + "]\n");
        }

        assertThat(error(() -> yaml(bomb.toString()))).contains("more than 500000 values");
    }

    @Test
    void sizeAndDepthAreBounded(@TempDir Path directory) throws Exception {
        assertThat(error(() -> yaml("[".repeat(100))))
                .startsWith("web.yml:1:")
                .contains("nested deeper than 64 levels");
        assertThat(error(() -> json("[".repeat(100)))).startsWith("rules.json:1:");
        assertThat(error(() -> yaml("[".repeat(1_000_000)))).startsWith("web.yml:1:");
        Path big = directory.resolve("big.yml");
        Files.write(big, new byte[ConfigFile.MAX_BYTES + 1]);
        assertThat(error(() -> ConfigFile.read(big.toString()))).isEqualTo(big + ": larger than 4194304 bytes");
        assertThat(error(() -> ConfigFile.read(directory.resolve("none").toString())))
                .startsWith(directory.resolve("none") + "");
        assertThat(error(() -> ConfigFile.read(directory.toString()))).startsWith(directory + "");
    }

    @Test
    void theEnvironmentIsExpandedWhereAskedFor() {
        Map<String, String> environment = Map.of("USER", "me", "EMPTY", "");
        ConfigNode root = ConfigFile.parseExpanded(
                "db.yml", "a: ${USER}-${EMPTY}$${USER}$USER}\nb: ${".getBytes(UTF_8), environment);

        assertThat(root.string("a", "")).isEqualTo("me-${USER}$USER}");
        assertThat(root.string("b", "")).isEqualTo("${");
        assertThat(yaml("a: ${USER}").string("a", "")).isEqualTo("${USER}");
        assertThat(error(() -> ConfigFile.parseExpanded("db.yml", "a:\n  - ${NOPE}".getBytes(UTF_8), environment)))
                .isEqualTo("db.yml:2:5: environment variable NOPE is not set");
        assertThat(error(() -> ConfigFile.parseExpanded("db.yml", "a: ${NOPE}".getBytes(UTF_8), Map.of())))
                .isEqualTo("db.yml:1:4: environment variable NOPE is not set");
    }
}
