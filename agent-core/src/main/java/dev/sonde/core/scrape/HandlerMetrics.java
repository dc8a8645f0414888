package dev.sonde.core.scrape;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Scrapes answered by status, under way, and pages that were not whole, under the names that the peers' HTTP library has
 * made customary. Thread-safe.
 */
public final class HandlerMetrics extends AgentCollector {
    private static final MetricFamily REQUESTS =
            MetricFamily.counter("promhttp_metric_handler_requests_total", "Scrapes answered, by HTTP status.", "code");
    private static final MetricFamily ERRORS = MetricFamily.counter(
            "promhttp_metric_handler_errors_total",
            "Pages that lacked something: gathering, because collectors disagreed; encoding, because none could be"
                    + " made.",
            "cause");

    private final Series ok = REQUESTS.series("200");
    private final Series failed = REQUESTS.series("500");
    private final Series refused = REQUESTS.series("503");
    private final Series gathering = ERRORS.series("gathering");
    private final Series encoding = ERRORS.series("encoding");
    private final Series inFlight = MetricFamily.gauge(
                    "promhttp_metric_handler_requests_in_flight", "Scrapes under way, this one included.")
            .series();

    private final GatherErrors gatherErrors;
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong refusals = new AtomicLong();
    private final AtomicInteger current = new AtomicInteger();

    public HandlerMetrics(GatherErrors gatherErrors) {
        super("handler");
        this.gatherErrors = gatherErrors;
    }

    /** A scrape has come; false, and counted as refused, when more than {@code most} would be under way. */
    public boolean enter(int most) {
        if (current.incrementAndGet() > most && most > 0) {
            current.decrementAndGet();
            refusals.incrementAndGet();
            return false;
        }
        return true;
    }

    /** A scrape that {@link #enter}ed has been answered with 200, or with an error. */
    public void leave(boolean success) {
        current.decrementAndGet();
        (success ? answered : failures).incrementAndGet();
    }

    @Override
    public void update(MetricSink sink) {
        sink.sample(ok, answered.get());
        sink.sample(failed, failures.get());
        sink.sample(refused, refusals.get());
        sink.sample(gathering, gatherErrors.pages());
        sink.sample(encoding, failures.get());
        sink.sample(inFlight, (long) current.get());
    }
}
