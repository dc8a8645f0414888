package dev.sonde.node.collector;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.ProcStat;
import dev.sonde.node.linux.Unsigned;
import java.io.IOException;

/** Kernel-wide counters of {@code proc/stat}. */
public final class StatCollector extends AgentCollector {
    private static final String SOFTIRQ = "collector.stat.softirq";

    /** Names of the kernel's softirq vectors, {@code include/linux/interrupt.h}, in its order. */
    private static final String[] VECTORS = {
        "hi", "timer", "net_tx", "net_rx", "block", "block_iopoll", "tasklet", "sched", "hrtimer", "rcu"
    };

    /** In the order of {@link ProcStat}'s counters. */
    private final Series[] counters = {
        MetricFamily.counter("node_intr_total", "Interrupts serviced.").series(),
        MetricFamily.counter("node_context_switches_total", "Context switches of all CPUs.")
                .series(),
        MetricFamily.gauge("node_boot_time_seconds", "When the host was started, in Unix time.")
                .series(),
        MetricFamily.counter("node_forks_total", "Processes and threads created.")
                .series(),
        MetricFamily.gauge("node_procs_running", "Threads that are running or ready to run.")
                .series(),
        MetricFamily.gauge("node_procs_blocked", "Threads that wait for input or output.")
                .series()
    };

    private final Series[] vectors;
    private final ProcStat stat;

    public static void flags(FlagSet flags) {
        flags.bool(SOFTIRQ, false, "Give software interrupts by vector.");
    }

    public StatCollector(NodeContext context) {
        this(context.stat(), context.flags().getBool(SOFTIRQ));
    }

    StatCollector(ProcStat stat, boolean softirq) {
        super("stat");
        this.stat = stat;
        vectors = new Series[softirq ? VECTORS.length : 0];
        MetricFamily family = MetricFamily.counter("node_softirqs_total", "Software interrupts by vector.", "vector");
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = family.series(VECTORS[i]);
        }
    }

    @Override
    public void update(MetricSink sink) throws IOException {
        synchronized (stat) {
            stat.read(sink.scrapeId());
            stat.checkCounters();
            for (int i = 0; i < counters.length; i++) {
                if (stat.has(i)) {
                    Unsigned.sample(sink, counters[i], stat.counter(i));
                }
            }
            if (vectors.length > 0) {
                stat.checkVectors();
                for (int i = 0; i < vectors.length && stat.hasVectors(); i++) {
                    Unsigned.sample(sink, vectors[i], stat.vector(i));
                }
            }
        }
    }
}
