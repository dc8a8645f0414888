package dev.sonde.node.collector;

import dev.sonde.core.io.KernelFile;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.KernelFiles;
import dev.sonde.node.linux.Kstat;
import dev.sonde.node.linux.Losses;
import dev.sonde.node.linux.Unsigned;

/** A file of rows with a number each. A row that cannot be read costs itself; the log says so when that begins. */
final class ZfsFile {
    private static final int MOST_ROWS = 4096;

    private final KernelFile file;
    private final LabelCache<Series> rows;

    ZfsFile(KernelFile file, LabelCache.Builder<Series> builder) {
        this.file = file;
        rows = new LabelCache<>(MOST_ROWS, builder);
    }

    /** Hands over what the file has; nothing when it is not there. */
    void update(MetricSink sink, Kstat kstat, Losses losses) {
        if (!losses.read(file)) {
            return;
        }
        if (!kstat.begin(file.bytes(), file.length())) {
            losses.lost(file.path(), file.path() + ": no heading");
            return;
        }
        int bad = -1;
        rows.begin();
        while (kstat.next()) {
            if (kstat.isNumber() && !sample(sink, kstat)) {
                bad = kstat.keyStart();
            }
        }
        if (bad < 0) {
            losses.found(file.path());
        } else {
            losses.lost(file.path(), KernelFiles.malformed(file, bad));
        }
    }

    private boolean sample(MetricSink sink, Kstat kstat) {
        if (!kstat.takeNumber()) {
            return false;
        }
        Series series = rows.get(file.bytes(), kstat.keyStart(), kstat.keyEnd());
        if (series != null) {
            emit(sink, series, kstat);
        }
        return true;
    }

    static void emit(MetricSink sink, Series series, Kstat kstat) {
        if (kstat.type() == Kstat.INT64) {
            sink.sample(series, kstat.number());
        } else {
            Unsigned.sample(sink, series, kstat.number());
        }
    }
}
