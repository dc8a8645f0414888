package dev.sonde.core.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigNodeTest {
    private static ConfigNode yaml(String text) {
        return ConfigFile.parse("web.yml", text.getBytes(UTF_8));
    }

    private static String read(String type, ConfigNode node) {
        return switch (type) {
            case "string" -> node.string();
            case "bool" -> String.valueOf(node.bool());
            case "integer" -> String.valueOf(node.integer());
            case "long" -> String.valueOf(node.longInteger());
            case "number" -> String.valueOf(node.number());
            case "duration" -> String.valueOf(node.durationMillis());
            case "bytes" -> String.valueOf(node.bytes());
            case "secret" -> node.secret().reveal();
            case "list" -> node.strings().toString();
            default -> node.keys().toString();
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            string   | abc              | abc
            string   | "a b"            | a b
            string   | 0x1F             | 0x1F
            string   | 1_000            | 1_000
            string   | 1.50             | 1.50
            string   | yes              | yes
            string   | true             | true
            string   | 2026-11-21       | 2026-11-21
            string   | ""               | ``
            string   | $2y$10$abc/.    | $2y$10$abc/.
            bool     | true             | true
            bool     | yes              | true
            bool     | On               | true
            bool     | NO               | false
            bool     | off              | false
            integer  | 42               | 42
            integer  | -1               | -1
            integer  | +7               | 7
            integer  | 0x1F             | 31
            integer  | -0x10            | -16
            integer  | 0o17             | 15
            integer  | 017              | 15
            integer  | 0b101            | 5
            integer  | 1_000            | 1000
            integer  | 0                | 0
            integer  | !!int "5"        | 5
            duration | "5s"             | 5000
            long     | 9223372036854775807 | 9223372036854775807
            number   | 1.5e3            | 1500.0
            number   | 7                | 7.0
            number   | .5               | 0.5
            number   | -.inf            | -Infinity
            number   | .NaN             | NaN
            number   | 0x10             | 16.0
            duration | 5s               | 5000
            duration | 1h30m            | 5400000
            duration | 1d               | 86400000
            duration | 1w2d3h           | 788400000
            duration | 1y               | 31536000000
            duration | 0                | 0
            duration | 250us            | 1
            bytes    | 512              | 512
            bytes    | 64KB             | 65536
            bytes    | 1MiB             | 1048576
            bytes    | 2 g              | 2147483648
            bytes    | 7B               | 7
            secret   | hunter2          | hunter2
            list     | [a, 1]           | [a, 1]
            map      | {a: 1, b: 2}     | [a, b]
            """)
    void reads(String type, String text, String value) {
        assertThat(read(type, yaml("x: " + text).require("x"))).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            string   | [a]              | expected text, got a list
            string   | {a: 1}           | expected text, got a map
            bool     | 1                | expected true or false, got "1"
            bool     | "yes"            | expected true or false, got the text "yes"
            integer  | "5"              | expected a whole number, got the text "5"
            integer  | !!str 5          | expected a whole number, got the text "5"
            bool     | tRUE             | expected true or false, got "tRUE"
            bool     | []               | expected true or false, got a list
            integer  | 1.5              | expected a whole number, got "1.5"
            integer  | 0x               | expected a whole number, got "0x"
            integer  | --1              | expected a whole number, got "--1"
            integer  | 0x-1             | expected a whole number, got "0x-1"
            integer  | 089              | expected a whole number, got "089"
            integer  | ''               | expected a whole number, got the text ""
            integer  | 3000000000       | expected a whole number of at most 32 bits, got "3000000000"
            long     | 9223372036854775808 | expected a whole number, got "9223372036854775808"
            number   | 1f               | expected a number, got "1f"
            number   | Infinity         | expected a number, got "Infinity"
            number   | 1e               | expected a number, got "1e"
            duration | 5                | missing unit in duration, got "5"
            duration | 5 parsecs        | unknown unit " parsecs" in duration, got "5 parsecs"
            duration | d                | expected a duration such as 5s, got "d"
            duration | 1.5d             | expected a duration such as 5s, got "1.5d"
            duration | 9999999999999y   | duration too large, got "9999999999999y"
            duration | 200000000y300000000y | duration too large, got "200000000y300000000y"
            bytes    | -1               | expected a size such as 10MB, got "-1"
            bytes    | 9E999            | expected a size such as 10MB, got "9E999"
            bytes    | 9EB              | expected a size such as 10MB, got "9EB"
            bytes    | MB               | expected a size such as 10MB, got "MB"
            secret   | [hunter2]        | expected text, got a list
            list     | a                | expected a list, got a scalar
            list     | [[a]]            | [0]: expected text, got a list
            map      | [a]              | expected a map, got a list
            """)
    void refuses(String type, String text, String message) {
        ConfigNode node = yaml("\nx: " + text).require("x");
        String where = message.startsWith("[0]") ? "web.yml:2:5: x" : "web.yml:2:4: x: ";

        assertThat(catchThrowableOfType(ConfigException.class, () -> read(type, node)))
                .hasMessage(where + message);
    }

    @Test
    void defaultsStandInForAbsentAndNull() {
        for (String text : new String[] {"", "a:\nb:\nc:\nd:\ne:\nf:\ng:\n", "a: ~\nb: null"}) {
            ConfigNode root = yaml(text);
            assertThat(root.string("a", "x")).isEqualTo("x");
            assertThat(root.bool("b", true)).isTrue();
            assertThat(root.integer("c", 3)).isEqualTo(3);
            assertThat(root.number("d", 1.5)).isEqualTo(1.5);
            assertThat(root.durationMillis("e", 7)).isEqualTo(7);
            assertThat(root.strings("f")).isEmpty();
            assertThat(root.choice("g", "one", "one", "two")).isEqualTo("one");
            assertThat(catchThrowableOfType(ConfigException.class, () -> root.require("a")))
                    .hasMessageMatching("web.yml:\\d:\\d: missing key a");
        }
    }

    @Test
    void keysAndWordsAreChecked() {
        ConfigNode root = yaml("tls:\n  cert_fil: a\n  mode: three\n");
        ConfigNode tls = root.require("tls");

        assertThat(catchThrowableOfType(ConfigException.class, () -> tls.allow("cert_file", "mode")))
                .hasMessage("web.yml:2:13: tls.cert_fil: unknown key, expected one of cert_file, mode");
        assertThat(tls.allow("cert_fil", "mode")).isSameAs(tls);
        List<String> told = new ArrayList<>();
        tls.tellUnknown(told::add, "mode");
        assertThat(told).containsExactly("web.yml:2:13: tls.cert_fil: unknown key");
        assertThat(catchThrowableOfType(ConfigException.class, () -> tls.choice("mode", "one", "one", "two")))
                .hasMessage("web.yml:3:9: tls.mode: expected one of one, two, got \"three\"");
    }

    @Test
    void secretsDoNotShow() {
        ConfigNode node = yaml("password: hunter2").require("password");

        assertThat(node.secret()).hasToString("<secret>");
        assertThat(node.toString()).doesNotContain("hunter2");
        assertThat(node.error("too short")).hasMessage("web.yml:1:11: password: too short");
    }

    @Test
    void messagesAreOneLine() {
        ConfigNode node = yaml("\"a\\nb\": \"c\\nd\\e[31m\"").require("a\nb");

        assertThat(catchThrowableOfType(ConfigException.class, node::integer))
                .hasMessage("web.yml:1:9: a\uFFFDb: expected a whole number, got the text \"c\uFFFDd\uFFFD[31m\"");
    }
}
