package dev.sonde.core.http;

/** Answers the calls of a path. */
public interface Route {
    /**
     * Takes a call, which is answered now or later; a route answers every call it takes. Called on an I/O thread, so it
     * must not block: what may block goes through {@link HttpCall#execute}. An exception is logged and answered 500.
     */
    void handle(HttpCall call);
}
