package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelLines;
import dev.sonde.core.io.ReadError;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.Unsigned;
import java.io.IOException;

/**
 * What the scheduler did with each CPU, {@code proc/schedstat}: {@code Documentation/scheduler/sched-stats.rst}. Of a
 * CPU's line the last three numbers are taken, which all versions of the file have in the same place; a line that is
 * not like that, and those of scheduling domains, are passed over.
 */
public final class SchedstatCollector extends AgentCollector implements LabelCache.Builder<Series[]> {
    private static final int NANOSECONDS = 9;

    /** Numbers before those that are taken. */
    private static final int PASSED_OVER = 6;

    private static final int MOST_CPUS = 1 << 16;
    private static final MetricFamily[] FAMILIES = {
        MetricFamily.counter("node_schedstat_running_seconds_total", "Time tasks ran on a CPU.", "cpu"),
        MetricFamily.counter(
                "node_schedstat_waiting_seconds_total", "Time tasks that could run waited for a CPU.", "cpu"),
        MetricFamily.counter("node_schedstat_timeslices_total", "Slices of time that tasks had on a CPU.", "cpu")
    };

    private final KernelLines file;
    private final ByteCursor cursor = new ByteCursor();
    private final LabelCache<Series[]> cpus = new LabelCache<>(MOST_CPUS, this);
    private final long[] numbers = new long[FAMILIES.length];
    private final NoDataException absent;

    public SchedstatCollector(NodeContext context) {
        super("schedstat");
        file = new KernelLines(context.paths().proc("schedstat"));
        absent = new NoDataException(file.path() + ": the kernel keeps no statistics of its scheduler");
    }

    @Override
    public Series[] build(String key) {
        return SeriesRow.of(FAMILIES, key);
    }

    @Override
    public void update(MetricSink sink) throws NoDataException, IOException {
        if (!file.begin()) {
            if (file.error() == ReadError.MISSING) {
                throw absent;
            }
            throw new IOException(file.failure());
        }
        cpus.begin();
        while (file.next(cursor)) {
            if (cursor.word() && cursor.wordStartsWith("cpu")) {
                cpu(sink, cursor.wordStart() + "cpu".length(), cursor.wordEnd());
            }
        }
        if (file.error() != ReadError.NONE) {
            throw new IOException(file.failure());
        }
    }

    /** The line of the CPU whose number is in {@code [from, to)}. */
    private void cpu(MetricSink sink, int from, int to) {
        for (int i = 0; i < PASSED_OVER; i++) {
            cursor.u64();
        }
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = cursor.u64();
        }
        if (!cursor.ok() || !isNumber(cursor.bytes(), from, to)) {
            return;
        }
        Series[] series = cpus.get(cursor.bytes(), from, to);
        if (series != null) {
            Unsigned.decimal(sink, series[0], numbers[0], NANOSECONDS);
            Unsigned.decimal(sink, series[1], numbers[1], NANOSECONDS);
            Unsigned.sample(sink, series[2], numbers[2]);
        }
    }

    private static boolean isNumber(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return false;
            }
        }
        return from < to;
    }
}
