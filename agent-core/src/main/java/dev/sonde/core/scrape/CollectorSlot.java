package dev.sonde.core.scrape;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.NoDataException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One collector and who is running it: at most one run at a time, whatever scrapes overlap. Thread-safe.
 */
final class CollectorSlot {
    private static final Logger log = LoggerFactory.getLogger(CollectorSlot.class);

    /** One that fails in turns in one way and another says so once in this time. */
    private static final long QUIET_NANOS = 60_000_000_000L;

    private final AgentCollector collector;
    private final Queue<ScrapeRun> waiting = new ArrayDeque<>(1);
    private @Nullable ScrapeRun owner;
    private boolean stuck;
    private Outcome reported = Outcome.OK;
    private long failureNanos;
    private boolean refusing;

    CollectorSlot(AgentCollector collector) {
        this.collector = collector;
    }

    AgentCollector collector() {
        return collector;
    }

    String name() {
        return collector.name();
    }

    /** What a run that wants the collector meets. */
    enum Claim {
        /** It is the run's own, until {@link #release}. */
        TAKEN,
        /** Another run has it; {@link ScrapeRun#granted} follows when it comes free, unless {@link #withdraw} is first. */
        WAITING,
        /** An earlier run has been answered without it, and it still has not returned. */
        STUCK
    }

    synchronized Claim claim(ScrapeRun run) {
        if (owner == null) {
            owner = run;
            return Claim.TAKEN;
        }
        if (stuck) {
            return Claim.STUCK;
        }
        waiting.add(run);
        return Claim.WAITING;
    }

    synchronized void withdraw(ScrapeRun run) {
        waiting.remove(run);
    }

    /** The run has been answered while the collector is still at work for it. */
    synchronized void abandon(ScrapeRun run) {
        stuck |= owner == run;
    }

    /** Passes the collector on to who waits for it. Not to be called with the lock of a lane held. */
    void release() {
        ScrapeRun next = pass();
        while (next != null && !next.granted(this)) {
            next = pass();
        }
    }

    private synchronized @Nullable ScrapeRun pass() {
        stuck = false;
        owner = waiting.poll();
        return owner;
    }

    /** Logs when the outcome is another than the one before; from one failure to another only now and then. */
    void report(Outcome outcome, @Nullable Throwable cause) {
        synchronized (this) {
            if (outcome == reported || outcome == Outcome.STUCK && reported == Outcome.TIMEOUT) {
                return;
            }
            boolean still = isFailure(reported) && isFailure(outcome);
            reported = outcome;
            long now = System.nanoTime();
            if (still && now - failureNanos < QUIET_NANOS) {
                log.debug("collector fails in another way, collector={}, reason={}", name(), message(cause));
                return;
            }
            failureNanos = now;
        }
        switch (outcome) {
            case OK:
                log.info("collector works again, collector={}", name());
                break;
            case NO_DATA:
                log.debug("collector has no data, collector={}, reason={}", name(), message(cause));
                break;
            case ERROR:
                log.warn("collector failed, collector={}, reason={}", name(), message(cause));
                log.debug("collector failed, collector={}", name(), cause);
                break;
            default:
                log.warn("collector did not return in time and is left out until it does, collector={}", name());
                break;
        }
    }

    private static boolean isFailure(Outcome outcome) {
        return outcome != Outcome.OK && outcome != Outcome.NO_DATA;
    }

    /** Logs when the collector begins to have more series than it may, or ends to. */
    void reportRefused(int series) {
        synchronized (this) {
            if (refusing == series > 0) {
                return;
            }
            refusing = series > 0;
        }
        if (series > 0) {
            log.warn("collector has more series than it may, collector={}, left out={}", name(), series);
        } else {
            log.info("collector has no more series than it may again, collector={}", name());
        }
    }

    private static String message(@Nullable Throwable cause) {
        if (cause == null) {
            return "";
        }
        String text = cause.getMessage();
        boolean expected = cause instanceof IOException || cause instanceof NoDataException;
        return expected && text != null ? text : cause.toString();
    }
}
