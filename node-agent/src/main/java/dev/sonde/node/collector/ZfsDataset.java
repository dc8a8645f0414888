package dev.sonde.node.collector;

import dev.sonde.core.io.KernelFile;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.Kstat;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A dataset: a file {@code objset-0x<id>} of its pool, the first row of which is its name. It may be renamed. */
final class ZfsDataset {
    private static final int MOST_ROWS = 256;

    private final String pool;
    private final KernelFile file;
    private final ZfsFamilies families;
    private byte[] name = {};
    private @Nullable LabelCache<Series> series;

    ZfsDataset(String pool, KernelFile file, ZfsFamilies families) {
        this.pool = pool;
        this.file = file;
        this.families = families;
    }

    void update(MetricSink sink, Kstat kstat) {
        try (KernelFile content = file) {
            if (content.read() && kstat.begin(content.bytes(), content.length())) {
                rows(sink, kstat, content.bytes());
            }
        }
    }

    private void rows(MetricSink sink, Kstat kstat, byte[] bytes) {
        LabelCache<Series> rows = null;
        while (kstat.next()) {
            if (kstat.keyIs("dataset_name")) {
                rows = series(bytes, kstat.valueStart(), kstat.valueEnd());
                rows.begin();
            } else if (rows != null && kstat.type() == Kstat.UINT64 && kstat.takeNumber()) {
                Series row = rows.get(bytes, kstat.keyStart(), kstat.keyEnd());
                if (row != null) {
                    ZfsFile.emit(sink, row, kstat);
                }
            }
        }
    }

    /** The series under this name of the dataset. */
    private LabelCache<Series> series(byte[] bytes, int from, int to) {
        LabelCache<Series> kept = series;
        if (kept == null || !Arrays.equals(name, 0, name.length, bytes, from, to)) {
            name = Arrays.copyOfRange(bytes, from, to);
            String dataset = new String(name, StandardCharsets.UTF_8);
            kept = series = new LabelCache<>(MOST_ROWS, families.ofDataset(pool, dataset));
        }
        return kept;
    }
}
