package dev.sonde.core.log;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Logs a failure when it begins and when it ends, not each time it is met. The keys say what may fail: a collector, a
 * file, a device. Repeated failures go to the debug level.
 *
 * <p>The number of keys is bounded. When all places are taken by failures met within the last hour, new ones are no
 * longer told, and that is told once. Any thread.
 */
public final class StateLog {
    private static final int MAX_KEYS = 1024;
    private static final long FORGET_AFTER_NANOS = 3_600_000_000_000L;

    private final Logger logger;
    private final int maxKeys;
    private final long forgetAfterNanos;

    /** Key to when it last failed, the one longest ago first. */
    private final Map<String, Long> failing = new LinkedHashMap<>(16, 0.75f, true);

    private boolean full;

    public StateLog(Logger logger) {
        this(logger, MAX_KEYS, FORGET_AFTER_NANOS);
    }

    StateLog(Logger logger, int maxKeys, long forgetAfterNanos) {
        this.logger = logger;
        this.maxKeys = maxKeys;
        this.forgetAfterNanos = forgetAfterNanos;
    }

    /** Logs {@code message} as a warning if {@code key} did not fail before. */
    public void failed(String key, String message, @Nullable Throwable cause) {
        if (begins(key)) {
            logger.warn(message, cause);
        } else {
            logger.debug(message, cause);
        }
    }

    /** Logs {@code message} if {@code key} failed before. */
    public void recovered(String key, String message) {
        if (ends(key)) {
            logger.info(message);
        }
    }

    private synchronized boolean begins(String key) {
        long now = System.nanoTime();
        boolean known = failing.containsKey(key);
        if (!known && failing.size() >= maxKeys && !forgetEldest(now)) {
            if (!full) {
                full = true;
                logger.warn("More than {} different failures, further ones are logged at level debug", maxKeys);
            }
            return false;
        }
        failing.put(key, now);
        return !known;
    }

    private synchronized boolean ends(String key) {
        boolean known = failing.remove(key) != null;
        full &= !known;
        return known;
    }

    private boolean forgetEldest(long now) {
        Iterator<Long> times = failing.values().iterator();
        if (!times.hasNext() || now - times.next() < forgetAfterNanos) {
            return false;
        }
        times.remove();
        return true;
    }
}
