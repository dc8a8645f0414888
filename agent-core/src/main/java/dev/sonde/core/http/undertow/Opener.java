package dev.sonde.core.http.undertow;

import dev.sonde.core.http.HttpLimits;
import dev.sonde.core.http.TlsSettings;
import io.undertow.UndertowOptions;
import io.undertow.connector.ByteBufferPool;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.protocol.http.AlpnOpenListener;
import io.undertow.server.protocol.http.HttpOpenListener;
import io.undertow.server.protocol.http2.Http2OpenListener;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.StreamConnection;

/** Makes an HTTP connection of a TCP connection. I/O thread only. */
final class Opener {
    private static final String HTTP_1_1 = "http/1.1";
    private static final int BUFFER_BYTES = 4096;
    private static final int POOLED_BUFFERS = 16;
    private static final int MAX_HEADER_BYTES = 64 << 10;
    private static final int MAX_HEADERS = 100;
    private static final int MAX_PARAMETERS = 1000;

    private static final int MAX_STREAMS = 100;

    private final Connections connections;
    private final CallContext context;
    private final ByteBufferPool buffers = new DefaultByteBufferPool(true, BUFFER_BYTES, POOLED_BUFFERS, 0);
    private final OptionMap options;
    private final HttpOpenListener http;
    private final @Nullable Http2OpenListener http2;
    private final TlsOpener tls;

    Opener(Connections connections, CallContext context, HttpLimits limits, TlsOpener tls) {
        this.connections = connections;
        this.context = context;
        this.tls = tls;
        this.options = options(limits);
        this.http = new HttpOpenListener(buffers, options);
        boolean offersHttp2 = context.webConfig.tls() != null && context.webConfig.http2();
        this.http2 = offersHttp2 ? new Http2OpenListener(buffers, options) : null;
    }

    private static OptionMap options(HttpLimits limits) {
        return OptionMap.builder()
                .set(UndertowOptions.MAX_HEADER_SIZE, MAX_HEADER_BYTES)
                .set(UndertowOptions.MAX_HEADERS, MAX_HEADERS)
                .set(UndertowOptions.MAX_PARAMETERS, MAX_PARAMETERS)
                .set(UndertowOptions.MAX_ENTITY_SIZE, BodyWriter.MAX_DRAINED)
                .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, (int) limits.requestMillis())
                .set(UndertowOptions.ALWAYS_SET_DATE, false)
                .set(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
                .set(UndertowOptions.ENABLE_STATISTICS, false)
                .set(UndertowOptions.HTTP2_SETTINGS_ENABLE_PUSH, false)
                .set(UndertowOptions.HTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, MAX_STREAMS)
                .getMap();
    }

    void open(StreamConnection channel) {
        Connection connection = new Connection(channel, connections, context);
        if (!connections.add(connection)) {
            IoUtils.safeClose(channel);
            return;
        }
        TlsSettings settings = context.webConfig.tls();
        if (settings == null) {
            openHttp(channel, connection);
        } else if (http2 == null) {
            openHttp(connection.within(tls.wrap(channel, settings)), connection);
        } else {
            negotiate(connection.within(tls.wrap(channel, settings)), connection, http2);
        }
    }

    private void openHttp(StreamConnection channel, Connection connection) {
        // The listener hands the handler it has at this moment to the connection, so each has its own.
        http.setRootHandler(connection);
        http.handleEvent(channel);
    }

    private void negotiate(StreamConnection channel, Connection connection, Http2OpenListener offered) {
        AlpnOpenListener alpn = new AlpnOpenListener(buffers, options, HTTP_1_1, new OwnHandler(http, connection));
        alpn.addProtocol(Http2OpenListener.HTTP2, new OwnHandler(offered, connection), 1);
        alpn.handleEvent(channel);
    }
}
