package dev.sonde.core.exposition;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.SampleBuffer;
import dev.sonde.core.metrics.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The order of a page that is put together from several collectors' buffers: families by name, each once, series by
 * labels. Rebuilt only when a buffer's layout changed, so a scrape of an unchanged host walks arrays. One thread at a
 * time.
 *
 * <p>Where collectors disagree about a family's type or help, or give the same series twice, the buffer that comes first
 * wins, and within one buffer what was handed over first; what is dropped is counted and named, once per layout.
 */
public final class PageLayout {
    /** A stretch of one buffer: positions {@code [from, to)} of its order, all of one family. */
    static final class Run {
        final SeriesOrder order;
        final int from;
        final int to;
        final MetricFamily family;
        final boolean first;

        Run(SeriesOrder order, int from, int to, MetricFamily family, boolean first) {
            this.order = order;
            this.from = from;
            this.to = to;
            this.family = family;
            this.first = first;
        }
    }

    /** One collector's part of a family. */
    private static final class Part {
        final SeriesOrder order;
        final int index;
        final int family;

        Part(SeriesOrder order, int index, int family) {
            this.order = order;
            this.index = index;
            this.family = family;
        }

        MetricFamily descriptor() {
            return order.family(family);
        }

        /** When the collector gave its first series. */
        int given() {
            return order.firstSlot(family);
        }
    }

    private static final int CONFLICTS_NAMED = 20;

    private final SeriesOrder[] orders;
    private Run[] runs = new Run[0];
    private boolean built;
    private int version;
    private boolean[] lastIncluded = new boolean[0];
    private final List<String> conflicts = new ArrayList<>();
    private int dropped;
    private int samples;
    private long fixedBytes;

    /** @param buffers in the order of their right to a family that several of them hold */
    public PageLayout(List<SampleBuffer> buffers) {
        orders = new SeriesOrder[buffers.size()];
        for (int i = 0; i < orders.length; i++) {
            orders[i] = new SeriesOrder(buffers.get(i));
        }
    }

    /**
     * Brings the layout up to date with the buffers, all of which must be at rest.
     *
     * @param included which buffers belong to the page; the others are left out without being looked at
     * @return whether anything moved
     */
    public boolean refresh(boolean[] included) {
        boolean changed = !built || !Arrays.equals(included, lastIncluded);
        // until it has all been done again: memory may run out on the way
        built = false;
        for (int i = 0; i < orders.length; i++) {
            if (included[i]) {
                changed |= orders[i].refresh();
            }
        }
        if (changed) {
            lastIncluded = included.clone();
            build();
            version++;
        }
        built = true;
        return changed;
    }

    private void build() {
        conflicts.clear();
        dropped = 0;
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < orders.length; i++) {
            for (int f = 0; lastIncluded[i] && f < orders[i].families(); f++) {
                parts.add(new Part(orders[i], i, f));
            }
        }
        parts.sort((a, b) -> {
            int names = a.descriptor().name().compareTo(b.descriptor().name());
            return names != 0 ? names : a.index != b.index ? a.index - b.index : a.given() - b.given();
        });
        List<Run> made = new ArrayList<>(parts.size());
        for (int i = 0; i < parts.size(); ) {
            int end = i + 1;
            while (end < parts.size()
                    && parts.get(end)
                            .descriptor()
                            .name()
                            .equals(parts.get(i).descriptor().name())) {
                end++;
            }
            family(parts.subList(i, end), made);
            i = end;
        }
        runs = made.toArray(new Run[0]);
        measure();
    }

    private void measure() {
        samples = 0;
        fixedBytes = 0;
        for (Run run : runs) {
            samples += run.to - run.from;
            fixedBytes += run.first ? run.family.textHeader().length : 0;
            for (int i = run.from; i < run.to; i++) {
                Series series = run.order.series(i);
                fixedBytes += series.name().length + series.labels().length + 1;
            }
        }
    }

    int samples() {
        return samples;
    }

    /** Length of the page as text 0.0.4, but for the numbers. */
    long fixedBytes() {
        return fixedBytes;
    }

    private void family(List<Part> parts, List<Run> into) {
        MetricFamily family = parts.get(0).descriptor();
        List<Part> agreeing = new ArrayList<>(parts.size());
        for (Part part : parts) {
            MetricFamily other = part.descriptor();
            if (!SeriesOrder.agree(other, family)) {
                conflict(family.name() + " has another type or help");
                dropped += part.order.familyEnd(part.family) - part.order.familyStart(part.family);
            } else {
                agreeing.add(part);
            }
        }
        if (SeriesOrder.inGivenOrder(family)) {
            inGivenOrder(family, agreeing, into);
        } else {
            merge(family, agreeing, into);
        }
    }

    /** Walks all parts side by side, cutting a new run wherever the next series is in another buffer or a duplicate. */
    private void merge(MetricFamily family, List<Part> parts, List<Run> into) {
        int[] at = new int[parts.size()];
        for (int p = 0; p < at.length; p++) {
            at[p] = parts.get(p).order.familyStart(parts.get(p).family);
        }
        boolean first = true;
        int runPart = -1;
        int runFrom = 0;
        Series last = null;
        while (true) {
            int next = smallest(parts, at);
            boolean duplicate = next >= 0
                    && last != null
                    && Series.compare(parts.get(next).order.series(at[next]), last) == 0;
            if (runPart >= 0 && (next != runPart || duplicate)) {
                if (at[runPart] > runFrom) {
                    into.add(new Run(parts.get(runPart).order, runFrom, at[runPart], family, first));
                    first = false;
                }
                runPart = -1;
            }
            if (next < 0) {
                return;
            }
            if (duplicate) {
                conflict(parts.get(next).order.series(at[next]) + " is given twice");
                dropped++;
            } else {
                if (runPart < 0) {
                    runPart = next;
                    runFrom = at[next];
                }
                last = parts.get(next).order.series(at[next]);
            }
            at[next]++;
        }
    }

    private static int smallest(List<Part> parts, int[] at) {
        int found = -1;
        for (int p = 0; p < at.length; p++) {
            Part part = parts.get(p);
            if (at[p] < part.order.familyEnd(part.family)
                    && (found < 0
                            || Series.compare(
                                            part.order.series(at[p]),
                                            parts.get(found).order.series(at[found]))
                                    < 0)) {
                found = p;
            }
        }
        return found;
    }

    private void inGivenOrder(MetricFamily family, List<Part> parts, List<Run> into) {
        Set<Series> seen = new HashSet<>();
        boolean first = true;
        for (Part part : parts) {
            int end = part.order.familyEnd(part.family);
            int from = part.order.familyStart(part.family);
            for (int at = from; at <= end; at++) {
                boolean duplicate = at < end && !seen.add(part.order.series(at));
                if (at == end || duplicate) {
                    if (at > from) {
                        into.add(new Run(part.order, from, at, family, first));
                        first = false;
                    }
                    from = at + 1;
                }
                if (duplicate) {
                    conflict(part.order.series(at) + " is given twice");
                    dropped++;
                }
            }
        }
    }

    private void conflict(String what) {
        if (conflicts.size() < CONFLICTS_NAMED) {
            conflicts.add(what);
        }
    }

    /** Changes whenever {@link #refresh} says that something moved. */
    int version() {
        return version;
    }

    Run[] runs() {
        return runs;
    }

    /** Up to {@value #CONFLICTS_NAMED} sentences on what the present layout had to drop. */
    public List<String> conflicts() {
        return conflicts;
    }

    /** Series that the present layout had to drop. */
    public int dropped() {
        return dropped;
    }
}
