package dev.sonde.core.exposition;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.SampleBuffer;
import dev.sonde.core.metrics.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A page of a host that does not change: handing over samples, encoding them, and both with gzip. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"})
public class PageBenchmark {
    private static final int PER_FAMILY = 10;
    private static final boolean[] INCLUDED = {true};

    @Param({"500", "10000"})
    int series;

    private final SampleBuffer buffer = new SampleBuffer();
    private final PageLayout layout = new PageLayout(List.of(buffer));
    private final PageEncoder encoder = new PageEncoder();
    private final List<Series> kept = new ArrayList<>();
    private long scrape;

    @Setup
    public void prepare() {
        for (int i = 0; i < series; i++) {
            MetricFamily family = MetricFamily.counter(
                    "node_benchmark_" + i / PER_FAMILY + "_total", "A family of ten devices.", "cpu", "mode");
            kept.add(family.series(Integer.toString(i % PER_FAMILY), "user"));
        }
        fill();
        for (int i = 0; i < 10; i++) {
            gzip();
        }
    }

    @Benchmark
    public int fill() {
        scrape++;
        buffer.begin(scrape, 0);
        for (int i = 0; i < series; i++) {
            if (i % 3 == 0) {
                buffer.decimal(kept.get(i), scrape * i, 2);
            } else {
                buffer.sample(kept.get(i), scrape + 1_000L * i);
            }
        }
        buffer.end();
        return buffer.size();
    }

    @Benchmark
    public byte[] text() {
        layout.refresh(INCLUDED);
        return encoder.encode(layout, PageFormat.TEXT, false);
    }

    @Benchmark
    public byte[] gzip() {
        layout.refresh(INCLUDED);
        return encoder.encode(layout, PageFormat.TEXT, true);
    }
}
