package dev.sonde.core.http.undertow;

import dev.sonde.core.http.HttpLimits;
import io.undertow.UndertowOptions;
import io.undertow.connector.ByteBufferPool;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.protocol.http.HttpOpenListener;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.StreamConnection;

/** Makes an HTTP connection of a TCP connection. I/O thread only. */
final class Opener {
    private static final int BUFFER_BYTES = 4096;
    private static final int POOLED_BUFFERS = 16;
    private static final int MAX_HEADER_BYTES = 64 << 10;
    private static final int MAX_HEADERS = 100;
    private static final int MAX_PARAMETERS = 1000;
    private static final long MAX_BODY_BYTES = 64 << 10;

    private final Connections connections;
    private final CallContext context;
    private final HttpOpenListener http;

    Opener(Connections connections, CallContext context, HttpLimits limits) {
        this.connections = connections;
        this.context = context;
        ByteBufferPool buffers = new DefaultByteBufferPool(true, BUFFER_BYTES, POOLED_BUFFERS, 0);
        this.http = new HttpOpenListener(buffers, options(limits));
    }

    private static OptionMap options(HttpLimits limits) {
        return OptionMap.builder()
                .set(UndertowOptions.MAX_HEADER_SIZE, MAX_HEADER_BYTES)
                .set(UndertowOptions.MAX_HEADERS, MAX_HEADERS)
                .set(UndertowOptions.MAX_PARAMETERS, MAX_PARAMETERS)
                .set(UndertowOptions.MAX_ENTITY_SIZE, MAX_BODY_BYTES)
                .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, (int) limits.requestMillis())
                .set(UndertowOptions.ALWAYS_SET_DATE, false)
                .set(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
                .set(UndertowOptions.ENABLE_STATISTICS, false)
                .getMap();
    }

    void open(StreamConnection channel) {
        Connection connection = new Connection(channel, connections, context);
        if (!connections.add(connection)) {
            IoUtils.safeClose(channel);
            return;
        }
        // The listener hands the handler it has at this moment to the connection, so each has its own.
        http.setRootHandler(connection);
        http.handleEvent(channel);
    }
}
