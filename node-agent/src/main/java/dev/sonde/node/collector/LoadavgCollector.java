package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.KernelFiles;
import java.io.IOException;

/** Load averages, {@code proc/loadavg}. */
public final class LoadavgCollector extends AgentCollector {
    private final Series[] averages = {
        MetricFamily.gauge("node_load1", "Load average over 1 minute.").series(),
        MetricFamily.gauge("node_load5", "Load average over 5 minutes.").series(),
        MetricFamily.gauge("node_load15", "Load average over 15 minutes.").series()
    };
    private final KernelFile file;
    private final ByteCursor cursor = new ByteCursor();

    public LoadavgCollector(NodeContext context) {
        this(context.paths());
    }

    LoadavgCollector(NodePaths paths) {
        super("loadavg");
        file = new KernelFile(paths.proc("loadavg"), 128);
    }

    @Override
    public void update(MetricSink sink) throws IOException {
        KernelFiles.read(file);
        cursor.reset(file);
        for (Series average : averages) {
            long value = cursor.decimal();
            if (!cursor.ok()) {
                throw KernelFiles.malformed(file, cursor);
            }
            sink.decimal(average, value, cursor.scale());
        }
    }
}
