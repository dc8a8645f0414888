package dev.sonde.core.http;

/** Something that is going to happen, unless it is cancelled first. */
public interface Cancellable {
    /** Has no effect once it has happened. From any thread. */
    void cancel();
}
