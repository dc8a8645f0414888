package dev.sonde.core.scrape;

import dev.sonde.core.exposition.PageFormat;
import dev.sonde.core.exposition.ParsedPage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** A client of the coordinator, whose clock is a scheduled executor. */
final class Client implements ScrapeRequest {
    /** Longer than any test may take: the request is expected to be answered long before. */
    static final long PATIENT = 60_000;

    private static final ScheduledExecutorService CLOCK = Executors.newScheduledThreadPool(1, work -> {
        Thread thread = new Thread(work, "test-clock");
        thread.setDaemon(true);
        return thread;
    });

    private final List<String> collect = new ArrayList<>();
    private final List<String> exclude = new ArrayList<>();
    private final long timeoutMillis;
    private PageFormat format = PageFormat.TEXT;
    private boolean gzip;
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final AtomicInteger answers = new AtomicInteger();

    Client(long timeoutMillis) {
        this.timeoutMillis = timeoutMillis;
    }

    Client collecting(String... names) {
        collect.addAll(List.of(names));
        return this;
    }

    Client excluding(String... names) {
        exclude.addAll(List.of(names));
        return this;
    }

    Client wanting(PageFormat wanted, boolean gzipped) {
        format = wanted;
        gzip = gzipped;
        return this;
    }

    Client of(ScrapeCoordinator coordinator) throws FilterException {
        coordinator.scrape(this);
        return this;
    }

    /** The body, waited for far longer than the request's timeout; an IllegalStateException when there is none. */
    byte[] body() {
        try {
            return body.get(PATIENT, TimeUnit.MILLISECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("no page", e);
        }
    }

    ParsedPage page() {
        return format == PageFormat.TEXT ? ParsedPage.text(body()) : ParsedPage.openMetrics(body());
    }

    boolean isAnswered() {
        return body.isDone();
    }

    int answers() {
        return answers.get();
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
        return format;
    }

    @Override
    public boolean gzip() {
        return gzip;
    }

    @Override
    public long timeoutMillis() {
        return timeoutMillis;
    }

    @Override
    public void after(long millis, Runnable action) {
        CLOCK.schedule(
                () -> {
                    if (!isAnswered()) {
                        action.run();
                    }
                },
                millis,
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void answer(byte[] page) {
        answers.incrementAndGet();
        body.complete(page);
    }

    @Override
    public void fail() {
        answers.incrementAndGet();
        body.completeExceptionally(new IllegalStateException("failed"));
    }
}
