package dev.sonde.core.scrape;

/** What the families about an agent's collectors are called; each peer has its own words. Immutable. */
public final class ReportNames {
    final String duration;
    final String success;
    final String reason;
    final String collectorPrefix;

    /**
     * @param duration name of the family that says how long a collector took
     * @param success name of the family that says whether it delivered
     * @param reason name of the family that says why it did not
     * @param collectorPrefix what precedes the collector's name in the label {@code collector}
     */
    public ReportNames(String duration, String success, String reason, String collectorPrefix) {
        this.duration = duration;
        this.success = success;
        this.reason = reason;
        this.collectorPrefix = collectorPrefix;
    }

    /** {@code node} gives {@code node_scrape_collector_success} and its like, as most agents have them. */
    public static ReportNames of(String prefix) {
        return new ReportNames(
                prefix + "_scrape_collector_duration_seconds",
                prefix + "_scrape_collector_success",
                prefix + "_scrape_collector_failure_reason",
                "");
    }
}
