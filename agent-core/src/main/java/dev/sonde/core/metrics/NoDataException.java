package dev.sonde.core.metrics;

/**
 * The thing a collector reports on is not on this host: hardware absent, kernel without the feature, access forbidden by
 * the sandbox. Success is 0, as with the peers, and the reason says {@code no_data}; logged at debug only. Without a
 * stack trace, so a collector keeps one and throws it on every scrape.
 */
public final class NoDataException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message what is absent, naming the file or call: {@code /proc/net/rpc/nfs: no such file} */
    public NoDataException(String message) {
        super(message, null, false, false);
    }
}
