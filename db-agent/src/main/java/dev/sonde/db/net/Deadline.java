package dev.sonde.db.net;

import java.net.SocketTimeoutException;

/** A point in time by which something has to be over. Immutable. */
public final class Deadline {
    private static final long NANOS = 1_000_000;

    private final long nanos;

    private Deadline(long nanos) {
        this.nanos = nanos;
    }

    public static Deadline in(long millis) {
        return new Deadline(System.nanoTime() + millis * NANOS);
    }

    /** The earlier of this one and that many milliseconds from now. */
    public Deadline atMost(long millis) {
        long other = System.nanoTime() + millis * NANOS;
        return other - nanos < 0 ? new Deadline(other) : this;
    }

    /** As {@link System#nanoTime}. */
    public long nanoTime() {
        return nanos;
    }

    public boolean isOver() {
        return nanos - System.nanoTime() <= 0;
    }

    /** Milliseconds left, at least 1, as sockets want it. */
    public int millis() throws SocketTimeoutException {
        long left = nanos - System.nanoTime();
        if (left <= 0) {
            throw new SocketTimeoutException("timed out");
        }
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, left / NANOS));
    }
}
