package dev.sonde.core.http.undertow;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Methods;
import java.io.IOException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSinkChannel;

/**
 * Writes a response and ends the exchange. The body goes out in windows, since the JDK copies a heap buffer into a direct
 * one of the same size and keeps that for the thread: ten megabytes at once would stay for good. I/O thread only.
 */
final class BodyWriter implements ChannelListener<StreamSinkChannel> {
    /** A request body of up to so many bytes is read and ignored, so that the connection can go on. */
    static final long MAX_DRAINED = 64 << 10;

    private static final int WINDOW = 64 << 10;

    /**
     * Undertow keeps the buffer that it wrote together with the response's head for as long as the connection lives: of a
     * body larger than that it gets a copy of the beginning, or each idle client would hold ten megabytes.
     */
    private static final int BEGINNING = 8 << 10;

    private final HttpServerExchange exchange;
    private final ByteBuffer buffer;
    private final int length;

    /** Whether the request has a body that is too large, or of unknown size: then nobody waits for its end. */
    private final boolean closing;

    BodyWriter(HttpServerExchange exchange, byte[] body, int length) {
        this.exchange = exchange;
        this.buffer = ByteBuffer.wrap(body);
        boolean headless = exchange.getRequestMethod().equals(Methods.HEAD);
        this.length = headless ? 0 : length;
        long incoming = exchange.getRequestContentLength();
        this.closing = !exchange.isRequestComplete() && (incoming < 0 || incoming > MAX_DRAINED);
        if (closing) {
            exchange.setPersistent(false);
        }
    }

    void start() {
        StreamSinkChannel channel = length > 0 || closing ? exchange.getResponseChannel() : null;
        if (channel == null) {
            exchange.endExchange();
        } else {
            handleEvent(channel);
        }
    }

    @Override
    public void handleEvent(StreamSinkChannel channel) {
        try {
            if (!write(channel)) {
                channel.getWriteSetter().set(this);
                channel.resumeWrites();
                return;
            }
            channel.suspendWrites();
            if (closing) {
                IoUtils.safeClose(exchange.getConnection());
            }
            exchange.endExchange();
        } catch (IOException e) {
            IoUtils.safeClose(exchange.getConnection()); // the client went away
            exchange.endExchange();
        }
    }

    private boolean write(StreamSinkChannel channel) throws IOException {
        while (buffer.position() < length) {
            if (buffer.position() == 0 && length > BEGINNING) {
                int n = channel.write(ByteBuffer.wrap(Arrays.copyOf(buffer.array(), BEGINNING)));
                if (n == 0) {
                    return false;
                }
                ((Buffer) buffer).position(n);
            }
            // Buffer: ByteBuffer overrides this method in later JDKs, and code compiled there would not run on 8.
            ((Buffer) buffer).limit(Math.min(length, buffer.position() + WINDOW));
            if (channel.write(buffer) == 0) {
                return false;
            }
        }
        if (closing) {
            channel.shutdownWrites();
            return channel.flush();
        }
        return true;
    }
}
