package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.io.ReadError;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.KernelFiles;
import java.io.IOException;

/** Controllers of cgroup version 1 and how many groups each has, {@code proc/cgroups}. */
public final class CgroupsCollector extends AgentCollector implements LabelCache.Builder<Series[]> {
    private static final int MOST_CONTROLLERS = 256;
    private static final MetricFamily[] FAMILIES = {
        MetricFamily.gauge("node_cgroups_cgroups", "Control groups of a controller.", "subsys_name"),
        MetricFamily.gauge("node_cgroups_enabled", "Whether a controller is enabled (1) or not (0).", "subsys_name")
    };

    private final KernelFile file;
    private final ByteCursor cursor = new ByteCursor();
    private final LabelCache<Series[]> controllers = new LabelCache<>(MOST_CONTROLLERS, this);
    private final NoDataException absent;

    public CgroupsCollector(NodeContext context) {
        super("cgroups");
        file = new KernelFile(context.paths().proc("cgroups"), 1024);
        absent = new NoDataException(file.path() + ": the kernel has no control groups of version 1");
    }

    @Override
    public Series[] build(String key) {
        return SeriesRow.of(FAMILIES, key);
    }

    @Override
    public void update(MetricSink sink) throws NoDataException, IOException {
        if (!file.read()) {
            if (file.error() == ReadError.MISSING) {
                throw absent;
            }
            throw new IOException(file.failure());
        }
        controllers.begin();
        cursor.reset(file);
        do {
            if (!cursor.word() || cursor.wordStartsWith("#")) {
                continue;
            }
            int nameStart = cursor.wordStart();
            int nameEnd = cursor.wordEnd();
            cursor.number();
            long groups = cursor.number();
            long enabled = cursor.number();
            if (!cursor.ok()) {
                throw KernelFiles.malformed(file, nameStart);
            }
            Series[] series = controllers.get(cursor.bytes(), nameStart, nameEnd);
            if (series != null) {
                sink.sample(series[0], groups);
                sink.sample(series[1], enabled);
            }
        } while (cursor.nextLine());
    }
}
