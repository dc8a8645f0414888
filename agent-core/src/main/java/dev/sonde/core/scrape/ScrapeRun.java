package dev.sonde.core.scrape;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.SampleBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One collection for all requests that came while it was under way. The leader runs the collectors one after the other;
 * those that may block get threads of their own, and one that another filter's run has is taken up when it comes free.
 * When a collector holds the leader up, a helper goes on with the rest, so that it alone is missing. State is guarded by
 * the lane; no other lock but a slot's is taken with that held.
 */
final class ScrapeRun {
    /** A collector that holds the others up for this share of the time, and at most for this long, is passed by. */
    private static final int STALL_SHARE = 4;

    private static final long STALL_MILLIS = 1000;
    private static final long NANOS = 1_000_000;

    /** Not ours: not asked for yet, had by another run, or given back when this one ended before it was started. */
    private static final byte WANTED = 0;

    /** Ours, for the leader or a helper to run. */
    private static final byte CLAIMED = 1;

    /** Being run, or about to be by a thread of its own; has ended when there is an outcome. */
    private static final byte RUNNING = 2;

    private final Lane lane;
    private final long id;
    private final byte[] states;
    private final @Nullable Outcome[] outcomes;
    /** When it was started, as {@link System#nanoTime}; with an outcome how long it took. */
    private final long[] nanos;

    private final List<ScrapeRequest> waiting = new ArrayList<>(1);
    private final long startNanos = System.nanoTime();
    private volatile long deadlineNanos = startNanos;
    private long movedNanos = deadlineNanos;
    private int open;
    private volatile boolean closed;
    private boolean settled;

    ScrapeRun(Lane lane, long id) {
        this.lane = lane;
        this.id = id;
        int n = lane.slots.size();
        states = new byte[n];
        outcomes = new Outcome[n];
        nanos = new long[n];
        open = n;
    }

