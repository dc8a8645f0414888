package dev.sonde.node.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers go through a real scrape and come back from the server's API with every bit. */
final class NumbersIT {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"prometheus.old, text", "prometheus.old, om", "prometheus.new, text", "prometheus.new, om"})
    void comeBackBitForBit(String server, String format) throws IOException {
        double[] numbers = numbers(20_000);
        boolean openMetrics = format.equals("om");

        Map<Map<String, String>, Double> stored = RoundTrip.stored(
                Programs.oracle(server),
                directory,
                openMetrics ? OPEN_METRICS : TEXT,
                out -> write(numbers, openMetrics, out));

        assertThat(stored).hasSize(numbers.length);
        List<String> wrong = new ArrayList<>();
        stored.forEach((labels, value) -> {
            double sent = numbers[Integer.parseInt(labels.getOrDefault("i", "-1"))];
            if (Double.doubleToLongBits(sent) != Double.doubleToLongBits(value)) {
                wrong.add(sent + " came back as " + value);
            }
        });
        assertThat(wrong).isEmpty();
    }

    private static void write(double[] numbers, boolean openMetrics, OutputStream out) throws IOException {
        StringBuilder page = new StringBuilder("# HELP n Numbers.\n# TYPE n gauge\n");
        for (int i = 0; i < numbers.length; i++) {
            page.append("n{i=\"")
                    .append(i)
                    .append("\"} ")
                    .append(print(numbers[i]))
                    .append('\n');
        }
        page.append(openMetrics ? "# EOF\n" : "");
        out.write(page.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private static String print(double number) {
        return Double.toString(number).replace("Infinity", "Inf");
    }

    /** Special values, integers, powers of two and ten with their neighbours, subnormals, random bits. */
    private static double[] numbers(int random) {
        List<Double> numbers = new ArrayList<>(
                List.of(0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MAX_VALUE));
        for (int exponent = -1074; exponent <= 1023; exponent++) {
            addAround(numbers, Math.scalb(1.0, exponent));
        }
        for (int exponent = -323; exponent <= 308; exponent++) {
            addAround(numbers, Double.parseDouble("1e" + exponent));
        }
        for (long integer = 1; integer > 0; integer = integer * 3 + 1) {
            numbers.add((double) integer);
            numbers.add(integer / 100.0);
            numbers.add(integer / 1000.0);
        }
        Random bits = new Random(20261121);
        for (int i = 0; i < random; i++) {
            numbers.add(Double.longBitsToDouble(bits.nextLong()));
            numbers.add(Double.longBitsToDouble(bits.nextLong() >>> 12)); // subnormal
        }
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static void addAround(List<Double> numbers, double number) {
        numbers.add(number);
        numbers.add(Math.nextUp(number));
        numbers.add(-Math.nextDown(number));
    }
}
