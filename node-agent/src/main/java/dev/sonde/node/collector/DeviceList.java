package dev.sonde.node.collector;

import dev.sonde.core.metrics.LabelCache;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The devices in a directory of sysfs and what a collector keeps for each. One thread at a time. Where there is no such
 * directory a scrape costs one failed call.
 */
final class DeviceList<T> {
    /** No bus and no class of these has more; it bounds what is kept. */
    private static final int MOST_DEVICES = 1 << 14;

    private final File directory;
    private final LabelCache<T> kept;

    DeviceList(String directory, LabelCache.Builder<T> builder) {
        this.directory = new File(directory);
        kept = new LabelCache<>(MOST_DEVICES, builder);
    }

    /** Starts a scrape: the names, sorted, or null when there is no such directory. */
    String @Nullable [] begin() {
        String[] names = directory.list();
        if (names != null) {
            Arrays.sort(names);
            kept.begin();
        }
        return names;
    }

    /** What is kept for a device of this scrape; null for one too many. */
    @Nullable T get(String name) {
        byte[] key = name.getBytes(StandardCharsets.UTF_8);
        return kept.get(key, 0, key.length);
    }
}
