package dev.sonde.core.http.undertow;

import dev.sonde.core.http.TlsSettings;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.DefaultByteBufferPool;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import org.xnio.OptionMap;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.ssl.SslConnection;

/** Puts TLS around a connection. The heavy part of the handshake runs on the worker pool. I/O thread only. */
final class TlsOpener {
    /** A TLS record with its overhead. */
    private static final int RECORD_BYTES = 17 << 10;

    private static final int POOLED_BUFFERS = 16;

    private final Xnio xnio;
    private final Executor pool;
    private final DefaultByteBufferPool buffers = new DefaultByteBufferPool(true, RECORD_BYTES, POOLED_BUFFERS, 0);
    private @Nullable TlsSettings settings;
    private @Nullable UndertowXnioSsl ssl;

    TlsOpener(Xnio xnio, Executor pool) {
        this.xnio = xnio;
        this.pool = pool;
    }

    SslConnection wrap(StreamConnection channel, TlsSettings current) {
        UndertowXnioSsl wrapper = ssl;
        if (wrapper == null || settings != current) {
            wrapper = new UndertowXnioSsl(xnio, OptionMap.EMPTY, buffers, current.context(), pool);
            ssl = wrapper;
            settings = current;
        }
        SslConnection connection = wrapper.wrapExistingConnection(channel, OptionMap.EMPTY, false);
        SSLEngine engine = UndertowXnioSsl.getSslEngine(connection);
        current.configure(engine);
        return connection;
    }
}
