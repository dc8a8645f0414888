package dev.sonde.node.collector;

import dev.sonde.core.io.KernelFile;
import dev.sonde.core.io.ReadError;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.KernelFiles;
import dev.sonde.node.linux.Kstat;
import dev.sonde.node.linux.Unsigned;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file of rows with a number each. A row that cannot be read costs itself; the log says so when that begins. */
final class ZfsFile {
    private static final Logger LOG = LoggerFactory.getLogger(ZfsFile.class);
    private static final int MOST_ROWS = 4096;

    private final KernelFile file;
    private final LabelCache<Series> rows;
    private boolean broken;

    ZfsFile(KernelFile file, LabelCache.Builder<Series> builder) {
        this.file = file;
        rows = new LabelCache<>(MOST_ROWS, builder);
    }

    /** Hands over what the file has; nothing when it is not there. */
    void update(MetricSink sink, Kstat kstat) {
        if (!file.read()) {
            check(file.error() == ReadError.MISSING, file.failure());
            return;
        }
        if (!kstat.begin(file.bytes(), file.length())) {
            check(false, file.path() + ": no heading");
            return;
        }
        int bad = -1;
        rows.begin();
        while (kstat.next()) {
            if (kstat.isNumber() && !sample(sink, kstat)) {
                bad = kstat.keyStart();
            }
        }
        if (bad < 0 || !broken) {
            check(bad < 0, bad < 0 ? "" : KernelFiles.malformed(file, bad).getMessage());
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

    private void check(boolean well, String problem) {
        if (!well && !broken) {
            LOG.warn("{}", problem);
        }
        broken = !well;
    }
}
