package dev.sonde.core.exposition;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricType;
import dev.sonde.core.metrics.SampleBuffer;
import dev.sonde.core.metrics.Series;
import java.util.Arrays;

/**
 * One collector's samples in wire order: by family name, then by labels. The parts of summaries and histograms stay in
 * the order in which the collector gave them. Computed anew only when the buffer's layout changed. One thread at a
 * time.
 */
final class SeriesOrder {
    private final SampleBuffer buffer;
    private int layout = -1;
    private int[] slots = new int[0];
    private int[] familyStarts = new int[0];
    private int families;

    SeriesOrder(SampleBuffer buffer) {
        this.buffer = buffer;
    }

    SampleBuffer buffer() {
        return buffer;
    }

    /** Brings the order up to date; true when it changed. */
    boolean refresh() {
        if (layout == buffer.layout()) {
            return false;
        }
        layout = buffer.layout();
        int n = buffer.size();
        Integer[] sorted = new Integer[n];
        for (int i = 0; i < n; i++) {
            sorted[i] = i;
        }
        Arrays.sort(sorted, this::compare);
        slots = new int[n];
        familyStarts = new int[16];
        families = 0;
        for (int i = 0; i < n; i++) {
            slots[i] = sorted[i];
            if (i == 0 || !name(slots[i]).equals(name(slots[i - 1]))) {
                if (families + 1 >= familyStarts.length) {
                    familyStarts = Arrays.copyOf(familyStarts, 2 * familyStarts.length);
                }
                familyStarts[families++] = i;
            }
        }
        if (families < familyStarts.length) {
            familyStarts[families] = n;
        }
        return true;
    }

    private int compare(Integer a, Integer b) {
        Series x = buffer.series(a);
        Series y = buffer.series(b);
        if (x.family() != y.family()) {
            int names = x.family().name().compareTo(y.family().name());
            if (names != 0) {
                return names;
            }
        }
        return inGivenOrder(x.family()) ? 0 : Series.compare(x, y);
    }

    static boolean inGivenOrder(MetricFamily family) {
        return family.type() == MetricType.SUMMARY || family.type() == MetricType.HISTOGRAM;
    }

    private String name(int slot) {
        return buffer.series(slot).family().name();
    }

    int families() {
        return families;
    }

    int familyStart(int family) {
        return familyStarts[family];
    }

    /** Index behind the last position of the family. */
    int familyEnd(int family) {
        return familyStarts[family + 1];
    }

    MetricFamily family(int family) {
        return buffer.series(slots[familyStarts[family]]).family();
    }

    /** Position in wire order to index in the buffer. */
    int slot(int position) {
        return slots[position];
    }

    Series series(int position) {
        return buffer.series(slots[position]);
    }
}
