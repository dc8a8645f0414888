package dev.sonde.core.http.undertow;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Methods;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSinkChannel;

/**
 * Writes a response and ends the exchange. The body goes out in windows, since the JDK copies a heap buffer into a direct
 * one of the same size and keeps that for the thread: ten megabytes at once would stay for good. I/O thread only.
 */
final class BodyWriter implements ChannelListener<StreamSinkChannel> {
    private static final int WINDOW = 64 << 10;

    private final HttpServerExchange exchange;
    private final ByteBuffer buffer;
    private final int length;

    BodyWriter(HttpServerExchange exchange, byte[] body, int length) {
        this.exchange = exchange;
        this.buffer = ByteBuffer.wrap(body);
        this.length = length;
    }

    void start() {
        if (length == 0 || exchange.getRequestMethod().equals(Methods.HEAD)) {
            exchange.endExchange();
            return;
        }
        @Nullable StreamSinkChannel channel = exchange.getResponseChannel();
        if (channel == null) {
            exchange.endExchange();
        } else {
            handleEvent(channel);
        }
    }

    @Override
    public void handleEvent(StreamSinkChannel channel) {
        try {
            while (buffer.position() < length) {
                limit(Math.min(length, buffer.position() + WINDOW));
                if (channel.write(buffer) == 0) {
                    channel.getWriteSetter().set(this);
                    channel.resumeWrites();
                    return;
                }
            }
            channel.suspendWrites();
            exchange.endExchange();
        } catch (IOException e) {
            IoUtils.safeClose(exchange.getConnection()); // the client went away
            exchange.endExchange();
        }
    }

    /** ByteBuffer overrides this method in later JDKs, and code compiled there would not run on 8. */
    private void limit(int limit) {
        ((java.nio.Buffer) buffer).limit(limit);
    }
}
