package dev.sonde.core.exposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each acceptance and refusal here was seen with node_exporter 1.11.1, but where a test says otherwise. */
class TextParserTest {
    private static final String GOOD = """
            # c|
            #|
            #HELP foo x|foo 1|untyped foo value 1.0|help foo: x
            # HELP foo|foo 1|untyped foo value 1.0
            # HELP foo  |foo 1|untyped foo value 1.0
            # HELP foo  x  |help foo: x\\s\\s
            # HELP foo a\\\\\\\\b\\\\"c" \\\\\\\\|help foo: a\\\\b"c" \\\\
            foo 1|# HELP foo late|untyped foo value 1.0|help foo: late
            # HELP foo x\\r|foo 1|untyped foo value 1.0|help foo: x\\r
            # HELP fo"o" x|foo 1|untyped foo value 1.0|help foo: x
            # c\\r|foo 1|untyped foo value 1.0
            # TYPE|# TYPE |# TYPE foo|foo 1|untyped foo value 1.0
            # TYPE  foo\\tgauge|foo 1|gauge foo value 1.0
            # TYPE foo GAUGE|foo 1|gauge foo value 1.0
            # TYPE foo Counter|foo 1|counter foo value 1.0
            # TYPE "foo" gauge|foo 1|gauge foo value 1.0
            # TYPE foo ga\\\\uge|foo 1|gauge foo value 1.0
            # TYPE c counter|c_total 1|c 2|untyped c_total value 1.0|counter c value 2.0
            \\s\\tfoo\\t 1|untyped foo value 1.0
            foo:bar 1|:b 2|_3 3|untyped foo:bar value 1.0|untyped :b value 2.0|untyped _3 value 3.0
            foo{}1|foo { } 2|untyped foo value 1.0|untyped foo value 2.0
            foo{a="b",} 1|untyped foo value{a="b"} 1.0
            foo{ b = "c" ,\\ta="d"\\t}\\t1|untyped foo value{a="d",b="c"} 1.0
            foo{a_="1",A="2",a="3",_="4"} 1|untyped foo value{A="2",_="4",a="3",a_="1"} 1.0
            foo{a="}, \\\\\\\\ \\\\" \\\\n é日😀\\0"} 1|untyped foo value{a="}, \\\\\\\\ \\\\" \\\\n é日😀\\0"} 1.0
            foo{a=""} 1|untyped foo value{a=""} 1.0
            "foo" 1|"bar"{a="b"} 2|ba"z" 3|untyped foo value 1.0|untyped bar value{a="b"} 2.0|untyped baz value 3.0
            {"foo"} 1|{ "foo" } 2|{foo} 3|untyped foo value 1.0|untyped foo value 2.0|untyped foo value 3.0
            {"foo",a="b"} 1|{a="b","foo"} 2|{foo,"a"="b",} 3|untyped foo value{a="b"} 1.0|untyped foo value{a="b"} 2.0|untyped foo value{a="b"} 3.0
            foo 1 2|timestamps|untyped foo value 1.0
            foo 1 -0|timestamps|untyped foo value 1.0
            foo 1\\t+5|timestamps|untyped foo value 1.0
            # TYPE s summary|s{quantile="0.90",a="b"} 2|summary s quantile{a="b"} 0.9 2.0
            # TYPE s summary|s{quantile="1",quantile="2"} 2|summary s quantile 2.0 2.0
            # TYPE s summary|s_sum{quantile="1"} 2|s_count 3|summary s sum 1.0 2.0|summary s count 3.0
            # TYPE s summary|s 3|s{quantile="NaN"} 4|summary s presence 3.0|summary s presence 4.0
            # TYPE s summary|s{le="1"} 3|s_bucket{le="1"} 4|summary s presence{le="1"} 3.0|untyped s_bucket value{le="1"} 4.0
            # TYPE s summary|s_count -1|summary s count -1.0
            # TYPE h histogram|h_bucket{le="inf",a="b"} 2|histogram h bucket{a="b"} Infinity 2.0
            # TYPE h histogram|h{le="1e1"} 2|h_bucket{quantile="1",le="-3"} 0|histogram h bucket 10.0 2.0|histogram h bucket{quantile="1"} -3.0 0.0
            # TYPE h histogram|h_bucket -1|h -1|h_sum -1|histogram h presence -1.0|histogram h presence -1.0|histogram h sum -1.0
            # TYPE h histogram|h_bucket{le="NaN"} -1|h_created 1|histogram h presence -1.0|untyped h_created value 1.0
            # TYPE h histogram|# HELP h_bucket x|h_sum_sum 1|untyped h_sum_sum value 1.0|help h: x
            s_sum 1|# TYPE s summary|s_sum 2|s_count 3|untyped s_sum value 1.0|untyped s_sum value 2.0|summary s count 3.0
            """;

