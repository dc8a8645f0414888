package dev.sonde.node.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.core.exposition.NumberPrinter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Go program reads our doubles and prints them: the peer, through its textfile collector. With {@code
 * -Dgo.numbers.table=FILE} it writes the table that NumberPrinterTest of agent-core keeps: {@code bits text}.
 */
final class GoNumbersIT {
    @TempDir
    Path directory;

    @Test
    void printsNumbersAsGoDoes() throws IOException {
        List<Double> numbers = numbers(20_000);
        List<String> printed = printedByGo(numbers);

        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < printed.size(); i++) {
            byte[] out = new byte[NumberPrinter.MAX_LENGTH];
            int end = NumberPrinter.print(numbers.get(i), out, 0);
            String ours = new String(out, 0, end, StandardCharsets.US_ASCII);
            if (!ours.equals(printed.get(i))) {
                wrong.add(ours + " instead of " + printed.get(i));
            }
        }
        assertThat(wrong).isEmpty();
        write(numbers, printed);
    }

    private List<String> printedByGo(List<Double> numbers) throws IOException {
        StringBuilder file = new StringBuilder("# TYPE n gauge\n");
        for (int i = 0; i < numbers.size(); i++) {
            file.append("n{i=\"").append(String.format("%06d", i)).append("\"} ");
            file.append(Double.toString(numbers.get(i)).replace("Infinity", "Inf"))
                    .append('\n');
        }
        Files.writeString(directory.resolve("numbers.prom"), file);
        List<String> arguments = List.of(
                "--collector.disable-defaults",
                "--collector.textfile",
                "--collector.textfile.directory=" + directory,
                "--web.disable-exporter-metrics");
        try (Daemon peer = Daemon.exporter(Programs.newPeer(), arguments)) {
            List<Sample> samples = peer.page().families().get("n").samples();
            assertThat(samples).hasSize(numbers.size());
            return samples.stream().map(Sample::text).toList();
        }
    }

    private static void write(List<Double> numbers, List<String> printed) throws IOException {
        String table = System.getProperty("go.numbers.table", "");
        if (table.isEmpty()) {
            return;
        }
        StringBuilder rows = new StringBuilder();
        // all the chosen ones would be long: every fifth of those, and some of the random ones
        for (int i = 0; i < numbers.size() && i < 13_000; i += i < 60 ? 1 : 5) {
            rows.append(Long.toHexString(Double.doubleToLongBits(numbers.get(i))))
                    .append(' ')
                    .append(printed.get(i))
                    .append('\n');
        }
        Files.writeString(Path.of(table), rows);
    }

    /** No negative zero: the peer's page writer prints it as 0, other than the language does. */
    private static List<Double> numbers(int random) {
        Set<Double> numbers = new LinkedHashSet<>(List.of(
                0.0,
                1.0,
                -1.0,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                Double.MAX_VALUE,
                Double.MIN_VALUE,
                Double.MIN_NORMAL));
        for (String text :
                ("1e5 99999 999999 1e6 100001 123456 1234567 999999.5 1e15 1e16 1e20 1e21 1e22 1e23 0.0001 0.001"
                                + " 0.00001 0.00012345 0.000099999 0.1 0.2 0.3 0.5 1.5 2.5 1234.5678 1e100 1e-100 9007199254740991"
                                + " 9007199254740992 9007199254740994 1700000000 1700000000.123 16728449024 2e-44 -123456.789")
                        .split(" ")) {
            numbers.add(Double.valueOf(text));
        }
        for (int exponent = -1074; exponent <= 1023; exponent++) {
            addAround(numbers, Math.scalb(1.0, exponent));
        }
        for (int exponent = -323; exponent <= 308; exponent++) {
            addAround(numbers, Double.parseDouble("1e" + exponent));
        }
        Random bits = new Random(20261121);
        for (int i = 0; i < random; i++) {
            numbers.add(Double.longBitsToDouble(bits.nextLong()));
            numbers.add(bits.nextInt(1_000_000_000) / 2.0);
            numbers.add(bits.nextInt(1_000_000_000) / 1000.0);
            numbers.add(Double.longBitsToDouble(bits.nextLong() >>> 12));
        }
        return new ArrayList<>(numbers);
    }

    private static void addAround(Set<Double> numbers, double number) {
        numbers.add(number);
        numbers.add(Math.nextUp(number));
        if (Math.nextDown(number) != 0) {
            numbers.add(-Math.nextDown(number));
        }
    }
}
