package dev.sonde.core.http.undertow;

import dev.sonde.core.http.HttpLimits;
import dev.sonde.core.http.undertow.Connection.Phase;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioIoThread;

/**
 * All connections by what they wait for. A phase allows the same time to each, so its queue is in the order of the
 * deadlines. One timer stands for all and is set only while there is a deadline. I/O thread only.
 */
final class Connections implements Runnable {
    private final XnioIoThread ioThread;
    private final int max;
    private final PhaseQueue opening;
    private final PhaseQueue idle;
    private final PhaseQueue working = new PhaseQueue(Long.MAX_VALUE);
    private final PhaseQueue writing;
    private final long unsentMax;
    private int size;
    private long unsent;

    /** When the earliest timer fires, in nanoseconds from {@link #origin}. */
    private long timerDue = Long.MAX_VALUE;

    private final long origin = System.nanoTime();
    private @Nullable Runnable whenDrained;

    /**
     * @param max connections at a time
     * @param unsentMax bytes of responses that clients are slow to take, all together
     */
    Connections(XnioIoThread ioThread, HttpLimits limits, int max, long unsentMax) {
        this.ioThread = ioThread;
        this.max = max;
        this.unsentMax = unsentMax;
        this.opening = new PhaseQueue(TimeUnit.MILLISECONDS.toNanos(limits.requestMillis()));
        this.idle = new PhaseQueue(TimeUnit.MILLISECONDS.toNanos(limits.idleMillis()));
        this.writing = new PhaseQueue(TimeUnit.MILLISECONDS.toNanos(limits.writeMillis()));
    }

    /**
     * Takes a new connection. Where there are too many, the one idle longest gives way, or else the one that has been
     * opening longest.
     *
     * @return false when all others are at work
     */
    boolean add(Connection connection) {
        if (size >= max) {
            Connection least = idle.first() == null ? opening.first() : idle.first();
            if (least == null) {
                return false;
            }
            least.close();
        }
        size++;
        enter(connection);
        return true;
    }

    /** Puts a connection that was added into another phase. */
    void move(Connection connection, Phase next) {
        queue(connection.phase).members.remove(connection);
        connection.phase = next;
        if (next == Phase.CLOSED) {
            size--;
            reportDrained();
            return;
        }
        enter(connection);
        if (next == Phase.IDLE && whenDrained != null) {
            // Not at once: Undertow is still busy with the exchange that has just ended.
            ioThread.execute(connection::close);
        }
    }

    /**
     * Notes that a response waits for its client, or no longer. Where that comes to too much memory, the slowest others
     * are closed; one response may be of any size.
     */
    void unsent(Connection connection, long bytes) {
        unsent += bytes;
        while (unsent > unsentMax && writing.first() != null && writing.first() != connection) {
            writing.first().close();
        }
    }

    boolean isDraining() {
        return whenDrained != null;
    }

    /** Closes connections without work now and the others when they are done, then runs {@code action}. */
    void drain(Runnable action) {
        whenDrained = action;
        closeAll(opening);
        closeAll(idle);
        reportDrained();
    }

    /** Closes what is left. */
    void closeAll() {
        closeAll(opening);
        closeAll(idle);
        closeAll(working);
        closeAll(writing);
    }

    /** The timer: closes what is overdue. */
    @Override
    public void run() {
        timerDue = Long.MAX_VALUE;
        closeOverdue(opening);
        closeOverdue(idle);
        closeOverdue(writing);
    }

    private void enter(Connection connection) {
        connection.phaseBegan = now();
        PhaseQueue queue = queue(connection.phase);
        queue.members.add(connection);
        setTimer(queue);
    }

    private void closeOverdue(PhaseQueue queue) {
        Connection first = queue.first();
        while (first != null && queue.due(first) <= now()) {
            first.close();
            first = queue.first();
        }
        setTimer(queue);
    }

    /** A timer that fires too early, since its connection is gone, costs less than taking it back each time. */
    private void setTimer(PhaseQueue queue) {
        Connection first = queue.first();
        if (first != null && queue.due(first) < timerDue) {
            timerDue = queue.due(first);
            ioThread.executeAfter(this, TimeUnit.NANOSECONDS.toMillis(timerDue - now()) + 1, TimeUnit.MILLISECONDS);
        }
    }

    private void reportDrained() {
        if (size == 0 && whenDrained != null) {
            whenDrained.run();
        }
    }

    private static void closeAll(PhaseQueue queue) {
        for (Connection connection : new ArrayList<>(queue.members)) {
            connection.close();
        }
    }

    private long now() {
        return System.nanoTime() - origin;
    }

    private PhaseQueue queue(Phase phase) {
        switch (phase) {
            case OPENING:
                return opening;
            case IDLE:
                return idle;
            case WRITING:
                return writing;
            default:
                return working;
        }
    }

    private static final class PhaseQueue {
        final Set<Connection> members = new LinkedHashSet<>();
        private final long allowedNanos;

        PhaseQueue(long allowedNanos) {
            this.allowedNanos = allowedNanos;
        }

        @Nullable Connection first() {
            return members.isEmpty() ? null : members.iterator().next();
        }

        long due(Connection connection) {
            return allowedNanos == Long.MAX_VALUE ? allowedNanos : connection.phaseBegan + allowedNanos;
        }
    }
}
