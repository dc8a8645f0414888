package dev.sonde.core.scrape;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.SampleBuffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One collection for all requests that came while it was under way. The leader runs the collectors one after the other;
 * those that may block get threads of their own. When one that should not block does, a helper goes on with the rest, so
 * that it alone is missing. State is guarded by the lane.
 */
final class ScrapeRun {
    /** A collector that holds the others up for this share of the time, and at most for this long, is passed by. */
    private static final int STALL_SHARE = 4;

    private static final long STALL_MILLIS = 1000;

    /** Where a collector of this run is; the states after it has ended are outcomes. */
    private static final byte UNCLAIMED = 0;

    private static final byte CLAIMED = 1;
    private static final byte RUNNING = 2;

    private final Lane lane;
    private final long id;
    private final long startNanos = System.nanoTime();
    private volatile long deadlineNanos = startNanos;
    private final byte[] states;
    private final @Nullable Outcome[] outcomes;
    private final long[] nanos;
    private final List<ScrapeRequest> waiting = new ArrayList<>(1);
    private int open;
    private int cursor;
    private volatile boolean closed;

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
            return outcomes[i] != null || states[i] == UNCLAIMED ? nanos[i] : System.nanoTime() - startNanos;
        }
    }

    /** Called with the lane held. */
    void add(ScrapeRequest request) {
        waiting.add(request);
        deadlineNanos = Math.max(deadlineNanos, System.nanoTime() + request.timeoutMillis() * 1_000_000);
    }

    /** Sets the clocks of a request; on the thread that brought it. */
    void watch(ScrapeRequest request, boolean lead) {
        long millis = request.timeoutMillis();
        if (lead) {
            watchForStall(request, Math.max(1, Math.min(STALL_MILLIS, millis / STALL_SHARE)), millis);
        } else {
            request.after(millis, () -> execute(() -> expire(request)));
        }
    }

    private void watchForStall(ScrapeRequest request, long step, long leftMillis) {
        if (leftMillis <= step) {
            request.after(leftMillis, () -> execute(() -> expire(request)));
            return;
        }
        request.after(step, () -> {
            if (hasUnstarted()) {
                lane.threads.execute(this::inline);
            }
            watchForStall(request, step, leftMillis - step);
        });
    }

    /** Threads cannot run out while every stuck collector holds one; were it so, the caller's must do. */
    private void execute(Runnable work) {
        if (!lane.threads.execute(work)) {
            work.run();
        }
    }

    void lead() {
        try {
            List<CollectorSlot> slots = lane.slots;
            for (int i = 0; i < slots.size(); i++) {
                claim(i, slots.get(i));
            }
            if (slots.isEmpty()) {
                close();
            }
            inline();
            for (int i = 0; i < slots.size(); i++) {
                if (isUnclaimed(i) && slots.get(i).claim(this, deadlineNanos)) {
                    runUnlessClosed(i);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
        }
    }

    private void claim(int i, CollectorSlot slot) {
        if (slot.claim(this)) {
            boolean blocks = mayBlock(slot.collector());
            synchronized (lane) {
                states[i] = blocks ? RUNNING : CLAIMED;
            }
            if (blocks && !lane.threads.execute(() -> run(i))) {
                slot.release();
                ended(i, Outcome.STUCK, 0);
            }
        } else if (slot.isStuck()) {
            slot.report(Outcome.STUCK, null);
            ended(i, Outcome.STUCK, 0);
        }
    }

    private static boolean mayBlock(AgentCollector collector) {
        try {
            return collector.mayBlock();
        } catch (RuntimeException e) {
            return true;
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
            while (cursor < states.length) {
                int i = cursor++;
                if (states[i] == CLAIMED) {
                    states[i] = RUNNING;
                    return i;
                }
            }
            return -1;
        }
    }

    private boolean hasUnstarted() {
        synchronized (lane) {
            for (int i = cursor; i < states.length; i++) {
                if (states[i] == CLAIMED) {
                    return true;
                }
            }
            return false;
        }
    }

    private boolean isUnclaimed(int i) {
        synchronized (lane) {
            return states[i] == UNCLAIMED && outcomes[i] == null;
        }
    }

    /** A collector that another filter's scrape had. Once this run is closed its buffer belongs to the next. */
    private void runUnlessClosed(int i) {
        boolean late;
        synchronized (lane) {
            late = closed;
            states[i] = RUNNING;
        }
        if (late) {
            lane.slots.get(i).release();
        } else {
            run(i);
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
        } catch (IOException | RuntimeException | Error e) {
            outcome = Outcome.ERROR;
            cause = e;
        }
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

    /** What has not been started will not be, and is free for the next run. */
    private void end() {
        closed = true;
        for (int i = 0; i < states.length; i++) {
            if (states[i] == CLAIMED) {
                states[i] = UNCLAIMED;
                lane.slots.get(i).release();
            }
        }
    }

    private void fill(Outcome[] results) {
        for (int i = 0; i < results.length; i++) {
            Outcome outcome = outcomes[i];
            results[i] = outcome != null ? outcome : Outcome.TIMEOUT;
            if (closed && outcome == null) {
                lane.slots.get(i).report(Outcome.TIMEOUT, null);
            }
        }
    }
}
