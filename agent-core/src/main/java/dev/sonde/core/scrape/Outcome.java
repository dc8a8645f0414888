package dev.sonde.core.scrape;

/** How a collector's run ended; the label value {@code reason} of what did not end well. */
enum Outcome {
    OK("ok"),
    /** What it reports on is not on this host. */
    NO_DATA("no_data"),
    /** It could not read or understand its source. */
    ERROR("error"),
    /** It had not returned when the scrape had to be answered. */
    TIMEOUT("timeout"),
    /** Its run of an earlier scrape has not returned yet, so it was not started again. */
    STUCK("stuck");

    private final String label;

    Outcome(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
