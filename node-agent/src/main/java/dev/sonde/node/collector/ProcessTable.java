package dev.sonde.node.collector;

import java.util.Arrays;

/**
 * The CPU time that each process had in the scrape before, so that what came since can be told. Kept as plain arrays in
 * the order of process numbers: thirty thousand processes take 2 MB. One thread at a time.
 */
final class ProcessTable {
    private static final class Side {
        int[] pids = {};
        long[] starts = {};
        long[] user = {};
        long[] system = {};
        int size;

        void room(int count) {
            size = 0;
            if (pids.length < count || pids.length > 4 * Math.max(count, 64)) {
                int length = count + count / 4;
                pids = new int[length];
                starts = new long[length];
                user = new long[length];
                system = new long[length];
            }
        }

        void add(int pid, long start, long userTicks, long systemTicks) {
            pids[size] = pid;
            starts[size] = start;
            user[size] = userTicks;
            system[size] = systemTicks;
            size++;
        }
    }

    private Side before = new Side();
    private Side now = new Side();
    private int next;
    private long newUser;
    private long newSystem;

    /** Starts a scrape of at most so many processes, which are then told of in ascending order. */
    void begin(int count) {
        Side last = now;
        now = before;
        before = last;
        now.room(count);
        next = 0;
    }

    /** Whether the process was there before, at {@code next}. */
    private boolean find(int pid) {
        int end = before.size;
        if (next < end && before.pids[next] < pid) {
            int at = Arrays.binarySearch(before.pids, next, end, pid);
            next = at < 0 ? -at - 1 : at;
        }
        return next < end && before.pids[next] == pid;
    }

    /** Takes what a process has used since it started; {@link #newUser} and {@link #newSystem} are what is new of it. */
    void take(int pid, long start, long userTicks, long systemTicks) {
        boolean known = find(pid) && before.starts[next] == start;
        newUser = Math.max(0, known ? userTicks - before.user[next] : userTicks);
        newSystem = Math.max(0, known ? systemTicks - before.system[next] : systemTicks);
        now.add(pid, start, userTicks, systemTicks);
    }

    /** A process that is there but cannot be read now: what it used is not to be counted again when it can. */
    void keep(int pid) {
        if (find(pid)) {
            now.add(pid, before.starts[next], before.user[next], before.system[next]);
        }
    }

    long newUser() {
        return newUser;
    }

    long newSystem() {
        return newSystem;
    }
}
