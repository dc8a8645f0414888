package dev.sonde.node.collector;

import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.node.collector.BcacheFiles.Row;
import dev.sonde.node.collector.BcacheMetric.Of;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A cache set: itself, the devices {@code bdev<n>} that it caches and the caches {@code cache<n>}. */
final class BcacheSet implements LabelCache.Builder<BcacheFiles> {
    private static final int MOST_DEVICES = 4096;
    private static final String BACKING = "bdev";
    private static final String CACHE = "cache";
    private static final Row[] NONE = {};

    /** The controller of what is written back when: {@code writeback_rate_debug}. */
    private static final Row[] CONTROLLER = {
        controller("rate", "/sec", "writeback_rate", "Bytes to be written back in a second."),
        controller("target", "", "dirty_target_bytes", "Dirty data that the cache may hold."),
        controller("proportional", "", "writeback_rate_proportional_term", "The controller's proportional term."),
        controller("integral", "", "writeback_rate_integral_term", "The controller's integral term."),
        controller("change", "/sec", "writeback_change", "The controller's last change of the rate.")
    };

    /** {@code priority_stats}. */
    private static final Row[] PRIORITIES = {
        priority("Unused", "priority_stats_unused_percent", "Part of the cache that holds nothing."),
        priority("Metadata", "priority_stats_metadata_percent", "Part of the cache that holds no data.")
    };

    private final String uuid;
    private final String directory;
    private final boolean priorityStats;
    private final BcacheFiles itself;
    private final LabelCache<BcacheFiles> devices = new LabelCache<>(MOST_DEVICES, this);

    BcacheSet(String uuid, String directory, boolean priorityStats) {
        this.uuid = uuid;
        this.directory = directory;
        this.priorityStats = priorityStats;
        itself = new BcacheFiles(Of.SET, directory, NONE, uuid);
    }

    private static Row controller(String key, String suffix, String name, String help) {
        return new Row(key, suffix, Of.BACKING_DEVICE.family(name, help));
    }

    private static Row priority(String key, String name, String help) {
        return new Row(key, "%", Of.CACHE_DEVICE.family(name, help));
    }

    void update(MetricSink sink) {
        String[] entries = new File(directory).list();
        if (entries == null) {
            return;
        }
        Arrays.sort(entries);
        itself.numbers(sink);
        devices.begin();
        for (String entry : entries) {
            boolean backing = isNumbered(entry, BACKING);
            if (backing || isNumbered(entry, CACHE)) {
                byte[] key = entry.getBytes(StandardCharsets.UTF_8);
                BcacheFiles device = devices.get(key, 0, key.length);
                if (device != null) {
                    update(sink, device, backing);
                }
            }
        }
    }

    private void update(MetricSink sink, BcacheFiles device, boolean backing) {
        device.numbers(sink);
        if (backing) {
            device.rows(sink, "writeback_rate_debug");
        } else if (priorityStats) {
            device.rows(sink, "priority_stats");
        }
    }

    /** {@code cache0}, not {@code cache_available_percent}. */
    private static boolean isNumbered(String name, String prefix) {
        return name.length() > prefix.length()
                && name.startsWith(prefix)
                && Character.isDigit(name.charAt(prefix.length()));
    }

    @Override
    public BcacheFiles build(String name) {
        boolean backing = name.startsWith(BACKING);
        return new BcacheFiles(
                backing ? Of.BACKING_DEVICE : Of.CACHE_DEVICE,
                directory + name + '/',
                backing ? CONTROLLER : PRIORITIES,
                uuid,
                name);
    }
}