    private static final String BAD = """
            # c$|#$|# HELP foo x$|# TYPE foo gauge$|foo 1$|foo 1 2$|foo$|foo{a="b"$|\\0$|foo{a="b"} 1\\n# $
            \\r|foo 1\\r|# TYPE foo gauge\\r|foo\\0131|foo 1\\013|foo 1\\0|\\uFEFFfoo 1|é 1
            # HELP foo a\\\\tb|# HELP foo a\\\\|# HELP foo x\\n# HELP foo y|# TYPE foo gauge\\n# TYPE foo gauge|foo 1\\n# TYPE foo gauge
            # TYPE foo gauge |# TYPE foo bar|# TYPE foo unknown|# TYPE foo info|# TYPE foo stateset|# TYPE foo gaugehistogram
            # TYPE 1foo gauge|# HELP 1foo x|# HELP foo-bar x|# HELP foo{ x|# TYPE {foo gauge|# TYPE "foo.bar" gauge|# TYPE "" gauge
            # HELP "foo x|# HELP "foo"x|# TYPE "foo"gauge|"foo"bar 1|"fo\\\\o" 1|"fo\\no" 1|"" 1|"fo\\\\\\\\o" 1
            foo 1 |foo 1\\t|foo 1  |foo 1 2 |foo 1 2 x|foo 1 x|foo 1 5.0|foo 1 5_0|foo 1 99999999999999999999
            foo|foo |foo x|1foo 1|foo.bar 1|foo-bar 1
            foo{a="b",,} 1|foo{,} 1|foo{,a="b"} 1|foo{a="b" c="d"} 1|foo{a="b"c="d"} 1|foo{a="b",a="c"} 1|foo{a=b} 1|foo{a} 1|foo{a=} 1
            foo{a="b} 1|foo{a="b"\\n|foo{a="x\\ny"} 1|foo{a="x\\\\ty"} 1|foo{a:b="c"} 1|foo{1a="c"} 1|foo{""="c"} 1|foo{"a"b="c"} 1|foo{"a.b"="c"} 1
            foo{__name__="c"} 1|foo{"__name__"="c"} 1|{"foo.bar"} 1|{"foo","bar"} 1|{} 1|{a="b"} 1|{foo="x"} 1|{"foo"a="b"} 1|{"foo",,a="b"} 1|foo{"bar"} 1
            # TYPE s summary\\ns{quantile="x"} 3|# TYPE s summary\\ns{quantile=""} 3|# TYPE s summary\\ns{quantile="1e400"} 3
            # TYPE s summary\\n# HELP s x\\n# HELP s_sum y|# TYPE s summary\\n# TYPE s_sum counter|# TYPE a summary\\na_count 3\\n# TYPE a_count counter
            # TYPE h histogram\\nh_bucket{le="x"} 3|# TYPE h histogram\\nh_bucket{le="1"} -1|# TYPE h histogram\\nh_count -1|# TYPE h histogram\\nh{le="1"} -Inf
            foo{a="\\u00ff"} 1
            """;

    static Stream<String> good() {
        return GOOD.lines();
    }

