package dev.sonde.core.http;

import dev.sonde.core.exposition.AcceptHeader;
import dev.sonde.core.exposition.PageFormat;
import dev.sonde.core.scrape.FilterException;
import dev.sonde.core.scrape.HandlerMetrics;
import dev.sonde.core.scrape.PageSource;
import dev.sonde.core.scrape.ScrapeRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The page of metrics: takes what Prometheus says in its headers and query to the coordinator, and the page back. Any
 * method, as the peers.
 */
public final class MetricsRoute implements Route {
    private static final String TIMEOUT_HEADER = "X-Prometheus-Scrape-Timeout-Seconds";
    private static final String TEXT = "text/plain; charset=utf-8";

    /** Prometheus' own default, for clients that do not say how long they wait. */
    private static final double DEFAULT_TIMEOUT_SECONDS = 10;

    private static final double LONGEST_TIMEOUT_SECONDS = 3600;

    private final PageSource page;
    private final HandlerMetrics metrics;
    private final int maxRequests;
    private final double offsetSeconds;
    private volatile @Nullable Negotiated last;

    /**
     * @param maxRequests scrapes at a time, 0 for any number; one more gets 503
     * @param offsetSeconds taken off the client's timeout, for the way to it
     */
    public MetricsRoute(PageSource page, HandlerMetrics metrics, int maxRequests, double offsetSeconds) {
        this.page = page;
        this.metrics = metrics;
        this.maxRequests = maxRequests;
        this.offsetSeconds = offsetSeconds;
    }

    @Override
    public void handle(HttpCall call) {
        answer(call, page);
    }

    /** Answers with another page than the route's own, under the same limit and with the same counters. */
    public void answer(HttpCall call, PageSource source) {
        if (!metrics.enter(maxRequests)) {
            text(call, 503, "Limit of concurrent requests reached (" + maxRequests + "), try again later.\n");
            return;
        }
        Scrape scrape = new Scrape(call);
        try {
            source.scrape(scrape);
        } catch (FilterException e) {
            scrape.finish(400, TEXT, (e.getMessage() + "\n").getBytes(StandardCharsets.UTF_8), true);
        } catch (RuntimeException e) {
            scrape.fail();
            throw e;
        }
    }

    private static void text(HttpCall call, int status, String message) {
        byte[] body = message.getBytes(StandardCharsets.UTF_8);
        call.respond(status, TEXT, body, body.length);
    }

    /**
     * How long a client is kept waiting: its timeout less the offset, but at least half of it, so that an offset made for
     * ten seconds does not make nonsense of one.
     */
    static long timeoutMillis(@Nullable String header, double offsetSeconds) {
        double seconds = DEFAULT_TIMEOUT_SECONDS;
        if (header != null) {
            try {
                double given = Double.parseDouble(header);
                if (given > 0) {
                    seconds = Math.min(given, LONGEST_TIMEOUT_SECONDS);
                }
            } catch (NumberFormatException e) {
                // not a number: as if the client had said nothing
            }
        }
        return (long) Math.max(1, 1000 * Math.max(seconds - offsetSeconds, seconds / 2));
    }

    private Negotiated negotiate(HttpCall call) {
        String accept = call.header("Accept");
        String encoding = call.header("Accept-Encoding");
        String timeout = call.header(TIMEOUT_HEADER);
        Negotiated known = last;
        if (known == null || !known.matches(accept, encoding, timeout)) {
            known = new Negotiated(accept, encoding, timeout, offsetSeconds);
            last = known;
        }
        return known;
    }

    /** What the headers of the last client came to: the next one is usually the same Prometheus. */
    private static final class Negotiated {
        private final @Nullable String accept;
        private final @Nullable String encoding;
        private final @Nullable String timeout;
        final PageFormat format;
        final boolean gzip;
        final long timeoutMillis;

        Negotiated(@Nullable String accept, @Nullable String encoding, @Nullable String timeout, double offsetSeconds) {
            this.accept = accept;
            this.encoding = encoding;
            this.timeout = timeout;
            this.format = AcceptHeader.format(accept);
            this.gzip = AcceptHeader.gzip(encoding);
            this.timeoutMillis = timeoutMillis(timeout, offsetSeconds);
        }

        boolean matches(@Nullable String a, @Nullable String e, @Nullable String t) {
            return same(accept, a) && same(encoding, e) && same(timeout, t);
        }

        private static boolean same(@Nullable String x, @Nullable String y) {
            return x == null ? y == null : x.equals(y);
        }
    }

    private final class Scrape implements ScrapeRequest {
        private final HttpCall call;
        private final Negotiated negotiated;
        private final List<String> collect;
        private final List<String> exclude;
        private final AtomicBoolean finished = new AtomicBoolean();
        private volatile @Nullable Cancellable clock;

        Scrape(HttpCall call) {
            this.call = call;
            this.negotiated = negotiate(call);
            this.collect = call.queryValues("collect[]");
            this.exclude = call.queryValues("exclude[]");
        }

        @Override
        public List<String> collect() {
            return collect;
        }

        @Override
        public List<String> exclude() {
            return exclude;
        }

        @Override
        public PageFormat format() {
            return negotiated.format;
        }

        @Override
        public boolean gzip() {
            return negotiated.gzip;
        }

        @Override
        public long timeoutMillis() {
            return negotiated.timeoutMillis;
        }

        @Override
        public void after(long millis, Runnable action) {
            if (finished.get()) {
                return;
            }
            Cancellable started = call.after(millis, action);
            clock = started;
            if (finished.get()) {
                started.cancel();
            }
        }

        @Override
        public void answer(byte[] body) {
            if (negotiated.gzip) {
                call.setHeader("Content-Encoding", "gzip");
            }
            finish(200, negotiated.format.contentType(), body, true);
        }

        @Override
        public void fail() {
            finish(500, TEXT, "The page could not be made.\n".getBytes(StandardCharsets.UTF_8), false);
        }

        void finish(int status, String contentType, byte[] body, boolean success) {
            if (!finished.compareAndSet(false, true)) {
                return;
            }
            Cancellable running = clock;
            if (running != null) {
                running.cancel();
            }
            metrics.leave(success);
            call.respond(status, contentType, body, body.length);
        }
    }
}
