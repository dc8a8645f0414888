package dev.sonde.node.dbus;

import java.io.IOException;

/** The bus did not answer, answered with an error, or not in a way that can be understood. */
public final class BusException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String errorName;

    BusException(String message) {
        this(message, "");
    }

    /** @param errorName of the error that is the answer; the connection is as good as before */
    BusException(String message, String errorName) {
        super(message);
        this.errorName = errorName;
    }

    /** As {@code org.freedesktop.DBus.Error.AccessDenied}; empty when it is not an answer that this tells of. */
    String errorName() {
        return errorName;
    }
}
