package dev.sonde.core.exposition;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One number printed, by what it comes from; C1 only, as the launcher starts the agent. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:TieredStopAtLevel=1")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class NumberPrinterBenchmark {
    private static final int NUMBERS = 1024;

    /** What the numbers look like: small and large counters, hundredths of seconds, doubles with all their digits. */
    @Param({"small", "counter", "hundredths", "double"})
    public String kind = "";

    private final byte[] out = new byte[NumberPrinter.MAX_LENGTH];
    private final long[] unscaled = new long[NUMBERS];
    private final double[] doubles = new double[NUMBERS];

    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < NUMBERS; i++) {
            switch (kind) {
                case "small" -> unscaled[i] = random.nextLong(1000);
                case "double" -> doubles[i] = random.nextDouble(1e9);
                default -> unscaled[i] = random.nextLong(1L << random.nextInt(1, 48));
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(NUMBERS)
    public int print() {
        int sum = 0;
        if (kind.equals("double")) {
            for (double value : doubles) {
                sum += NumberPrinter.print(value, out, 0);
            }
            return sum;
        }
        int scale = kind.equals("hundredths") ? 2 : 0;
        for (long value : unscaled) {
            sum += NumberPrinter.print(value, scale, out, 0);
        }
        return sum;
    }

    /** What the JDK needs for the same, with one array and one string for each number. */
    @Benchmark
    @OperationsPerInvocation(NUMBERS)
    public int toStringOfTheJdk() {
        int sum = 0;
        int scale = kind.equals("hundredths") ? 100 : 1;
        for (int i = 0; i < NUMBERS; i++) {
            double value = kind.equals("double") ? doubles[i] : (double) unscaled[i] / scale;
            sum += Double.toString(value).getBytes(StandardCharsets.ISO_8859_1).length;
        }
        return sum;
    }
}
