package dev.sonde.core.http;

import java.net.InetSocketAddress;
import java.util.List;

/** A server that is listening. */
public interface HttpServer extends AutoCloseable {
    /** Where it listens, in the order asked for, with the actual ports. */
    List<InetSocketAddress> addresses();

    /**
     * Stops in good order: takes no more connections, closes idle ones, waits a bounded time for responses that are due
     * and closes the rest. Blocks meanwhile; a second call does nothing.
     */
    @Override
    void close();
}
