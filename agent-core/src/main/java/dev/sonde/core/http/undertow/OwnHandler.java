package dev.sonde.core.http.undertow;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.ConnectorStatistics;
import io.undertow.server.DelegateOpenListener;
import io.undertow.server.HttpHandler;
import org.jspecify.annotations.Nullable;
import org.xnio.OptionMap;
import org.xnio.StreamConnection;

/**
 * Gives a connection a handler of its own. A listener hands the root handler that it has at the moment to the connection
 * it opens; where the protocol is negotiated, that moment comes after the handshake. I/O thread only.
 */
final class OwnHandler implements DelegateOpenListener {
    private final DelegateOpenListener listener;
    private final Connection connection;

    OwnHandler(DelegateOpenListener listener, Connection connection) {
        this.listener = listener;
        this.connection = connection;
    }

    @Override
    public void handleEvent(StreamConnection channel, @Nullable PooledByteBuffer read) {
        listener.setRootHandler(connection);
        listener.handleEvent(channel, read);
    }

    @Override
    public void handleEvent(StreamConnection channel) {
        handleEvent(channel, null);
    }

    @Override
    public HttpHandler getRootHandler() {
        return listener.getRootHandler();
    }

    @Override
    public void setRootHandler(HttpHandler handler) {
        // It has its own.
    }

    @Override
    public OptionMap getUndertowOptions() {
        return listener.getUndertowOptions();
    }

    @Override
    public void setUndertowOptions(OptionMap options) {
        listener.setUndertowOptions(options);
    }

    @Override
    public ByteBufferPool getBufferPool() {
        return listener.getBufferPool();
    }

    @Override
    public ConnectorStatistics getConnectorStatistics() {
        return listener.getConnectorStatistics();
    }

    @Override
    public void closeConnections() {
        listener.closeConnections();
    }
}