    long id() {
        return id;
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    /** Answered, with or without all its collectors. */
    boolean isClosed() {
        return closed;
    }

    /** How long the collector took, or has taken so far. */
    long nanos(int i) {
        synchronized (lane) {
            return outcomes[i] != null ? nanos[i] : states[i] == RUNNING ? System.nanoTime() - nanos[i] : 0;
        }
    }

    /** Called with the lane held. */
    void add(ScrapeRequest request) {
        waiting.add(request);
        deadlineNanos = Math.max(deadlineNanos, System.nanoTime() + request.timeoutMillis() * NANOS);
    }

    /** Sets the clocks of a request; on the thread that brought it. */
    void watch(ScrapeRequest request) {
        long millis = request.timeoutMillis();
        long patience = lane.limits.timeoutMillis > 0 ? Math.min(lane.limits.timeoutMillis, millis) : millis;
        long step = Math.max(1, Math.min(STALL_MILLIS, patience / STALL_SHARE));
        watch(request, step, System.nanoTime() + millis * NANOS);
    }

    private void watch(ScrapeRequest request, long step, long due) {
        long left = Math.max(0, (due - System.nanoTime()) / NANOS);
        if (left <= step) {
            request.after(left, () -> {
                if (!lane.threads.execute(() -> expire(request))) {
                    expire(request);
                }
            });
            return;
        }
        request.after(step, () -> {
            if (isHeldUp(step)) {
                lane.threads.execute(this::inline);
            } else if (isOverdue() && lane.threads.execute(this::close)) {
                return;
            }
            watch(request, step, due);
        });
    }

    /** Whether collectors are left to run and none has been taken up for so long; true once, for one helper. */
    private boolean isHeldUp(long millis) {
        synchronized (lane) {
            long now = System.nanoTime();
            if (closed || now - movedNanos < millis * NANOS) {
                return false;
            }
            for (byte state : states) {
                if (state == CLAIMED) {
                    movedNanos = now;
                    return true;
                }
            }
            return false;
        }
    }

    /** Whether every collector that has not ended has had the time that one may take. */
    private boolean isOverdue() {
        long limit = lane.limits.timeoutMillis * NANOS;
        if (limit <= 0) {
            return false;
        }
        synchronized (lane) {
            long now = System.nanoTime();
            for (int i = 0; i < states.length; i++) {
                long since = states[i] == RUNNING ? nanos[i] : startNanos;
                if (outcomes[i] == null && (states[i] == CLAIMED || now - since < limit)) {
                    return false;
                }
            }
            return !closed;
        }
    }

    void lead() {
        if (closed) {
            // its time was up while the run before was still at work
            lane.finished(this);
            return;
        }
        int n = states.length;
        for (int i = 0; i < n && !closed; i++) {
            claim(i, lane.slots.get(i));
        }
        if (n == 0) {
            close();
        }
        inline();
    }

    private void claim(int i, CollectorSlot slot) {
        switch (slot.claim(this)) {
            case TAKEN:
                if (!started(i)) {
                    slot.release();
                } else if (mayBlock(slot.collector())) {
                    spawn(i, slot);
                } else if (!keep(i)) {
                    slot.release();
                }
                break;
            case STUCK:
                slot.report(Outcome.STUCK, null);
                ended(i, Outcome.STUCK, 0);
                break;
            default:
                break;
        }
    }

    private static boolean mayBlock(AgentCollector collector) {
        try {
            return collector.mayBlock();
        } catch (RuntimeException | Error e) {
            return true;
        }
    }

    /**
     * A collector that this run waited for is its own now.
     *
     * @return false when the run has ended meanwhile, so that it is for the next one
     */
    boolean granted(CollectorSlot slot) {
        int i = lane.slots.indexOf(slot);
        if (!started(i)) {
            return false;
        }
        spawn(i, slot);
        return true;
    }

    private boolean started(int i) {
        synchronized (lane) {
            states[i] = closed ? WANTED : RUNNING;
            nanos[i] = System.nanoTime();
            return !closed;
        }
    }

    private boolean keep(int i) {
        synchronized (lane) {
            states[i] = closed ? WANTED : CLAIMED;
            return !closed;
        }
    }

    private void spawn(int i, CollectorSlot slot) {
        if (!lane.threads.execute(() -> run(i))) {
            slot.release();
            ended(i, Outcome.STUCK, 0);
        }
    }

    /** Runs what is left of the collectors that do not block; the leader does, and a helper when the leader is held up. */
    private void inline() {
        for (int i = next(); i >= 0; i = next()) {
            run(i);
        }
    }

    private int next() {
        synchronized (lane) {
            for (int i = 0; i < states.length && !closed; i++) {
                if (states[i] == CLAIMED) {
                    states[i] = RUNNING;
                    nanos[i] = movedNanos = System.nanoTime();
                    return i;
                }
            }
            return -1;
        }
    }

    private void run(int i) {
        CollectorSlot slot = lane.slots.get(i);
        SampleBuffer buffer = lane.buffers[i];
        long start = System.nanoTime();
        Outcome outcome = Outcome.OK;
        Throwable cause = null;
        try {
            buffer.begin(id, deadlineNanos);
            slot.collector().update(buffer);
            buffer.end();
        } catch (NoDataException e) {
            outcome = Outcome.NO_DATA;
            cause = e;
        } catch (Throwable e) {
            // whatever a collector throws, its slot must come free and its scrape be answered
            outcome = Outcome.ERROR;
            cause = e;
        }
        // an interrupt meant for one collector would close the files of the next
        Thread.interrupted();
        long took = System.nanoTime() - start;
        boolean late;
        synchronized (lane) {
            late = closed;
            if (late || outcome != Outcome.OK) {
                buffer.discard();
            }
        }
        slot.release();
        slot.report(outcome, cause);
        slot.reportRefused(buffer.refused());
        if (!late) {
            ended(i, outcome, took);
        }
    }

    private void ended(int i, Outcome outcome, long took) {
        boolean last;
        synchronized (lane) {
            outcomes[i] = outcome;
            nanos[i] = took;
            last = --open == 0;
        }
        if (last) {
            close();
        }
    }

    /** Answers everybody who waits with what there is, and ends the run. */
    void close() {
        try {
            lane.answer(this, this::takeAll);
        } finally {
            settle();
            lane.finished(this);
        }
    }

    private List<ScrapeRequest> takeAll(Outcome[] results) {
        synchronized (lane) {
            List<ScrapeRequest> all = new ArrayList<>(waiting);
            waiting.clear();
            end();
            fill(results);
            return all;
        }
    }

    /** A request's time is up: it gets what there is. The run goes on while others wait. */
    private void expire(ScrapeRequest request) {
        try {
            lane.answer(this, results -> take(request, results));
        } finally {
            if (closed) {
                settle();
                lane.finished(this);
            }
        }
    }

    private List<ScrapeRequest> take(ScrapeRequest request, Outcome[] results) {
        synchronized (lane) {
            List<ScrapeRequest> one = new ArrayList<>(1);
            if (waiting.remove(request)) {
                one.add(request);
                if (waiting.isEmpty()) {
                    end();
                }
                fill(results);
            }
            return one;
        }
    }

    /** Called with the lane held: nothing more is started for this run. */
    private void end() {
        closed = true;
        for (int i = 0; i < states.length; i++) {
            if (outcomes[i] != null) {
                continue;
            }
            if (states[i] == RUNNING) {
                lane.slots.get(i).abandon(this);
            } else if (states[i] == WANTED) {
                lane.slots.get(i).withdraw(this);
            }
        }
    }

    /** After the end: gives back what was not started, and says what has not returned. */
    private void settle() {
        byte[] left = new byte[states.length];
        synchronized (lane) {
            if (settled) {
                return;
            }
            settled = true;
            for (int i = 0; i < left.length; i++) {
                if (outcomes[i] == null) {
                    left[i] = states[i];
                    states[i] = states[i] == CLAIMED ? WANTED : states[i];
                }
            }
        }
        for (int i = 0; i < left.length; i++) {
            if (left[i] == CLAIMED) {
                lane.slots.get(i).release();
            } else if (left[i] == RUNNING) {
                lane.slots.get(i).report(Outcome.TIMEOUT, null);
            }
        }
    }

    private void fill(Outcome[] results) {
        for (int i = 0; i < results.length; i++) {
            Outcome outcome = outcomes[i];
            results[i] = outcome != null ? outcome : Outcome.TIMEOUT;
        }
    }
}
