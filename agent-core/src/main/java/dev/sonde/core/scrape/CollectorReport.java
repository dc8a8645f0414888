package dev.sonde.core.scrape;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.SampleBuffer;
import dev.sonde.core.metrics.Series;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a page says about the collectors behind it. One thread at a time. */
final class CollectorReport {
    private static final int NANO_DIGITS = 9;

    private static final MetricFamily REFUSED = MetricFamily.gauge(
            "sonde_scrape_collector_refused_series",
            "Series of the collector that are not on this page because it had more than it may.",
            "collector");

    private final MetricFamily reasons;
    private final Series[] durations;
    private final Series[] successes;
    private final @Nullable Series[][] failures;
    private final @Nullable Series[] refused;
    private final List<CollectorSlot> slots;
    private final String prefix;

    CollectorReport(ReportNames names, List<CollectorSlot> slots) {
        this.slots = slots;
        prefix = names.collectorPrefix;
        MetricFamily duration = MetricFamily.gauge(names.duration, "Time that the collector took.", "collector");
        MetricFamily success =
                MetricFamily.gauge(names.success, "Whether the collector delivered: 1 yes, 0 no.", "collector");
        reasons = MetricFamily.gauge(
                names.reason,
                "Why the collector delivered nothing: no_data when the host has nothing of the kind, error, timeout, or"
                        + " stuck when an earlier run has not returned.",
                "collector",
                "reason");
        int n = slots.size();
        durations = new Series[n];
        successes = new Series[n];
        failures = new Series[n][];
        refused = new Series[n];
        for (int i = 0; i < n; i++) {
            durations[i] = duration.series(prefix + slots.get(i).name());
            successes[i] = success.series(prefix + slots.get(i).name());
            failures[i] = new Series[Outcome.values().length];
        }
    }

    /** @param buffers those of the collectors come first */
    void write(SampleBuffer into, Outcome[] outcomes, SampleBuffer[] buffers, ScrapeRun run) {
        for (int i = 0; i < outcomes.length; i++) {
            into.decimal(durations[i], run.nanos(i), NANO_DIGITS);
            into.sample(successes[i], outcomes[i] == Outcome.OK ? 1L : 0L);
            if (outcomes[i] != Outcome.OK) {
                into.sample(reason(i, outcomes[i]), 1L);
            } else if (buffers[i].refused() > 0) {
                into.sample(refused(i), buffers[i].refused());
            }
        }
    }

    private Series refused(int i) {
        Series made = refused[i];
        if (made == null) {
            made = refused[i] = REFUSED.series(prefix + slots.get(i).name());
        }
        return made;
    }

    private Series reason(int i, Outcome outcome) {
        Series made = failures[i][outcome.ordinal()];
        if (made == null) {
            made = reasons.series(prefix + slots.get(i).name(), outcome.label());
            failures[i][outcome.ordinal()] = made;
        }
        return made;
    }
}
