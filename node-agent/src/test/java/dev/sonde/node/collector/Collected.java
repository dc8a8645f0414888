package dev.sonde.node.collector;

import dev.sonde.core.exposition.NumberPrinter;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.SampleBuffer;
import dev.sonde.core.metrics.Series;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Runs a collector as a scrape does and shows what it handed over as text that a test can compare. */
public final class Collected {
    private static final long RUN_NANOS = 60_000_000_000L;

    private final AgentCollector collector;
    private final SampleBuffer buffer = new SampleBuffer();
    private long scrapes;

    public Collected(AgentCollector collector) {
        this.collector = collector;
    }

    /** One scrape: lines {@code name{labels} value}, sorted, each with its line feed. */
    public static String text(AgentCollector collector) throws NoDataException, IOException {
        return new Collected(collector).scrape();
    }

    /** One scrape: lines {@code type name}, sorted, each with its line feed. */
    public static String families(AgentCollector collector) throws NoDataException, IOException {
        Collected collected = new Collected(collector);
        collected.scrape();
        TreeSet<String> lines = new TreeSet<>();
        for (int i = 0; i < collected.buffer.size(); i++) {
            lines.add(collected.buffer.series(i).family().toString());
        }
        return lines(List.copyOf(lines));
    }

    /** A further scrape of the same collector. */
    public String scrape() throws NoDataException, IOException {
        run();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < buffer.size(); i++) {
            lines.add(buffer.series(i).toString() + ' ' + value(i));
        }
        lines.sort(null);
        return lines(lines);
    }

    /** As {@link #scrape}, but only the lines that begin with the prefix. */
    public String scrape(String prefix) throws NoDataException, IOException {
        StringBuilder text = new StringBuilder();
        scrape().lines()
                .filter(l -> l.startsWith(prefix))
                .forEach(l -> text.append(l).append('\n'));
        return text.toString();
    }

    /** A scrape without its text. */
    public SampleBuffer run() throws NoDataException, IOException {
        buffer.begin(++scrapes, System.nanoTime() + RUN_NANOS);
        try {
            collector.update(buffer);
        } catch (NoDataException | IOException | RuntimeException e) {
            buffer.discard();
            throw e;
        }
        buffer.end();
        return buffer;
    }

    /** The series of the last scrape, in the order they were handed over. */
    public List<Series> series() {
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < buffer.size(); i++) {
            series.add(buffer.series(i));
        }
        return series;
    }

    /** Exact decimals as such, doubles with as few digits as tell them apart, which Java 17 does not always print. */
    private String value(int i) {
        if (buffer.isDouble(i)) {
            double value = buffer.value(i);
            boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
            return whole ? Long.toString((long) value) : shortest(value);
        }
        BigDecimal exact = BigDecimal.valueOf(buffer.raw(i), buffer.scale(i));
        return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
    }

    private static String shortest(double value) {
        byte[] text = new byte[NumberPrinter.MAX_LENGTH];
        int length = NumberPrinter.print(value, text, 0);
        return new String(text, 0, length, StandardCharsets.US_ASCII).replace("e+", "E");
    }

    private static String lines(List<String> lines) {
        return lines.isEmpty() ? "" : String.join("\n", lines) + '\n';
    }
}
