package dev.sonde.node.collector;

import dev.sonde.core.metrics.MetricFamily;

/** Files of a cache set, of its backing devices and of its caches, and what they are shown as. */
enum BcacheMetric {
    KEY_SIZE(Of.SET, "average_key_size", "average_key_size_sectors", "Average size of a key's data."),
    CACHE_SIZE(Of.SET, "btree_cache_size", "btree_cache_size_bytes", "Memory of the cache of the B-tree."),
    AVAILABLE(Of.SET, "cache_available_percent", "cache_available_percent", "Part of the cache without dirty data."),
    CONGESTED(Of.SET, "congested", "congested", "Congestion of the cache, by its threshold."),
    ROOT_USAGE(Of.SET, "root_usage_percent", "root_usage_percent", "Part of the B-tree's root that is in use."),
    DEPTH(Of.SET, "tree_depth", "tree_depth", "Depth of the B-tree."),
    JOURNAL(
            Of.SET,
            "internal/active_journal_entries",
            "active_journal_entries",
            "Entries of the journal newer than the index."),
    NODES(Of.SET, "internal/btree_nodes", "btree_nodes", "Nodes of the B-tree."),
    READ_TIME(
            Of.SET,
            "internal/btree_read_average_duration_us",
            "btree_read_average_duration_seconds",
            "Average time to read a node of the B-tree."),
    RACES(
            Of.SET,
            "internal/cache_read_races",
            "cache_read_races_total",
            "Reads whose bucket was used again meanwhile."),

    DIRTY(Of.BACKING_DEVICE, "dirty_data", "dirty_data_bytes", "Data in the cache that is not yet on the device."),
    BYPASSED(Of.BACKING_DEVICE, "stats_total/bypassed", "bypassed_bytes_total", "Bytes that went past the cache."),
    BYPASS_HITS(
            Of.BACKING_DEVICE,
            "stats_total/cache_bypass_hits",
            "cache_bypass_hits_total",
            "Hits of what was to go past the cache."),
    BYPASS_MISSES(
            Of.BACKING_DEVICE,
            "stats_total/cache_bypass_misses",
            "cache_bypass_misses_total",
            "Misses of what was to go past the cache."),
    HITS(Of.BACKING_DEVICE, "stats_total/cache_hits", "cache_hits_total", "Hits of the cache."),
    COLLISIONS(
            Of.BACKING_DEVICE,
            "stats_total/cache_miss_collisions",
            "cache_miss_collisions_total",
            "Data not put into the cache after a miss, as a write was faster."),
    MISSES(Of.BACKING_DEVICE, "stats_total/cache_misses", "cache_misses_total", "Misses of the cache."),
    READAHEADS(Of.BACKING_DEVICE, "stats_total/cache_readaheads", "cache_readaheads_total", "Reads ahead."),

    IO_ERRORS(Of.CACHE_DEVICE, "io_errors", "io_errors", "Errors of the cache device, fewer as time goes by."),
    METADATA(Of.CACHE_DEVICE, "metadata_written", "metadata_written_bytes_total", "Bytes written that are not data."),
    WRITTEN(Of.CACHE_DEVICE, "written", "written_bytes_total", "Bytes of data written to the cache.");

    /** What a file belongs to. */
    enum Of {
        SET("uuid"),
        BACKING_DEVICE("uuid", "backing_device"),
        CACHE_DEVICE("uuid", "cache_device");

        private final String[] labels;

        Of(String... labels) {
            this.labels = labels;
        }

        MetricFamily family(String name, String help) {
            String full = "node_bcache_" + name;
            return name.endsWith("_total")
                    ? MetricFamily.counter(full, help, labels)
                    : MetricFamily.gauge(full, help, labels);
        }
    }

    final Of of;
    final String file;
    final MetricFamily family;

    BcacheMetric(Of of, String file, String name, String help) {
        this.of = of;
        this.file = file;
        family = of.family(name, help);
    }
}
