package dev.sonde.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is logged, it is one line without control characters, and it reads back as what was logged. */
class LogInjectionTest {
    private static final int ROUNDS = 20_000;

    @Test
    void logfmtReadsBack() {
        Random random = new Random(7);
        for (int i = 0; i < ROUNDS; i++) {
            String key = "k" + text(random);
            String value = text(random);
            String line = line(LogFormat.LOGFMT, key, value);

            assertOneLine(line);
            assertThat(readLogfmt(line)).isEqualTo(Map.of("a", "1", key, value));
        }
    }

    @Test
    void jsonReadsBack() throws IOException {
        Random random = new Random(8);
        for (int i = 0; i < ROUNDS; i++) {
            String key = "k" + text(random);
            String value = text(random);
            String line = line(LogFormat.JSON, key, value);

            assertOneLine(line);
            assertThat(readJson(line)).isEqualTo(Map.of("a", "1", key, value));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            abc                | abc
            a\\b               | a\\b
            <a>&'              | <a>&'
            ärger-日本          | ärger-日本
            ``                 | ""
            a b                | "a b"
            a=b                | "a=b"
            a"b                | "a\\"b"
            a\\ b              | "a\\\\ b"
            """)
    void logfmtQuotesAsGo(String value, String expected) {
        StringBuilder out = new StringBuilder();
        LogfmtText.append(out, value);
        assertThat(out).hasToString(expected);
    }

    @Test
    void whatCannotBePrintedIsEscapedAsGoDoes() {
        assertThat(line(LogFormat.LOGFMT, "k", "\u0007\b\f\n\r\t\u000b\u001b\u007f\u0085\u00a0\u2028\ufeff"))
                .isEqualTo("a=1 k=\"\\a\\b\\f\\n\\r\\t\\v\\x1b\\x7f\\u0085\\u00a0\\u2028\\ufeff\"\n");
        assertThat(line(LogFormat.LOGFMT, "k", "\ud83d\ude00\udb40\udc01")).isEqualTo("a=1 k=\"😀\\U000e0001\"\n");
        assertThat(line(LogFormat.LOGFMT, "k", "\ud83d")).isEqualTo("a=1 k=\"\ufffd\"\n");
        assertThat(line(LogFormat.JSON, "k", "\u0000\u001b\u007f\u2028\ud83d\n"))
                .isEqualTo("{\"a\":\"1\",\"k\":\"\\u0000\\u001b\\u007f\\u2028\ufffd\\n\"}\n");
    }

    private static void assertOneLine(String line) {
        assertThat(line).endsWith("\n");
        assertThat(line.substring(0, line.length() - 1).chars().anyMatch(Character::isISOControl))
                .isFalse();
    }

    private static String line(LogFormat format, String key, String value) {
        byte[] bytes = new LogLine(format).add("a", "1").add(key, value).bytes();
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Any code points, those that matter most of the time. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(12); left > 0; left--) {
            int c = switch (random.nextInt(4)) {
                case 0 -> " =\"\\\n\r\t\u001b'{}".charAt(random.nextInt(11));
                case 1 -> random.nextInt(0x80);
                case 2 -> random.nextInt(0x10000);
                default -> random.nextInt(0x110000);
            };
            text.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 'x' : c);
        }
        return text.toString();
    }

    private static Map<String, String> readJson(String line) throws IOException {
        Map<String, String> pairs = new LinkedHashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(line)) {
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                pairs.put(parser.currentName(), parser.nextTextValue());
            }
            assertThat(parser.nextToken()).isNull();
        }
        return pairs;
    }

    private static Map<String, String> readLogfmt(String line) {
        Map<String, String> pairs = new LinkedHashMap<>();
        int[] at = {0};
        while (line.charAt(at[0]) != '\n') {
            String key = token(line, at);
            assertThat(line.charAt(at[0]++)).isEqualTo('=');
            pairs.put(key, token(line, at));
            at[0] += line.charAt(at[0]) == ' ' ? 1 : 0;
        }
        return pairs;
    }

    private static String token(String line, int[] at) {
        StringBuilder token = new StringBuilder();
        if (line.charAt(at[0]) != '"') {
            while ("= \n".indexOf(line.charAt(at[0])) < 0) {
                token.append(line.charAt(at[0]++));
            }
            return token.toString();
        }
        for (at[0]++; line.charAt(at[0]) != '"'; at[0]++) {
            char c = line.charAt(at[0]);
            if (c != '\\') {
                token.append(c);
                continue;
            }
            char escape = line.charAt(++at[0]);
            int digits = escape == 'x' ? 2 : escape == 'u' ? 4 : escape == 'U' ? 8 : 0;
            if (digits == 0) {
                token.append("\u0007\b\f\n\r\t\u000b\"\\".charAt("abfnrtv\"\\".indexOf(escape)));
            } else {
                token.appendCodePoint(Integer.parseInt(line.substring(at[0] + 1, at[0] + 1 + digits), 16));
                at[0] += digits;
            }
        }
        at[0]++;
        return token.toString();
    }
}
