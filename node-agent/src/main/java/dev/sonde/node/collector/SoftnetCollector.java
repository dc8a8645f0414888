package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.KernelFiles;
import java.io.IOException;
import java.util.Arrays;

/**
 * How each CPU got on with packets it received, {@code proc/net/softnet_stat}: hexadecimal columns that grew from 9
 * (2.6) over 10 (2.6.35), 11 (3.11) and 13 (5.10) to 15. The CPU is the 13th; where there are fewer, lines are counted.
 * A column that the kernel lacks is 0, as with the peer.
 */
public final class SoftnetCollector extends AgentCollector {
    private static final int LEAST_COLUMNS = 9;
    private static final int CPU_COLUMN = 12;
    private static final int HEX_DIGITS = 8;
    private static final int MOST_CPUS = 1 << 16;

    /** The column of each of {@link #FAMILIES}. */
    private static final int[] COLUMNS = {0, 1, 2, 8, 9, 10, 11};

    private static final MetricFamily[] FAMILIES = {
        counter("processed", "Packets handled."),
        counter("dropped", "Packets dropped because the backlog was full."),
        counter("times_squeezed", "Rounds that ended with work left because budget or time was used up."),
        counter("cpu_collision", "Times that a transmit lock was held by another CPU."),
        counter("received_rps", "Times that another CPU woke this one to handle packets."),
        counter("flow_limit_count", "Packets dropped because their flow took too much of the backlog."),
        MetricFamily.gauge("node_softnet_backlog_len", "Packets in the backlog now.", "cpu")
    };

    private final KernelFile file;
    private final ByteCursor cursor = new ByteCursor();
    private final long[] columns = new long[CPU_COLUMN + 1];
    private Series[][] cpus = {};

    public SoftnetCollector(NodeContext context) {
        super("softnet");
        file = new KernelFile(context.paths().proc("net/softnet_stat"));
    }

    private static MetricFamily counter(String name, String help) {
        return MetricFamily.counter("node_softnet_" + name + "_total", help, "cpu");
    }

    @Override
    public void update(MetricSink sink) throws IOException {
        KernelFiles.read(file);
        cursor.reset(file);
        for (int line = 0; !cursor.atEnd(); line++) {
            int start = cursor.position();
            int count = line();
            long cpu = count > CPU_COLUMN ? columns[CPU_COLUMN] : line;
            if (count < LEAST_COLUMNS || cpu >= MOST_CPUS || !cursor.ok()) {
                throw KernelFiles.malformed(file, start);
            }
            Series[] series = series((int) cpu);
            for (int i = 0; i < series.length; i++) {
                sink.sample(series[i], columns[COLUMNS[i]]);
            }
            cursor.nextLine();
        }
    }

    /** Takes the columns of the current line, of 32 bits each; their number, 0 when one is wider. */
    private int line() {
        int count = 0;
        while (count < columns.length && cursor.word()) {
            if (cursor.wordEnd() - cursor.wordStart() > HEX_DIGITS) {
                return 0;
            }
            columns[count++] = cursor.wordHex();
        }
        Arrays.fill(columns, count, columns.length, 0);
        return count;
    }

    private Series[] series(int cpu) {
        if (cpu >= cpus.length) {
            int from = cpus.length;
            cpus = Arrays.copyOf(cpus, cpu + 1);
            for (int i = from; i <= cpu; i++) {
                cpus[i] = new Series[0];
            }
        }
        if (cpus[cpu].length == 0) {
            cpus[cpu] = SeriesRow.of(FAMILIES, Integer.toString(cpu));
        }
        return cpus[cpu];
    }
}
