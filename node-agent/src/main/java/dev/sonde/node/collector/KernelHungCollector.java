package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.io.ReadError;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.KernelFiles;
import dev.sonde.node.linux.Unsigned;
import java.io.IOException;

/** Tasks that hung, {@code proc/sys/kernel/hung_task_detect_count}, which kernels have since 6.13. */
public final class KernelHungCollector extends AgentCollector {
    private final Series tasks = MetricFamily.counter(
                    "node_kernel_hung_tasks_total", "Tasks found to have waited for too long without a break.")
            .series();
    private final KernelFile file;
    private final ByteCursor cursor = new ByteCursor();
    private final NoDataException absent;

    public KernelHungCollector(NodeContext context) {
        super("kernel_hung");
        file = new KernelFile(context.paths().proc("sys/kernel/hung_task_detect_count"), 64);
        absent = new NoDataException(file.path() + ": the kernel does not count tasks that hang");
    }

    @Override
    public void update(MetricSink sink) throws NoDataException, IOException {
        if (!file.read()) {
            if (file.error() == ReadError.MISSING) {
                throw absent;
            }
            throw new IOException(file.failure());
        }
        long count = cursor.reset(file).u64();
        if (!cursor.ok()) {
            throw KernelFiles.malformed(file, cursor);
        }
        Unsigned.sample(sink, tasks, count);
    }
}
