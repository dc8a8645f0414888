package dev.sonde.core.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request and the place for its response.
 *
 * <p>One thread at a time, except where a method says otherwise: a route that hands the call to another thread lets go
 * of it.
 */
public interface HttpCall {
    /** As sent: {@code GET}, {@code HEAD}, ... */
    String method();

    /** Decoded, without the query: {@code /metrics}. */
    String path();

    /** The first value of a request header, whose name has any case. */
    @Nullable String header(String name);

    /** The decoded values of a query parameter in the order given; empty if it is absent. */
    List<String> queryValues(String name);

    /** Sets a response header; to be called before {@link #respond}. */
    void setHeader(String name, String value);

    /**
     * Sends the response; the first call counts, later ones are ignored. From any thread; never throws and never waits
     * for the client.
     *
     * @param body not to be changed any more; may be shared by many calls. Not sent in answer to HEAD
     * @param length how many bytes of the body are sent, and what Content-Length says
     */
    void respond(int status, String contentType, byte[] body, int length);

    /**
     * Runs work on the bounded pool, off the I/O thread. An exception of the work, or a pool that has no room, answers
     * the call with an error. From any thread; never throws.
     */
    void execute(Runnable work);

    /**
     * Runs an action once, on the I/O thread of this call, when the time has passed, be the call answered by then or
     * not. To be called on that thread, where it costs no wake-up of another.
     */
    Cancellable after(long millis, Runnable action);

    /**
     * Runs the rest of a route on the I/O thread, as {@link Route#handle} is, after work on another one. An exception is
     * answered 500. From any thread; never throws.
     */
    void resume(Runnable rest);

    /** Whether work for this call is in vain: it is answered, or the client is known to be gone. From any thread. */
    boolean isDone();
}
