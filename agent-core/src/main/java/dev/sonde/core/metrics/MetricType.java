package dev.sonde.core.metrics;

/** The type of a family as the wire formats name it. */
public enum MetricType {
    COUNTER("counter"),
    GAUGE("gauge"),
    UNTYPED("untyped"),
    SUMMARY("summary"),
    HISTOGRAM("histogram");

    private final String text;

    MetricType(String text) {
        this.text = text;
    }

    /** The word after the name in a {@code # TYPE} line of text format 0.0.4. */
    public String text() {
        return text;
    }
}
