package dev.sonde.core.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberPrinterTest {
    /** How long each random test goes on. */
    private static final long NANOS = Long.getLong("numbers.millis", 2_000) * 1_000_000;

    private final byte[] out = new byte[NumberPrinter.MAX_LENGTH + 2];

    @ParameterizedTest
    @CsvSource(textBlock = """
            0.0,                     0
            -0.0,                    -0
            1.0,                     1
            -1.0,                    -1
            NaN,                     NaN
            Infinity,                +Inf
            -Infinity,               -Inf
            999999.0,                999999
            1000000.0,               1e+06
            -123456.0,               -123456
            1234567.0,               1.234567e+06
            1e20,                    1e+20
            1e21,                    1e+21
            0.0001,                  0.0001
            0.00012,                 0.00012
            0.00001,                 1e-05
            1234.5678,               1234.5678
            9007199254740993.0,      9.007199254740992e+15
            2e-44,                   2e-44
            5e-324,                  5e-324
            1.7976931348623157e308,  1.7976931348623157e+308
            -2.2250738585072014e-308, -2.2250738585072014e-308
            2.0E-3,                  0.002
            """)
    void printsAsGoDoes(double value, String expected) {
        assertThat(printed(value)).isEqualTo(expected);
    }

    /** Doubles that node_exporter 1.11, a Go program, was given and printed: GoNumbersIT of node-agent writes them. */
    @Test
    void agreesWithGoItself() throws IOException {
        int rows = 0;
        try (BufferedReader table = new BufferedReader(new InputStreamReader(
                NumberPrinterTest.class.getResourceAsStream("go-numbers.txt"), StandardCharsets.US_ASCII))) {
            for (String row = table.readLine(); row != null; row = table.readLine()) {
                int blank = row.indexOf(' ');
                double value = Double.longBitsToDouble(Long.parseUnsignedLong(row.substring(0, blank), 16));
                assertThat(printed(value)).isEqualTo(row.substring(blank + 1));
                assertThat(ReferenceNumbers.print(value)).isEqualTo(row.substring(blank + 1));
                rows++;
            }
        }
        assertThat(rows).isGreaterThan(2_000);
    }

    @Test
    void powersOfTwoAndTheirNeighbours() {
        for (int exponent = -1074; exponent <= 1023; exponent++) {
            checkAround(Math.scalb(1.0, exponent));
            checkAround(Math.scalb(1.5, exponent));
        }
        checkAround(Double.MAX_VALUE);
        checkAround(Double.MIN_NORMAL);
    }

    @Test
    void powersOfTenAndTheirNeighbours() {
        for (int exponent = -324; exponent <= 308; exponent++) {
            checkAround(Double.parseDouble("1e" + exponent));
            checkAround(Double.parseDouble("5e" + exponent));
            checkAround(Double.parseDouble("9.999999e" + exponent));
        }
    }

    private void checkAround(double value) {
        for (double each : new double[] {value, Math.nextUp(value), Math.nextDown(value), -value}) {
            check(each);
        }
    }

    private void check(double value) {
        assertThat(printed(value)).isEqualTo(ReferenceNumbers.print(value));
    }

    @Test
    void randomBitsAsTheReferencePrintsThem() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (long end = seed + NANOS; System.nanoTime() < end; ) {
            double value = Double.longBitsToDouble(random.nextLong());
            assertThat(printed(value)).as("seed %d", seed).isEqualTo(ReferenceNumbers.print(value));
            double likely = random.nextInt(2_000_000_000) / 1e3 * Math.scalb(1.0, random.nextInt(-30, 30));
            assertThat(printed(likely)).as("seed %d", seed).isEqualTo(ReferenceNumbers.print(likely));
        }
    }

    @Test
    void millionsOfRandomBitsReadBack() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        boolean shortest = Runtime.version().feature() >= 19;
        for (long end = seed + NANOS; System.nanoTime() < end; ) {
            for (int i = 0; i < 1_000; i++) {
                double value = Double.longBitsToDouble(random.nextLong());
                String text = printed(value);
                double back = Double.parseDouble(text.replace("Inf", "Infinity"));
                if (Double.doubleToLongBits(back) != Double.doubleToLongBits(value)) {
                    throw new AssertionError(value + " printed as " + text + ", seed " + seed);
                }
                // since 19 the JDK prints the shortest form too, though never fewer than two digits
                if (shortest && Double.isFinite(value) && text.indexOf('.') >= 0) {
                    assertThat(new BigDecimal(text)).isEqualByComparingTo(new BigDecimal(Double.toString(value)));
                }
            }
        }
    }

    @Test
    void wholeNumbersPrintAsTheirDoubles() {
        Random random = new Random(11);
        long[] edges = {
            0,
            9,
            10,
            99,
            100,
            999_999,
            1_000_000,
            (1L << 53) - 1,
            1L << 53,
            (1L << 53) + 1,
            Long.MAX_VALUE,
            Long.MIN_VALUE
        };
        for (long edge : edges) {
            checkLong(edge);
            checkLong(-edge);
        }
        for (int i = 0; i < 100_000; i++) {
            checkLong(random.nextLong() >> random.nextInt(64));
        }
    }

    private void checkLong(long value) {
        byte[] whole = new byte[NumberPrinter.MAX_LENGTH];
        String text = new String(whole, 0, NumberPrinter.print(value, whole, 0), StandardCharsets.US_ASCII);
        assertThat(text).isEqualTo(ReferenceNumbers.print((double) value));
    }

    @Test
    void decimalsPrintAsTheDoubleNearestToThem() {
        Random random = new Random(12);
        for (int scale = 0; scale <= 18; scale++) {
            for (long edge :
                    new long[] {0, 1, -1, 10, 100_000, 999_999_999_999_999L, 1_000_000_000_000_000L, Long.MIN_VALUE}) {
                checkDecimal(edge, scale);
            }
        }
        for (int i = 0; i < 50_000; i++) {
            checkDecimal(random.nextLong() >> random.nextInt(64), random.nextInt(19));
        }
    }

    private void checkDecimal(long unscaled, int scale) {
        double nearest = BigDecimal.valueOf(unscaled, scale).doubleValue();
        int end = NumberPrinter.print(unscaled, scale, out, 0);
        assertThat(new String(out, 0, end, StandardCharsets.US_ASCII))
                .as("%d e-%d", unscaled, scale)
                .isEqualTo(ReferenceNumbers.print(nearest));
    }

    /** The text, printed at an offset, with proof that nothing around it was written. */
    private String printed(double value) {
        out[0] = 'x';
        int end = NumberPrinter.print(value, out, 1);
        if (out[0] != 'x' || end < 2 || end - 1 > NumberPrinter.MAX_LENGTH) {
            throw new AssertionError(value + " ends at " + end);
        }
        return new String(out, 1, end - 1, StandardCharsets.US_ASCII);
    }
}
