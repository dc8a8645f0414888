package dev.sonde.jmx.scrape;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;

/** What the agent says about reading MBeans: the peer's families, and ours about what was left out and why. */
final class ScrapeMetrics {
    private static final int NANO_DIGITS = 9;

    private final Series duration = MetricFamily.gauge(
                    "jmx_scrape_duration_seconds", "Time that reading the MBeans took.")
            .series();
    private final Series error = MetricFamily.gauge(
                    "jmx_scrape_error", "Whether the MBeans could not be read: 1 yes, 0 no.")
            .series();
    private final Series cached = MetricFamily.gauge(
                    "jmx_scrape_cached_beans", "MBeans of which it is kept what the rules make of them.")
            .series();
    private final Series reloads = MetricFamily.counter(
                    "jmx_config_reload_success_total", "Changes of the rules file that were taken over.")
            .series();
    private final Series reloadFailures = MetricFamily.counter(
                    "jmx_config_reload_failure_total", "Scrapes that found a changed rules file that cannot be used.")
            .series();
    private final Series incomplete = MetricFamily.gauge(
                    "jmx_agent_scrape_incomplete", "Whether time was up before all MBeans were read: 1 yes, 0 no.")
            .series();
    private final Series busy = MetricFamily.gauge(
                    "jmx_agent_stuck_beans", "MBeans that have been asked and do not answer; they are left out.")
            .series();
    private final MetricFamily dropped = MetricFamily.counter(
            "jmx_agent_dropped_samples_total",
            "Samples left out: over the limit of series, counters below zero, values that fail when looked at.",
            "reason");
    private final Series beyond = dropped.series("series_limit");
    private final Series negative = dropped.series("negative_counter");
    private final Series broken = dropped.series("broken_value");
    private final Series exhausted = MetricFamily.counter(
                    "jmx_agent_regex_exhausted_total", "Matches of a rule that were given up for taking too long.")
            .series();
    private long succeeded;
    private long failed;
    private long brokenValues;
    private long beyondBefore;
    private long negativeBefore;
    private long exhaustedBefore;
    private long beyondNow;
    private long negativeNow;
    private long exhaustedNow;

    /** A new rules file is in force, whose session counts from 0. */
    void reloaded() {
        succeeded++;
        beyondBefore += beyondNow;
        negativeBefore += negativeNow;
        exhaustedBefore += exhaustedNow;
    }

    void reloadFailed() {
        failed++;
    }

    void write(MetricSink sink, Session session, long nanos) {
        Walk walk = session.walk();
        beyondNow = session.limits().beyond();
        negativeNow = session.limits().negative();
        exhaustedNow = session.exhausted();
        brokenValues += walk.failedValues();
        boolean failure = session.failure() != null;
        sink.decimal(duration, nanos, NANO_DIGITS);
        sink.sample(error, failure ? 1L : 0L);
        sink.sample(cached, (long) walk.size());
        sink.sample(reloads, succeeded);
        sink.sample(reloadFailures, failed);
        sink.sample(incomplete, failure || !walk.isFinished() ? 1L : 0L);
        sink.sample(busy, (long) walk.busy());
        sink.sample(beyond, beyondBefore + beyondNow);
        sink.sample(negative, negativeBefore + negativeNow);
        sink.sample(broken, brokenValues);
        sink.sample(exhausted, exhaustedBefore + exhaustedNow);
    }
}
