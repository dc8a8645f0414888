package dev.sonde.node.linux;

import java.util.Arrays;

/** How often each interface index occurs: a hash table of numbers that keeps its room. One thread at a time. */
public final class IndexCounts {
    private int[] keys = new int[64];

    /** 0 where the place is free. */
    private int[] counts = new int[64];

    private int size;
    private int total;

    void clear() {
        Arrays.fill(counts, 0);
        size = 0;
        total = 0;
    }

    void add(int index) {
        int at = place(index);
        if (counts[at] == 0) {
            keys[at] = index;
            if (++size > keys.length / 2) {
                grow();
                at = place(index);
                keys[at] = index;
            }
        }
        counts[at]++;
        total++;
    }

    public int get(int index) {
        return counts[place(index)];
    }

    /** The sum of all counts. */
    public int total() {
        return total;
    }

    private int place(int index) {
        int mask = keys.length - 1;
        int at = index * 0x9e3779b9 >>> 7 & mask;
        while (counts[at] != 0 && keys[at] != index) {
            at = at + 1 & mask;
        }
        return at;
    }

    private void grow() {
        int[] oldKeys = keys;
        int[] oldCounts = counts;
        keys = new int[2 * oldKeys.length];
        counts = new int[2 * oldKeys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldCounts[i] != 0) {
                int at = place(oldKeys[i]);
                keys[at] = oldKeys[i];
                counts[at] = oldCounts[i];
            }
        }
    }
}
