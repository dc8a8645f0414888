package dev.sonde.jmx.scrape;

import dev.sonde.core.config.WatchedFile;
import dev.sonde.core.log.StateLog;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * All that the rules make of all MBeans. The MBeans are read on threads of its own, so that a page is made in time with
 * what there is; the rules file is looked at before each scrape.
 */
public final class JmxCollector extends AgentCollector {
    /** How long an MBean may take before the rest is read beside it: this, or this share of the time. */
    private static final long STALL_MILLIS = 1000;

    private static final int STALL_SHARE = 4;
    /** Kept for putting the page together: this, or this share of the time. */
    private static final long RESERVE_MILLIS = 250;

    private static final int RESERVE_SHARE = 8;

    private final WatchedFile<SessionPlan> file;
    private final ServerSource source;
    private final WalkThreads threads = new WalkThreads();
    private final ScrapeMetrics metrics = new ScrapeMetrics();
    private final StateLog log = new StateLog(LoggerFactory.getLogger(JmxCollector.class));
    private final BooleanSupplier ready;
    private @Nullable SessionPlan plan;
    private @Nullable Session session;

    /**
     * @param source where MBeans are read; closed with this collector's process only
     * @param ready whether they may be read yet
     */
    public JmxCollector(WatchedFile<SessionPlan> file, ServerSource source, BooleanSupplier ready) {
        super("mbeans");
        this.ready = ready;
        this.file = file;
        this.source = source;
    }

    @Override
    public void update(MetricSink sink) throws NoDataException {
        long start = System.nanoTime();
        Session now = session();
        if (!ready.getAsBoolean()) {
            throw new NoDataException("the application is not ready to be asked");
        }
        long millis = sink.remainingMillis();
        millis -= Math.min(RESERVE_MILLIS, millis / RESERVE_SHARE);
        if (now.config().scrapeTimeoutSeconds > 0) {
            millis = Math.min(millis, TimeUnit.SECONDS.toMillis(now.config().scrapeTimeoutSeconds));
        }
        try {
            now.scrape(sink, millis, Math.max(1, Math.min(STALL_MILLIS, millis / STALL_SHARE)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        tell(now);
        metrics.write(sink, now, System.nanoTime() - start);
    }

    private Session session() {
        SessionPlan wanted = file.get();
        Session current = session;
        if (current == null || wanted != plan) {
            if (current != null) {
                metrics.reloaded();
            }
            source.failed();
            current = new Session(wanted, source, threads);
            plan = wanted;
            session = current;
        }
        if (!file.isGood()) {
            metrics.reloadFailed();
        }
        return current;
    }

    private void tell(Session now) {
        String failure = now.failure();
        if (failure != null) {
            log.failed("scrape", "MBeans cannot be read: " + failure, null);
        } else {
            log.recovered("scrape", "MBeans can be read again");
        }
    }
}
