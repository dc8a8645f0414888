package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.FileReader;
import dev.sonde.node.linux.Unsigned;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of one cgroup. Files that are not there, because a controller is not switched on or the group has gone,
 * and lines that are not understood have no samples. One thread at a time.
 */
final class CgroupSeries {
    /** Which files a group has hardly ever changes. */
    private static final int LOOK_EVERY = 16;

    private static final String TOTAL = "total=";

    private final String path;
    private final String directory;
    private final @Nullable Series[][] series = new Series[CgroupFile.ALL.length][];
    private final CgroupIo io;
    private int absent;
    private int scrapes;

    /**
     * @param directory of the group
     * @param names of block devices; null when their numbers are added up
     */
    CgroupSeries(String path, String directory, @Nullable BlockDeviceNames names) {
        this.path = path;
        this.directory = directory + '/';
        io = new CgroupIo(path, names);
    }

    void update(MetricSink sink, FileReader reader) {
        if (scrapes++ % LOOK_EVERY == 0) {
            absent = 0;
        }
        for (CgroupFile file : CgroupFile.ALL) {
            int bit = 1 << file.ordinal();
            if ((absent & bit) != 0) {
                continue;
            }
            try {
                update(sink, file, reader.read(directory + file.file));
            } catch (IOException e) {
                absent |= bit;
            }
        }
    }

    private void update(MetricSink sink, CgroupFile file, ByteCursor cursor) {
        switch (file) {
            case CPU, MEMORY_STAT, MEMORY_EVENTS -> lines(sink, file, cursor);
            case CPU_PRESSURE, IO_PRESSURE, MEMORY_PRESSURE -> pressure(sink, file, cursor);
            case IO -> io.update(sink, cursor);
            case MEMORY_CURRENT, MEMORY_MAX, SWAP, PIDS, PIDS_MAX -> single(sink, series(file)[0], cursor);
        }
    }

    /** A number, or {@code max} where there is no limit. */
    private static void single(MetricSink sink, Series to, ByteCursor cursor) {
        if (cursor.word()) {
            long value = cursor.wordU64();
            if (cursor.ok()) {
                Unsigned.sample(sink, to, value);
            } else if (cursor.wordIs("max")) {
                sink.sample(to, Double.POSITIVE_INFINITY);
            }
        }
    }

    /** Lines of a key and a number, the wanted ones in the order of the table or nearly so. */
    private void lines(MetricSink sink, CgroupFile file, ByteCursor cursor) {
        Series[] to = series(file);
        int next = 0;
        do {
            int found = cursor.word() ? find(file, next, cursor) : -1;
            if (found >= 0) {
                next = found + 1;
                sample(sink, to[found], cursor.u64(), file.numbers[found].scale(), cursor);
            }
        } while (cursor.nextLine());
    }

    /** {@code some avg10=0.00 avg60=0.00 avg300=0.00 total=0}. */
    private void pressure(MetricSink sink, CgroupFile file, ByteCursor cursor) {
        Series[] to = series(file);
        do {
            int found = cursor.word() ? find(file, 0, cursor) : -1;
            while (found >= 0 && cursor.word()) {
                if (cursor.wordStartsWith(TOTAL)) {
                    cursor.position(cursor.wordStart() + TOTAL.length());
                    sample(sink, to[found], cursor.u64(), file.numbers[found].scale(), cursor);
                }
            }
        } while (cursor.nextLine());
    }

    /** The number of the cursor's word, looking from one place of the table to its end and then from its start. */
    private static int find(CgroupFile file, int from, ByteCursor cursor) {
        int count = file.numbers.length;
        for (int i = 0; i < count; i++) {
            int at = (from + i) % count;
            if (cursor.wordIs(file.numbers[at].key())) {
                return at;
            }
        }
        return -1;
    }

    private static void sample(MetricSink sink, Series to, long value, int scale, ByteCursor cursor) {
        if (cursor.ok()) {
            Unsigned.decimal(sink, to, value, scale);
        }
        cursor.clear();
    }

    private Series[] series(CgroupFile file) {
        Series[] made = series[file.ordinal()];
        if (made == null) {
            made = new Series[file.numbers.length];
            for (int i = 0; i < made.length; i++) {
                CgroupFile.Number number = file.numbers[i];
                made[i] = number.extra().isEmpty()
                        ? number.family().series(path)
                        : number.family().series(path, number.extra());
            }
            series[file.ordinal()] = made;
        }
        return made;
    }
}
