package dev.sonde.node.collector;

import org.jspecify.annotations.Nullable;

/** The groups that have most of something, best first, of all that were offered. One thread at a time. */
final class TopGroups {
    private final boolean byMemory;
    private final @Nullable ProcessGroup[] best;
    private int size;

    /** @param byMemory by resident memory; otherwise by CPU time of late, then by that of all time */
    TopGroups(int most, boolean byMemory) {
        this.byMemory = byMemory;
        best = new ProcessGroup[most];
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    ProcessGroup get(int rank) {
        ProcessGroup group = best[rank];
        if (group == null || rank >= size) {
            throw new IndexOutOfBoundsException("no rank " + rank);
        }
        return group;
    }

    void offer(ProcessGroup group) {
        int at = size;
        while (at > 0 && isBefore(group, get(at - 1))) {
            at--;
        }
        if (at == best.length) {
            return;
        }
        if (size < best.length) {
            size++;
        }
        System.arraycopy(best, at, best, at + 1, size - at - 1);
        best[at] = group;
    }

    private boolean isBefore(ProcessGroup a, ProcessGroup b) {
        int order =
                byMemory ? Long.compare(a.residentPages(), b.residentPages()) : Long.compare(a.recent(), b.recent());
        if (order == 0) {
            order = Long.compare(a.ticks(), b.ticks());
        }
        return order == 0 ? a.name().compareTo(b.name()) < 0 : order > 0;
    }
}
