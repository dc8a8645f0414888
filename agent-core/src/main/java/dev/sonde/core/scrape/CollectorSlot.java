package dev.sonde.core.scrape;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.NoDataException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One collector and who is running it: at most one run at a time, whatever scrapes overlap. Thread-safe.
 */
final class CollectorSlot {
    private static final Logger log = LoggerFactory.getLogger(CollectorSlot.class);

    private final AgentCollector collector;
    private @Nullable ScrapeRun owner;
    private Outcome reported = Outcome.OK;

    CollectorSlot(AgentCollector collector) {
        this.collector = collector;
    }

    AgentCollector collector() {
        return collector;
    }

    String name() {
        return collector.name();
    }

    /** Takes the collector for a run if nobody has it. */
    synchronized boolean claim(ScrapeRun run) {
        if (owner != null) {
            return false;
        }
        owner = run;
        return true;
    }

    /** Whether the run that has the collector has been answered without it. */
    synchronized boolean isStuck() {
        return owner != null && owner.isClosed();
    }

    /** Waits for the collector until the given time; false when it did not come free or got stuck. */
    synchronized boolean claim(ScrapeRun run, long deadlineNanos) throws InterruptedException {
        while (owner != null) {
            long millis = (deadlineNanos - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                return false;
            }
            wait(millis);
        }
        owner = run;
        return true;
    }

    synchronized void release() {
        owner = null;
        notifyAll();
    }

    /** Logs when the outcome is another than the one before. */
    void report(Outcome outcome, @Nullable Throwable cause) {
        synchronized (this) {
            if (outcome == reported || outcome == Outcome.STUCK && reported == Outcome.TIMEOUT) {
                return;
            }
            reported = outcome;
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

    private static String message(@Nullable Throwable cause) {
        if (cause == null) {
            return "";
        }
        String text = cause.getMessage();
        boolean expected = cause instanceof IOException || cause instanceof NoDataException;
        return expected && text != null ? text : cause.toString();
    }
}
