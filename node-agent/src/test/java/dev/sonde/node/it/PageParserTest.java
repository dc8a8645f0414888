package dev.sonde.node.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PageParserTest {

    @Test
    void readsFamiliesSamplesAndEscapes() {
        Page page = text("""
                # HELP a_total Help with \\\\ and \\n.
                # TYPE a_total counter
                a_total{path="C:\\\\x",quote="\\"",line="a\\nb"} 1e+06
                # TYPE h histogram
                h_bucket{le="+Inf"} 2
                h_sum 0.5
                h_count 2
                plain -Inf 1700000000000
                """);

        assertThat(page.families().keySet()).containsExactly("a_total", "h", "plain");
        assertThat(page.families().get("a_total").type()).isEqualTo("counter");
        assertThat(page.families().get("plain").effectiveType()).isEqualTo("untyped");
        assertThat(page.series().keySet())
                .containsExactly(
                        "a_total{line=\"a\\nb\",path=\"C:\\\\x\",quote=\"\\\"\"}",
                        "h_bucket{le=\"+Inf\"}",
                        "h_sum",
                        "h_count",
                        "plain");
        assertThat(page.series().get("plain").value()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(page.series().get("plain").timestamp()).isEqualTo("1700000000000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a 1",
                "a 1\n\n",
                "a  1\n",
                "a{} 1\n",
                "a{b=\"c\",} 1\n",
                "a{b=\"c\" ,d=\"e\"} 1\n",
                "a{b=\"c\",b=\"d\"} 1\n",
                "a{b=\"\\t\"} 1\n",
                "a{b=\"c} 1\n",
                "a{b-c=\"d\"} 1\n",
                "1a 1\n",
                "a\n",
                "a 0x10\n",
                "a 1.0d\n",
                "a Infinity\n",
                "a nan\n",
                "a 1 now\n",
                "a 1\na 2\n",
                "a 1\nb 1\na{c=\"d\"} 1\n",
                "a 1\n# TYPE a gauge\n",
                "# TYPE a gauge\n# TYPE a gauge\na 1\n",
                "# HELP a x\n# HELP a x\na 1\n",
                "# TYPE a info\na 1\n",
                "# a comment\na 1\n",
                "# EOF\n"
            })
    void refusesWhatTheTextFormatForbids(String page) {
        assertThatThrownBy(() -> text(page)).isInstanceOf(PageSyntaxException.class);
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[] page = "a{b=\"\u00e9\"} 1\n".getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> PageParser.text(page)).isInstanceOf(PageSyntaxException.class);
    }

    @Test
    void readsOpenMetrics() {
        Page page = openMetrics("# HELP a Help.\n# TYPE a counter\na_total 1\n# TYPE b unknown\nb 2\n# EOF\n");

        assertThat(page.families().keySet()).containsExactly("a", "b");
        assertThat(page.series().keySet()).containsExactly("a_total", "b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a 1\n",
                "a 1\n# EOF",
                "# EOF\na 1\n",
                "# TYPE a untyped\na 1\n# EOF\n",
                "# TYPE a_total counter\na_total 1\na_total{b=\"c\"} 1\n# TYPE a_total gauge\n# EOF\n",
                "# TYPE a counter\na_total 1\nb 1\na_total{c=\"d\"} 1\na_total{c=\"d\"} 1\n# EOF\n"
            })
    void refusesWhatOpenMetricsForbids(String page) {
        assertThatThrownBy(() -> openMetrics(page)).isInstanceOf(PageSyntaxException.class);
    }

    private static Page text(String page) {
        return PageParser.text(page.getBytes(StandardCharsets.UTF_8));
    }

    private static Page openMetrics(String page) {
        return PageParser.openMetrics(page.getBytes(StandardCharsets.UTF_8));
    }
}
