package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.KernelFiles;
import dev.sonde.node.linux.Unsigned;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Software interrupts by kind and CPU, {@code proc/softirqs}. As with the peer, CPUs are counted by column, and of the
 * kinds those are given that kernels have had since 4.5.
 */
public final class SoftirqsCollector extends AgentCollector {
    private static final String[] TYPES = {
        "HI", "TIMER", "NET_TX", "NET_RX", "BLOCK", "IRQ_POLL", "TASKLET", "SCHED", "HRTIMER", "RCU"
    };
    private static final MetricFamily FUNCTIONS = MetricFamily.counter(
            "node_softirqs_functions_total", "Software interrupts that a CPU serviced.", "cpu", "type");

    /** The CPUs' series of one kind. */
    private static final class Type extends NumberedSeries {
        private final String type;

        Type(String type) {
            this.type = type;
        }

        @Override
        Series make(String cpu) {
            return FUNCTIONS.series(cpu, type);
        }
    }

    private final KernelFile file;
    private final ByteCursor cursor = new ByteCursor();
    private final Type[] types = new Type[TYPES.length];

    public SoftirqsCollector(NodeContext context) {
        super("softirqs");
        file = new KernelFile(context.paths().proc("softirqs"));
        for (int i = 0; i < types.length; i++) {
            types[i] = new Type(TYPES[i]);
        }
    }

    @Override
    public void update(MetricSink sink) throws IOException {
        KernelFiles.read(file);
        if (file.length() == 0) {
            throw KernelFiles.malformed(file, 0);
        }
        cursor.reset(file);
        while (cursor.nextLine()) {
            Type type = cursor.wordUntil(':') ? type() : null;
            for (int cpu = 0; type != null && cursor.word(); cpu++) {
                long count = cursor.wordU64();
                if (!cursor.ok()) {
                    throw KernelFiles.malformed(file, cursor);
                }
                Unsigned.sample(sink, type.get(cpu), count);
            }
        }
    }

    private @Nullable Type type() {
        for (Type type : types) {
            if (cursor.wordIs(type.type)) {
                return type;
            }
        }
        return null;
    }
}
