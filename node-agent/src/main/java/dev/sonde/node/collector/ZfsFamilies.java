package dev.sonde.node.collector;

import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.Series;
import java.util.HashMap;
import java.util.Map;

/** Families named after the rows of ZFS's files; those that pools and datasets share are made once. */
final class ZfsFamilies {
    private static final String[] STATES = {
        "online", "degraded", "faulted", "offline", "removed", "unavail", "suspended"
    };

    private final Kind pools = new Kind("node_zfs_zpool_", "a pool's io", "zpool");
    private final Kind datasets = new Kind("node_zfs_zpool_dataset_", "a dataset", "zpool", "dataset");
    private final MetricFamily state = MetricFamily.gauge(
            "node_zfs_zpool_state", "Whether this is the state of a pool, 1 or 0.", "zpool", "state");

    /** Families that differ in the last part of their name, which is the key of a row. */
    private static final class Kind {
        private final String prefix;
        private final String source;
        private final String[] labels;
        private final Map<String, MetricFamily> families = new HashMap<>();

        Kind(String prefix, String source, String... labels) {
            this.prefix = prefix;
            this.source = source;
            this.labels = labels;
        }

        MetricFamily get(String key) {
            MetricFamily family = families.get(key);
            if (family == null) {
                family = MetricFamily.untyped(
                        prefix + Names.metricPart(key), "Value " + key + " of " + source + " of ZFS.", labels);
                families.put(key, family);
            }
            return family;
        }
    }

    /** Makes the series of rows that belong to one thing. */
    private record Rows(Kind kind, String... labels) implements LabelCache.Builder<Series> {
        @Override
        public Series build(String key) {
            return kind.get(key).series(labels);
        }
    }

    /** Series of a file of the module. */
    LabelCache.Builder<Series> ofModule(String subsystem, String file) {
        return new Rows(new Kind("node_zfs_" + subsystem + '_', file));
    }

    LabelCache.Builder<Series> ofPool(String pool) {
        return new Rows(pools, pool);
    }

    LabelCache.Builder<Series> ofDataset(String pool, String dataset) {
        return new Rows(datasets, pool, dataset);
    }

    /** Names of states, in the order of {@link #states(String)}. */
    static String state(int i) {
        return STATES[i];
    }

    Series[] states(String pool) {
        Series[] made = new Series[STATES.length];
        for (int i = 0; i < made.length; i++) {
            made[i] = state.series(pool, STATES[i]);
        }
        return made;
    }
}
