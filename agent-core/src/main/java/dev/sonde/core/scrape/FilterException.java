package dev.sonde.core.scrape;

/** A {@code collect[]} or {@code exclude[]} that cannot be followed; the message is for the client, status 400. */
public final class FilterException extends Exception {
    private static final long serialVersionUID = 1L;

    FilterException(String message) {
        super(message, null, false, false);
    }
}
