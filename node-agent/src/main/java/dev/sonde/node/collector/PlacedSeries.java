package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.KernelFiles;
import dev.sonde.node.linux.Losses;
import dev.sonde.node.linux.NumberLines;
import dev.sonde.node.linux.Unsigned;
import java.io.IOException;
import java.util.Arrays;

/**
 * The series of one file of {@link NumberLines}. A line that cannot be read costs its own series; the log says so when
 * that begins.
 */
final class PlacedSeries {
    private int[] lines = new int[16];
    private int[] places = new int[16];
    private Series[] series = new Series[16];
    private int size;

    void add(int line, int place, Series one) {
        if (size == lines.length) {
            lines = Arrays.copyOf(lines, 2 * size);
            places = Arrays.copyOf(places, 2 * size);
            series = Arrays.copyOf(series, 2 * size);
        }
        lines[size] = line;
        places[size] = place;
        series[size] = one;
        size++;
    }

    /**
     * Reads the content of a file that has just been read and hands over its numbers.
     *
     * @throws IOException when no line of it is what it should be
     */
    void update(MetricSink sink, KernelFile file, NumberLines numbers, ByteCursor cursor, Losses losses)
            throws IOException {
        numbers.parse(cursor.reset(file));
        if (numbers.isForeign()) {
            throw KernelFiles.malformed(file, 0);
        }
        int bad = -1;
        for (int i = 0; i < size; i++) {
            int offset = numbers.badOffset(lines[i]);
            if (offset < 0) {
                Unsigned.sample(sink, series[i], numbers.number(lines[i], places[i]));
            } else {
                bad = offset;
            }
        }
        if (bad < 0) {
            losses.found(file.path());
        } else {
            losses.lost(file.path(), KernelFiles.malformed(file, bad));
        }
    }
}
