package dev.sonde.node.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.core.exposition.NumberPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our numbers go through a real scrape with every bit; GoNumbersIT holds their characters. */
final class NumbersIT {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    private static final int RANDOM = 5_000;

    /** A number and how we print it. */
    private record Printed(double value, String text) {}

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"prometheus.old, text", "prometheus.old, om", "prometheus.new, text", "prometheus.new, om"})
    void comeBackBitForBit(String server, String format) throws IOException {
        List<Printed> numbers = numbers();
        boolean openMetrics = format.equals("om");

        Map<Map<String, String>, Double> stored = RoundTrip.stored(
                Programs.oracle(server),
                directory,
                openMetrics ? OPEN_METRICS : TEXT,
                out -> write(numbers, openMetrics, out));

        assertThat(stored).hasSize(numbers.size());
        List<String> wrong = new ArrayList<>();
        stored.forEach((labels, value) -> {
            Printed sent = numbers.get(Integer.parseInt(labels.getOrDefault("i", "-1")));
            if (Double.doubleToLongBits(sent.value()) != Double.doubleToLongBits(value)) {
                wrong.add(sent + " came back as " + value);
            }
        });
        assertThat(wrong).isEmpty();
    }

    private static void write(List<Printed> numbers, boolean openMetrics, OutputStream out) throws IOException {
        StringBuilder page = new StringBuilder("# HELP n Numbers.\n# TYPE n gauge\n");
        for (int i = 0; i < numbers.size(); i++) {
            page.append("n{i=\"").append(i).append("\"} ");
            page.append(numbers.get(i).text()).append('\n');
        }
        page.append(openMetrics ? "# EOF\n" : "");
        out.write(page.toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** Special values, powers of two and ten with their neighbours, subnormals, random bits, integers and decimals. */
    private static List<Printed> numbers() {
        List<Printed> numbers = new ArrayList<>();
        for (double special : new double[] {
            0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MAX_VALUE, 0.1 + 0.2
        }) {
            add(numbers, special);
        }
        for (int exponent = -1074; exponent <= 1023; exponent++) {
            addAround(numbers, Math.scalb(1.0, exponent));
        }
        for (int exponent = -323; exponent <= 308; exponent++) {
            addAround(numbers, Double.parseDouble("1e" + exponent));
        }
        for (long integer : new long[] {0, 9, 10, 99_999, 100_000, 999_999, 1_000_000, 1L << 53, (1L << 53) + 1}) {
            addWhole(numbers, integer);
            addWhole(numbers, -integer);
        }
        addWhole(numbers, Long.MAX_VALUE);
        addWhole(numbers, Long.MIN_VALUE);
        Random random = new Random(20261121);
        for (int i = 0; i < RANDOM; i++) {
            add(numbers, Double.longBitsToDouble(random.nextLong()));
            add(numbers, Double.longBitsToDouble(random.nextLong() >>> 12)); // subnormal
            long integer = random.nextLong() >> random.nextInt(64);
            addWhole(numbers, integer);
            addDecimal(numbers, integer, random.nextInt(19));
        }
        return numbers;
    }

    private static void addAround(List<Printed> numbers, double number) {
        add(numbers, number);
        add(numbers, Math.nextUp(number));
        add(numbers, -Math.nextDown(number));
    }

    private static void add(List<Printed> numbers, double number) {
        byte[] out = new byte[NumberPrinter.MAX_LENGTH];
        numbers.add(new Printed(number, text(out, NumberPrinter.print(number, out, 0))));
    }

    private static void addWhole(List<Printed> numbers, long number) {
        byte[] out = new byte[NumberPrinter.MAX_LENGTH];
        numbers.add(new Printed(number, text(out, NumberPrinter.print(number, out, 0))));
    }

    private static void addDecimal(List<Printed> numbers, long unscaled, int scale) {
        byte[] out = new byte[NumberPrinter.MAX_LENGTH];
        double value = BigDecimal.valueOf(unscaled, scale).doubleValue();
        numbers.add(new Printed(value, text(out, NumberPrinter.print(unscaled, scale, out, 0))));
    }

    private static String text(byte[] out, int end) {
        return new String(out, 0, end, StandardCharsets.US_ASCII);
    }
}
