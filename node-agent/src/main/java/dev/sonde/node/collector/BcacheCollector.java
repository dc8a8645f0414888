package dev.sonde.node.collector;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricSink;

/**
 * Caches in front of block devices, {@code sys/fs/bcache/<UUID>} ({@code drivers/md/bcache/sysfs.c}). A host without
 * any has no samples, which is no failure.
 */
public final class BcacheCollector extends AgentCollector implements LabelCache.Builder<BcacheSet> {
    private static final String PRIORITY_STATS = "collector.bcache.priorityStats";

    private final String directory;
    private final boolean priorityStats;
    private final DeviceList<BcacheSet> sets;

    public static void flags(FlagSet flags) {
        flags.bool(PRIORITY_STATS, false, "Read what caches tell of their buckets too, which takes the kernel long.");
    }

    public BcacheCollector(NodeContext context) {
        super("bcache");
        directory = context.paths().sys("fs/bcache");
        priorityStats = context.flags().getBool(PRIORITY_STATS);
        sets = new DeviceList<>(directory, this);
    }

    @Override
    public BcacheSet build(String uuid) {
        return new BcacheSet(uuid, directory + '/' + uuid + '/', priorityStats);
    }

    @Override
    public void update(MetricSink sink) {
        String[] names = sets.begin();
        if (names == null) {
            return;
        }
        for (String name : names) {
            // Beside the sets there are files to register devices with.
            BcacheSet set = name.indexOf('-') > 0 ? sets.get(name) : null;
            if (set != null) {
                set.update(sink);
            }
        }
    }
}
