package dev.sonde.core.http.undertow;

import dev.sonde.core.http.Answers;
import dev.sonde.core.http.Cancellable;
import dev.sonde.core.http.HttpCall;
import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioExecutor;

/** A call on top of an exchange. The exchange itself is touched by the I/O thread only, but for reading the request. */
final class UndertowCall implements HttpCall, Runnable, ExchangeCompletionListener {
    private static final byte[] NOTHING = {};
    private static final int NOT_MODIFIED = 304;

    private final HttpServerExchange exchange;
    private final Connection connection;
    private final CallContext context;
    private final AtomicBoolean answered = new AtomicBoolean();
    private volatile boolean gone;
    private boolean writing;
    private int status;
    private String contentType = "";
    private byte[] body = NOTHING;
    private int length;

    UndertowCall(HttpServerExchange exchange, Connection connection, CallContext context) {
        this.exchange = exchange;
        this.connection = connection;
        this.context = context;
        exchange.addExchangeCompleteListener(this);
    }

    /** Routes the call. */
    @Override
    public void run() {
        if (exchange.getRequestContentLength() > BodyWriter.MAX_DRAINED) {
            Answers.text(this, 413, "413 request body too large\n");
            return;
        }
        try {
            context.route.handle(this);
        } catch (Throwable e) {
            failed(e);
        }
    }

    @Override
    public String method() {
        return exchange.getRequestMethod().toString();
    }

    @Override
    public String path() {
        return exchange.getRequestPath();
    }

    @Override
    public @Nullable String header(String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    @Override
    public List<String> queryValues(String name) {
        Deque<String> values = exchange.getQueryParameters().get(name);
        return values == null ? Collections.emptyList() : new ArrayList<>(values);
    }

    @Override
    public void setHeader(String name, String value) {
        exchange.getResponseHeaders().put(HttpString.tryFromString(name), value);
    }

    @Override
    public void respond(int status, String contentType, byte[] body, int length) {
        if (!answered.compareAndSet(false, true)) {
            return;
        }
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.length = length;
        if (exchange.isInIoThread()) {
            send();
        } else {
            onIoThread(new Sending());
        }
    }

    private void onIoThread(Runnable action) {
        try {
            exchange.getIoThread().execute(action);
        } catch (RejectedExecutionException e) {
            gone = true; // the server has been closed
        }
    }

    private void send() {
        if (gone) {
            body = NOTHING;
            return;
        }
        exchange.setStatusCode(status);
        if (status != NOT_MODIFIED) { // which has no body, and no length but that of what was not modified
            exchange.setResponseContentLength(length);
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, contentType);
        }
        for (Map.Entry<String, String> header : context.webConfig.headers().entrySet()) {
            setHeader(header.getKey(), header.getValue());
        }
        exchange.getResponseHeaders().put(Headers.DATE, context.date.at(System.currentTimeMillis()));
        writing = true;
        new BodyWriter(exchange, body, length).start();
        if (!gone) {
            connection.update();
        }
        if (context.failing && status < 500) {
            context.failing = false;
            context.failures.recovered(path(), "Answering again: " + path());
        }
    }

    @Override
    public void execute(Runnable work) {
        try {
            context.pool.execute(new Guarded(work));
        } catch (RejectedExecutionException e) {
            Answers.text(this, 503, "503 too many requests waiting, try again later\n");
        }
    }

    @Override
    public Cancellable after(long millis, Runnable action) {
        XnioExecutor.Key key =
                exchange.getIoThread().executeAfter(new Guarded(action), Math.max(1, millis), TimeUnit.MILLISECONDS);
        return new Timer(key);
    }

    @Override
    public void resume(Runnable rest) {
        onIoThread(new Guarded(rest));
    }

    @Override
    public boolean isDone() {
        return answered.get() || gone;
    }

    boolean isWriting() {
        return writing;
    }

    /** The size of a response that the client has not taken yet. */
    long unsent() {
        return writing ? length : 0;
    }

    /** The connection has been closed, whoever did it. */
    void clientGone() {
        gone = true;
        body = NOTHING;
    }

    @Override
    public void exchangeEvent(HttpServerExchange ended, NextListener next) {
        try {
            clientGone();
            connection.ended(this);
        } finally {
            next.proceed();
        }
    }

    private void failed(Throwable cause) {
        context.failing = true;
        context.failures.failed(path(), "Cannot answer " + path(), cause);
        Answers.text(this, 500, "500 internal server error\n");
    }

    private final class Sending implements Runnable {
        @Override
        public void run() {
            send();
        }
    }

    private static final class Timer implements Cancellable {
        private final XnioExecutor.Key key;

        Timer(XnioExecutor.Key key) {
            this.key = key;
        }

        @Override
        public void cancel() {
            key.remove();
        }
    }

    /** Work of a route, whose exceptions end the call and nothing else. */
    private final class Guarded implements Runnable {
        private final Runnable work;

        Guarded(Runnable work) {
            this.work = work;
        }

        @Override
        public void run() {
            try {
                work.run();
            } catch (Throwable e) {
                failed(e);
            }
        }
    }
}
