package dev.sonde.core.http.undertow;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.ServerConnection;
import io.undertow.util.SameThreadExecutor;
import java.util.ArrayList;
import java.util.List;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;

/**
 * One client connection: takes its requests and tells the table of connections what it is waiting for. I/O thread only.
 */
final class Connection implements HttpHandler, ServerConnection.CloseListener {
    /** What a connection waits for, and so how long it may. */
    enum Phase {
        /** The first request. */
        OPENING,
        /** The next request. */
        IDLE,
        /** A route. */
        WORKING,
        /** The client, to take a response. */
        WRITING,
        CLOSED
    }

    private StreamConnection channel;
    private final Connections table;
    private final CallContext context;

    /** Almost always one; HTTP/2 has more. */
    private final List<UndertowCall> calls = new ArrayList<>(1);

    Phase phase = Phase.OPENING;
    long phaseBegan;
    private long unsent;

    Connection(StreamConnection channel, Connections table, CallContext context) {
        this.channel = channel;
        this.table = table;
        this.context = context;
    }

    /** Notes that TLS has been put around the connection: it has to be closed from the outermost layer. */
    StreamConnection within(StreamConnection outer) {
        channel = outer;
        return outer;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        if (phase == Phase.OPENING) {
            exchange.getConnection().addCloseListener(this);
        }
        if (table.isDraining()) {
            exchange.setPersistent(false);
        }
        UndertowCall call = new UndertowCall(exchange, this, context);
        calls.add(call);
        update();
        // From within a handler an exchange could not be answered by another thread; its dispatched task can.
        exchange.dispatch(SameThreadExecutor.INSTANCE, call);
    }

    /** Notes that a call has begun to write or is over. */
    void update() {
        if (phase == Phase.CLOSED) {
            return;
        }
        boolean writing = false;
        long bytes = 0;
        for (int i = calls.size() - 1; i >= 0; i--) {
            writing |= calls.get(i).isWriting();
            bytes += calls.get(i).unsent();
        }
        Phase next = calls.isEmpty() ? Phase.IDLE : writing ? Phase.WRITING : Phase.WORKING;
        if (phase != next) {
            table.move(this, next);
        }
        holds(bytes);
    }

    private void holds(long bytes) {
        long more = bytes - unsent;
        unsent = bytes;
        table.unsent(this, more);
    }

    void ended(UndertowCall call) {
        calls.remove(call);
        update();
    }

    boolean isOpen() {
        return phase != Phase.CLOSED && channel.isOpen();
    }

    void close() {
        IoUtils.safeClose(channel);
        closed();
    }

    @Override
    public void closed(ServerConnection connection) {
        closed();
    }

    private void closed() {
        if (phase == Phase.CLOSED) {
            return;
        }
        table.move(this, Phase.CLOSED);
        holds(0);
        for (UndertowCall call : new ArrayList<>(calls)) {
            call.clientGone();
        }
        calls.clear();
    }
}
