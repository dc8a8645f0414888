package dev.sonde.core.http;

/** An address that cannot be listened on. The message is one line for the user; there is no stack trace. */
public final class ListenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ListenException(String message) {
        super(message, null, false, false);
    }
}
