package dev.sonde.node.linux;

import dev.sonde.node.linux.StatCall.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks about mounts that may not answer, on daemon threads that are few, started when needed and kept. Rounds are run
 * by one thread at a time: {@link #ask} for each mount, then {@link #await}.
 *
 * <p>{@code workers} calls run side by side. One that has not answered within {@value #PATIENCE_MILLIS} ms no longer
 * counts as one of them, so that mounts that would answer do not wait behind it. {@value #MAX_STUCK} threads more are
 * the limit; when all of them hang, what is left is not asked at all.
 */
public final class StatPool {
    static final int MAX_STUCK = 16;
    private static final long PATIENCE_MILLIS = 100;

    private final MountStat stat;
    private final int workers;
    private final ArrayDeque<StatCall> queue = new ArrayDeque<>();
    private final List<StatCall> round = new ArrayList<>();
    private int unanswered;
    private int threads;
    private int busy;
    private int overdue;
    private int started;

    public StatPool(MountStat stat, int workers) {
        this.stat = stat;
        this.workers = Math.max(1, workers);
    }

    /** Has the question asked in this round, unless it is still out from an earlier one. */
    public synchronized void ask(StatCall call) {
        call.answered = false;
        if (call.state != State.IDLE) {
            return;
        }
        call.state = State.QUEUED;
        call.inRound = true;
        queue.add(call);
        round.add(call);
        unanswered++;
        startThreads();
        notifyAll();
    }

    /** Waits until every question of the round has its answer, at most until this time of the nano clock. */
    public synchronized void await(long deadlineNanos) {
        try {
            while (unanswered > 0) {
                long now = System.nanoTime();
                long left = (deadlineNanos - now + 999_999) / 1_000_000;
                if (left <= 0 || !queue.isEmpty() && !giveWay(now)) {
                    break;
                }
                wait(queue.isEmpty() ? left : Math.min(left, PATIENCE_MILLIS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        endRound();
    }

    /** Lets what is queued pass calls that hang; false when nothing in the queue has a chance. */
    private boolean giveWay(long now) {
        boolean moving = false;
        for (StatCall call : round) {
            if (call.state != State.RUNNING) {
                continue;
            }
            if (now - call.startedNanos < PATIENCE_MILLIS * 1_000_000) {
                moving = true;
            } else {
                overdue(call);
            }
        }
        startThreads();
        return moving || threads > busy;
    }

    private void overdue(StatCall call) {
        call.state = State.OVERDUE;
        overdue++;
    }

    private void endRound() {
        queue.clear();
        for (StatCall call : round) {
            call.inRound = false;
            if (call.state == State.QUEUED) {
                call.state = State.IDLE;
            } else if (call.state == State.RUNNING) {
                overdue(call);
            }
        }
        round.clear();
        unanswered = 0;
    }

    private void startThreads() {
        while (queue.size() > threads - busy && threads - overdue < workers && threads < workers + MAX_STUCK) {
            started++;
            Thread thread = new Thread(new Worker(), "node-agent-statfs-" + started);
            thread.setDaemon(true);
            thread.start();
            threads++;
        }
    }

    private final class Worker implements Runnable {
        @Override
        public void run() {
            try {
                for (StatCall call = take(); call != null; call = take()) {
                    try {
                        call.run(stat);
                    } finally {
                        done(call);
                    }
                }
            } finally {
                leave();
            }
        }
    }

    /** The next question, or null for a thread that is one too many since a call that hung has come back. */
    private synchronized @Nullable StatCall take() {
        while (true) {
            if (threads - overdue > workers) {
                return null;
            }
            StatCall call = queue.poll();
            if (call != null) {
                call.state = State.RUNNING;
                call.startedNanos = System.nanoTime();
                busy++;
                return call;
            }
            try {
                wait();
            } catch (InterruptedException e) {
                return null;
            }
        }
    }

    private synchronized void done(StatCall call) {
        if (call.state == State.OVERDUE) {
            overdue--;
        }
        call.state = State.IDLE;
        busy--;
        if (call.inRound) {
            call.answered = true;
            unanswered--;
            notifyAll();
        }
    }

    private synchronized void leave() {
        threads--;
    }
}
