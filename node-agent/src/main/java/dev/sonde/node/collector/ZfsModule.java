package dev.sonde.node.collector;

import dev.sonde.core.io.KernelFile;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.node.linux.Kstat;
import dev.sonde.node.linux.Losses;
import java.nio.charset.StandardCharsets;

/** The files of the loaded module, and its pools. One thread at a time. */
final class ZfsModule implements LabelCache.Builder<ZfsPool> {
    private static final int MOST_POOLS = 10_000;

    /** Files that are shown, and what they are called in names of metrics. */
    private static final String[][] FILES = {
        {"abdstats", "abd"},
        {"arcstats", "arc"},
        {"dbufstats", "dbuf"},
        {"dmu_tx", "dmu_tx"},
        {"dnodestats", "dnode"},
        {"fm", "fm"},
        {"vdev_cache_stats", "vdev_cache"},
        {"vdev_mirror_stats", "vdev_mirror"},
        {"xuio_stats", "xuio"},
        {"zfetchstats", "zfetch"},
        {"zil", "zil"}
    };

    private final String directory;
    private final ZfsFamilies families = new ZfsFamilies();
    private final ZfsFile[] files = new ZfsFile[FILES.length];
    private final LabelCache<ZfsPool> pools = new LabelCache<>(MOST_POOLS, this);
    private final Kstat kstat = new Kstat();
    private final Losses losses = new Losses(ZfsCollector.class);

    ZfsModule(String directory) {
        this.directory = directory;
        for (int i = 0; i < files.length; i++) {
            String name = FILES[i][0];
            files[i] = new ZfsFile(new KernelFile(directory + '/' + name), families.ofModule(FILES[i][1], name));
        }
    }

    /** @param names what the directory has now */
    void update(MetricSink sink, String[] names) {
        for (ZfsFile file : files) {
            file.update(sink, kstat, losses);
        }
        pools.begin();
        for (String name : names) {
            if (!isFile(name)) {
                byte[] key = name.getBytes(StandardCharsets.UTF_8);
                ZfsPool pool = pools.get(key, 0, key.length);
                if (pool != null) {
                    pool.update(sink, kstat);
                }
            }
        }
    }

    private static boolean isFile(String name) {
        for (String[] file : FILES) {
            if (file[0].equals(name)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public ZfsPool build(String name) {
        return new ZfsPool(name, directory + '/' + name, families);
    }
}
