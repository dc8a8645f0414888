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
            if (i == 0 || !sameFamily(slots[i], slots[i - 1])) {
                if (families + 1 >= familyStarts.length) {
                    familyStarts = Arrays.copyOf(familyStarts, 2 * familyStarts.length);
                }
                familyStarts[families++] = i;
            }
        }
        if (families < familyStarts.length) {
            familyStarts[families] = n;
        }
        layout = buffer.layout();
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
            if (!agree(x.family(), y.family())) {
                int types = x.family().type().compareTo(y.family().type());
                return types != 0
                        ? types
                        : x.family().help().compareTo(y.family().help());
            }
        }
        return inGivenOrder(x.family()) ? 0 : Series.compare(x, y);
    }

    static boolean inGivenOrder(MetricFamily family) {
        return family.type() == MetricType.SUMMARY || family.type() == MetricType.HISTOGRAM;
    }

    /** Whether two descriptors of one name may stand under one header. */
    static boolean agree(MetricFamily a, MetricFamily b) {
        return a == b || a.type() == b.type() && a.help().equals(b.help());
    }

    private boolean sameFamily(int slot, int other) {
        MetricFamily a = buffer.series(slot).family();
        MetricFamily b = buffer.series(other).family();
        return a == b || a.name().equals(b.name()) && agree(a, b);
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

    /** Where in the buffer the first series of the family is. */
    int firstSlot(int family) {
        int first = Integer.MAX_VALUE;
        for (int i = familyStart(family); i < familyEnd(family); i++) {
            first = Math.min(first, slots[i]);
        }
        return first;
    }

    /** Position in wire order to index in the buffer. */
    int slot(int position) {
        return slots[position];
    }

    Series series(int position) {
        return buffer.series(slots[position]);
    }
}
