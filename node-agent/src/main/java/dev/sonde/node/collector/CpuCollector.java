package dev.sonde.node.collector;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.io.DescriptorShare;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.ProcStat;
import dev.sonde.node.linux.Unsigned;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Times of each CPU by mode, from {@code proc/stat}, and what sysfs says of the CPUs.
 *
 * <p>The kernel's times are no clean counters: idle and iowait may step back. A time that falls keeps its highest value;
 * idle that falls by {@value #JUMP_TICKS} ticks or more means that the CPU was unplugged and came back, so all its times
 * start anew. A CPU that is not in the file is forgotten.
 */
public final class CpuCollector extends AgentCollector {
    private static final int JUMP_TICKS = 300;
    private static final int TICK_SCALE = 2;

    /** In the order of {@link ProcStat}'s columns. */
    private static final String[] MODES = {"user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal"};

    private static final MetricFamily SECONDS =
            MetricFamily.counter("node_cpu_seconds_total", "Time a CPU spent in each mode.", "cpu", "mode");
    private static final MetricFamily GUEST = MetricFamily.counter(
            "node_cpu_guest_seconds_total", "Time a CPU ran guests, part of user and nice time.", "cpu", "mode");

    private static final class Cpu {
        final int id;
        final long[] ticks = new long[ProcStat.COLUMNS];
        final Series[] series = new Series[ProcStat.COLUMNS];

        Cpu(int id) {
            this.id = id;
            String cpu = Integer.toString(id);
            for (int i = 0; i < MODES.length; i++) {
                series[i] = SECONDS.series(cpu, MODES[i]);
            }
            series[ProcStat.GUEST] = GUEST.series(cpu, "user");
            series[ProcStat.GUEST_NICE] = GUEST.series(cpu, "nice");
        }
    }

    private final ProcStat stat;
    private final CpuTopology topology;
    private final @Nullable CpuInfo info;
    private final int columns;
    private Cpu[] cpus = {};

    public static void flags(FlagSet flags) {
        CpuOptions.flags(flags);
    }

    public CpuCollector(NodeContext context) {
        this(context.paths(), context.stat(), context.descriptors(), CpuOptions.of(context.flags()));
    }

    CpuCollector(NodePaths paths, ProcStat stat, DescriptorShare descriptors, CpuOptions options) {
        super("cpu");
        this.stat = stat;
        topology = new CpuTopology(paths, descriptors);
        info = options.info() ? new CpuInfo(paths, options) : null;
        columns = options.guest() ? ProcStat.COLUMNS : MODES.length;
    }

    @Override
    public void update(MetricSink sink) throws IOException {
        if (info != null) {
            info.update(sink);
        }
        boolean changed;
        synchronized (stat) {
            stat.read(sink.scrapeId());
            stat.checkCpus();
            changed = match();
            for (int i = 0; i < cpus.length; i++) {
                times(sink, cpus[i], i);
            }
        }
        topology.update(sink, changed);
    }

    private void times(MetricSink sink, Cpu cpu, int row) {
        long[] ticks = cpu.ticks;
        boolean reset = jumpedBack(ticks[ProcStat.IDLE], stat.ticks(row, ProcStat.IDLE));
        for (int column = 0; column < ProcStat.COLUMNS; column++) {
            long now = stat.ticks(row, column);
            if (reset || Long.compareUnsigned(now, ticks[column]) > 0) {
                ticks[column] = now;
            }
        }
        for (int column = 0; column < columns; column++) {
            Unsigned.decimal(sink, cpu.series[column], ticks[column], TICK_SCALE);
        }
    }

    private static boolean jumpedBack(long before, long now) {
        return Long.compareUnsigned(before, now) > 0 && Long.compareUnsigned(before - now, JUMP_TICKS) >= 0;
    }

    /** Makes {@link #cpus} those of the file; true when they were others. */
    private boolean match() {
        int n = stat.cpus();
        boolean same = n == cpus.length;
        for (int i = 0; same && i < n; i++) {
            same = cpus[i].id == stat.cpu(i);
        }
        if (same) {
            return false;
        }
        Cpu[] matched = new Cpu[n];
        int old = 0;
        for (int i = 0; i < n; i++) {
            int id = stat.cpu(i);
            while (old < cpus.length && cpus[old].id < id) {
                old++;
            }
            matched[i] = old < cpus.length && cpus[old].id == id ? cpus[old] : new Cpu(id);
        }
        cpus = matched;
        return true;
    }
}
