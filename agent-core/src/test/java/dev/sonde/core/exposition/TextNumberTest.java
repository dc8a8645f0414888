package dev.sonde.core.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a number and what is none was seen with node_exporter 1.11.1. */
class TextNumberTest {
    private final TextNumber number = new TextNumber();

    private boolean parse(String text) {
        byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
        return number.parse(bytes, 1, bytes.length - 1);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            0, 0, 0
            -0, 0, 0
            00012, 12, 0
            +5, 5, 0
            5., 5, 0
            .5, 5, 1
            -.5, -5, 1
            1.0, 1, 0
            1.50, 15, 1
            -0.25, -25, 2
            1e5, 100000, 0
            1E+06, 1000000, 0
            1.7e+09, 1700000000, 0
            1e-5, 1, 5
            12.5e1, 125, 0
            12.5e-1, 125, 2
            0e99999999, 0, 0
            1e0005, 100000, 0
            1.700000000123e+09, 1700000000123, 3
            123456789012345, 123456789012345, 0
            9007199254740993, 9007199254740993, 0
            999999999999999999, 999999999999999999, 0
            0.000000000000001, 1, 15
            0.000000000000000001, 1, 18
            """)
    void keepsDecimals(String text, long raw, int scale) {
        assertThat(parse(text)).isTrue();
        assertThat(number.scale()).isEqualTo((byte) scale);
        assertThat(number.raw()).isEqualTo(raw);
        assertThat(number.value()).isEqualTo(Double.parseDouble(text) + 0.0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e15",
                "1e21",
                "1e23",
                "5e-324",
                "4.9e-324",
                "2e-324",
                "1e-400",
                "1e-99999999999",
                "1e-19",
                "1.7976931348623157e308",
                "1.797693134862315807e308",
                "123456789012345678901234567890",
                "0.1234567890123456",
                "1234567890123456.5",
                "1e-18000000000000000000"
            })
    void keepsDoubles(String text) {
        assertThat(parse(text)).isTrue();
        assertThat(number.scale()).isEqualTo(TextNumber.DOUBLE);
        assertThat(number.value()).isEqualTo(Double.parseDouble(text));
    }

    @ParameterizedTest
    @CsvSource({
        "NaN,NaN",
        "nan,NaN",
        "NAN,NaN",
        "Inf,Infinity",
        "+Inf,Infinity",
        "-Inf,-Infinity",
        "inf,Infinity",
        "INFINITY,Infinity",
        "-infinity,-Infinity"
    })
    void readsWords(String text, double value) {
        assertThat(parse(text)).isTrue();
        assertThat(Double.valueOf(number.value())).isEqualTo(Double.valueOf(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "+",
                "-",
                ".",
                "-.",
                "+NaN",
                "-NaN",
                "nanx",
                "infi",
                "in",
                "n",
                ".inf",
                "1inf",
                "1e",
                "1e+",
                "e5",
                ".e5",
                "--5",
                "+-5",
                "1..2",
                "1.2.3",
                "1e5.5",
                "1e5e5",
                "0x10",
                "0x1p-2",
                "0X1P2",
                "0b1",
                "0o7",
                "1_000",
                "1p5",
                "1d",
                "1f",
                "1L",
                "1,5",
                "1 ",
                " 1",
                "1\r",
                "1\0",
                "\u0661",
                "1e400",
                "-1e400",
                "1e309",
                "1.7976931348623159e308",
                "1e99999999999",
                "1e\u0661",
                "\u00b9"
            })
    void refuses(String text) {
        assertThat(parse(text)).isFalse();
    }

    @Test
    void refusesALongNumberThatIsTooLarge() {
        assertThat(parse("1".repeat(400))).isFalse();
        assertThat(parse("0." + "0".repeat(400) + "1")).isTrue();
        assertThat(number.value()).isZero();
    }

    /** Whatever the form, the value is the nearest double, and its printed form reads back as itself. */
    @Test
    void readsBackWhatIsPrinted() {
        Random random = new Random(7);
        byte[] out = new byte[NumberPrinter.MAX_LENGTH];
        for (int i = 0; i < 300_000; i++) {
            String text = i % 3 == 0
                    ? Double.toString(Double.longBitsToDouble(random.nextLong()))
                    : random.nextInt(2_000_000) - 1_000_000 + "." + random.nextInt(1_000_000)
                            + (i % 3 == 1 ? "" : "e" + (random.nextInt(40) - 20));
            if (text.contains("N") || text.contains("I")) {
                continue;
            }
            double expected = Double.parseDouble(text);
            assertThat(parse(text)).as(text).isTrue();
            assertThat(number.value()).as(text).isEqualTo(expected + 0.0);
            int end = number.scale() == TextNumber.DOUBLE
                    ? NumberPrinter.print(number.value(), out, 0)
                    : NumberPrinter.print(number.raw(), number.scale(), out, 0);
            assertThat(number.parse(out, 0, end)).as(text).isTrue();
            assertThat(number.value()).as(text).isEqualTo(expected + 0.0);
        }
    }
}