    /** Cells that begin as a sample's description do are what is expected, the others lines of the page. */
    @ParameterizedTest
    @MethodSource
    void good(String row) throws IOException {
        StringBuilder page = new StringBuilder();
        StringBuilder expected = new StringBuilder();
        for (String cell : row.split("\\|")) {
            boolean told =
                    cell.matches("(untyped|gauge|counter|summary|histogram) \\S+ [a-z]+[ {].*|help .*|timestamps");
            String text = cell.replace("\\s", " ").translateEscapes();
            if (told && text.equals("timestamps")) {
                continue;
            }
            (told ? expected : page).append(text).append('\n');
        }
        if (row.contains("timestamps")) {
            expected.append("timestamps\n");
        }
        assertThat(ParsedText.of(page.toString().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(expected.toString());
    }

    static Stream<String> bad() {
        return BAD.lines().flatMap(line -> Stream.of(line.split("\\|")));
    }

    /** A dollar sign stands for the end of the file; else there is a line feed. */
    @ParameterizedTest
    @MethodSource
    void bad(String cell) {
        String text = cell.endsWith("$") ? cell.substring(0, cell.length() - 1) : cell + "\\n";
        text = text.replaceAll("\\\\u([0-9A-Fa-f]{4})", "\\\\\\\\u$1").translateEscapes();
        byte[] page = text.contains("\\u00ff")
                ? text.replace("\\u00ff", "\u00ff").getBytes(StandardCharsets.ISO_8859_1)
                : text.replace("\\uFEFF", "\uFEFF").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> ParsedText.of(page))
                .isInstanceOf(TextFormatException.class)
                .hasMessageMatching("(?s)line \\d: .+");
    }

    @Test
    void namesTheLine() {
        assertThatThrownBy(() -> ParsedText.of("a 1\n\n# x\nb 0x10\n".getBytes(StandardCharsets.UTF_8)))
                .hasMessage("line 4: not a number: \"0x10\"")
                .isInstanceOfSatisfying(
                        TextFormatException.class, e -> assertThat(e.line()).isEqualTo(4));
    }

    /** Both kill node_exporter; the first two it takes for a sample of the family before. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bar 1\\n{foo="x"} 2       | line 2: no name of a metric
            bar 1\\n{} 2              | line 2: no name of a metric
            foo{__a="c"} 1            | line 1: label names with two underscores in front are reserved: __a
            # TYPE foo gaugehistogram | line 1: no such type: gaugehistogram
            # TYPE s summary\\n{quantile="1","s"} 2 | line 2: labels before the name of a summary or histogram: s
            """)
    void refusesWhatThePeerMistakes(String page, String message) {
        assertThatThrownBy(() -> ParsedText.of((page.translateEscapes() + '\n').getBytes(StandardCharsets.UTF_8)))
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "c3a9,true",
        "e697a5,true",
        "f09f9880,true",
        "f48fbfbf,true",
        "ed9fbf,true",
        "ee8080,true",
        "ff,false",
        "c080,false",
        "c1bf,false",
        "e08080,false",
        "eda080,false",
        "f0808080,false",
        "f4908080,false",
        "c3,false",
        "e697,false",
        "f09f98,false",
        "80,false",
        "f8888080,false",
        "e697c3a9,false"
    })
    void wantsUtf8(String hex, boolean valid) throws IOException {
        byte[] value = java.util.HexFormat.of().parseHex(hex);
        InputStream page = new SequenceInputStream(Collections.enumeration(List.of(
                new ByteArrayInputStream("a{b=\"".getBytes(StandardCharsets.UTF_8)),
                new ByteArrayInputStream(value),
                new ByteArrayInputStream("\"} 1\n".getBytes(StandardCharsets.UTF_8)))));
        boolean taken = true;
        try {
            new TextParser().parse(page, new ParsedText());
        } catch (TextFormatException e) {
            taken = false;
        }
        assertThat(taken).isEqualTo(valid);
    }

    @Test
    void readsOnAfterABadPage() throws IOException {
        TextParser parser = new TextParser();
        assertThatThrownBy(() -> ParsedText.of(parser, "# TYPE a gauge\na 1 5\nb".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(TextFormatException.class);
        assertThat(ParsedText.of(parser, "# TYPE a counter\na 2\n".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("counter a value 2.0\n");
    }

    @Test
    void passesOnWhatTheStreamSays() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Input/output error");
            }
        };
        assertThatThrownBy(() -> new TextParser().parse(broken, new ParsedText()))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("Input/output error");
    }

    /** Names, labels and values of any length, across the ends of the buffer. */
    @Test
    void readsLongWords() throws IOException {
        for (int length : new int[] {1, 63, 64, 65, 8191, 8192, 8193, 20_000}) {
            String name = "n".repeat(length);
            String page = "# HELP " + name + " " + name + "\n" + name + "{" + name + "=\"" + name + "\"} 1\n";
            assertThat(ParsedText.of(page.getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo("untyped " + name + " value{" + name + "=\"" + name + "\"} 1.0\nhelp " + name + ": "
                            + name + "\n");
        }
    }

    @Test
    void limitsWordsAndSaysOnlyTheirBeginning() {
        byte[] endless = new byte[3 << 20];
        java.util.Arrays.fill(endless, (byte) 'x');
        assertThatThrownBy(() -> ParsedText.of(endless))
                .hasMessage("line 1: a name, value or text of more than 1048576 bytes");
        assertThatThrownBy(() -> ParsedText.of(("foo " + "x".repeat(500) + "\n").getBytes(StandardCharsets.UTF_8)))
                .hasMessage("line 1: not a number: \"" + "x".repeat(80) + "...\"");
    }

    /** Whatever the bytes: samples or the parser's own exception. */
    @Test
    void survivesMutations() {
        byte[][] seeds = GOOD.lines()
                .map(line -> line.replace('|', '\n').replace("\\s", " ").translateEscapes() + "\n")
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        byte[] alphabet = "\"\\{}=,# \n\tn1e+-.N_aHELPTYPE\0\u007f".getBytes(StandardCharsets.UTF_8);
        Random random = new Random(20261121);
        TextParser parser = new TextParser();
        int refused = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] page = seeds[random.nextInt(seeds.length)].clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                int at = random.nextInt(page.length);
                page[at] =
                        random.nextInt(8) == 0 ? (byte) random.nextInt(256) : alphabet[random.nextInt(alphabet.length)];
            }
            try {
                ParsedText.of(parser, page);
            } catch (TextFormatException e) {
                refused++;
            } catch (IOException | RuntimeException e) {
                throw new AssertionError(new String(page, StandardCharsets.ISO_8859_1), e);
            }
        }
        assertThat(refused).isBetween(20_000, 199_000);
    }
}
