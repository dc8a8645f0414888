package dev.sonde.node.collector;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import java.io.File;
import org.jspecify.annotations.Nullable;

/**
 * OpenZFS: {@code proc/spl/kstat/zfs}, its files for the whole module and a directory for each imported pool. No data
 * where the module is not loaded. Every file is read for itself: which there are differs with the version of OpenZFS,
 * and pools come and go.
 */
public final class ZfsCollector extends AgentCollector {
    private final File directory;
    private final NoDataException absent;
    private @Nullable ZfsModule module;

    public ZfsCollector(NodeContext context) {
        super("zfs");
        directory = new File(context.paths().proc("spl/kstat/zfs"));
        absent = new NoDataException(directory + ": no such directory, ZFS is not loaded");
    }

    @Override
    public void update(MetricSink sink) throws NoDataException {
        String[] names = directory.list();
        if (names == null) {
            throw absent;
        }
        ZfsModule loaded = module;
        if (loaded == null) {
            loaded = module = new ZfsModule(directory.getPath());
        }
        loaded.update(sink, names);
    }
}
