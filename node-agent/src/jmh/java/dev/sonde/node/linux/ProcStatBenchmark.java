package dev.sonde.node.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** {@code /proc/stat} read and parsed, from a plain file; C1 only, as the launcher starts the agent. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:TieredStopAtLevel=1")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ProcStatBenchmark {
    @Param({"2", "64", "512"})
    public int cpus;

    private Path file = Path.of("");
    private ProcStat stat = new ProcStat("");
    private long scrape;

    @Setup(Level.Trial)
    public void write() throws IOException {
        StringBuilder content = new StringBuilder("cpu  9134 12 4410 890321 312 0 55 7 0 0\n");
        for (int i = 0; i < cpus; i++) {
            content.append("cpu").append(i).append(" 4567894 6 2205123 44516078 156 0 27 3 0 0\n");
        }
        content.append("intr 1234567890").append(" 0".repeat(1024)).append('\n');
        content.append("ctxt 2345678901\nbtime 1700000000\nprocesses 26442\nprocs_running 1\nprocs_blocked 0\n");
        content.append("softirq 5057579 250191 1481983 1647 211099 186066 0 1783454 622196 12499 508444\n");
        file = Files.createTempFile("stat", "");
        Files.writeString(file, content);
        stat = new ProcStat(file.toString());
    }

    @TearDown(Level.Trial)
    public void remove() throws IOException {
        Files.delete(file);
    }

    @Benchmark
    public ProcStat readAndParse() throws IOException {
        stat.read(++scrape);
        return stat;
    }
}
