package dev.sonde.core.scrape;

import dev.sonde.core.exposition.PageEncoder;
import dev.sonde.core.exposition.PageFormat;
import dev.sonde.core.exposition.PageLayout;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.SampleBuffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scrapes of one filter: one run at a time, and the buffers, layout and encoder that one run leaves to the next.
 * Two locks: the lane's own guards what is going on and is held for moments; {@link #page} guards buffers at rest,
 * layout and encoder. Who needs both takes {@code page} first.
 */
final class Lane {
    private static final Logger log = LoggerFactory.getLogger(Lane.class);

    final List<CollectorSlot> slots;
    final SampleBuffer[] buffers;
    final ScrapeThreads threads;
    final CollectorLimits limits;
    private final List<AgentCollector> own;
    private final CollectorReport report;
    private final GatherErrors errors;
    private final AtomicLong scrapes;
    private final Object page = new Object();
    private final PageLayout layout;
    private final PageEncoder encoder = new PageEncoder();
    private @Nullable ScrapeRun current;
    private @Nullable ScrapeRun next;

    Lane(
            List<CollectorSlot> slots,
            List<AgentCollector> own,
            ScrapeThreads threads,
            ReportNames names,
            CollectorLimits limits,
            GatherErrors errors,
            AtomicLong scrapes) {
        this.slots = slots;
        this.own = own;
        this.threads = threads;
        this.limits = limits;
        this.report = new CollectorReport(names, slots);
        this.errors = errors;
        this.scrapes = scrapes;
        int n = slots.size();
        buffers = new SampleBuffer[n + own.size() + 1];
        for (int i = 0; i < buffers.length; i++) {
            buffers[i] = i < n ? new SampleBuffer(limits.series) : new SampleBuffer();
        }
        // what the agent says of itself and its collectors cannot be displaced by what one of them gives
        List<SampleBuffer> order = new ArrayList<>(Arrays.asList(buffers));
        Collections.rotate(order, own.size() + 1);
        layout = new PageLayout(order);
    }

    void submit(ScrapeRequest request) {
        ScrapeRun joined;
        boolean lead = false;
        synchronized (this) {
            ScrapeRun now = current;
            if (now == null) {
                joined = current = new ScrapeRun(this, scrapes.incrementAndGet());
                lead = true;
            } else if (!now.isClosed()) {
                joined = now;
            } else {
                ScrapeRun after = next;
                if (after == null || after.isClosed()) {
                    after = next = new ScrapeRun(this, scrapes.incrementAndGet());
                }
                joined = after;
            }
            joined.add(request);
        }
        if (lead) {
            start(joined);
        }
        joined.watch(request);
    }

    private void start(ScrapeRun run) {
        if (!threads.execute(run::lead)) {
            // the agent is stopping: answer with what it knows of itself
            run.close();
        }
    }

    /** The run's pages are made: the buffers are free for the next one. */
    void finished(ScrapeRun run) {
        ScrapeRun started;
        synchronized (this) {
            if (current != run) {
                return;
            }
            started = current = next;
            next = null;
        }
        if (started != null) {
            start(started);
        }
    }

    /** Makes the pages for those requests out of the collectors that have ended well, and sends them. */
    void answer(ScrapeRun run, PageOf of) {
        List<ScrapeRequest> requests;
        List<byte[]> bodies;
        synchronized (page) {
            Outcome[] outcomes = new Outcome[slots.size()];
            requests = of.take(outcomes);
            if (requests.isEmpty()) {
                return;
            }
            bodies = pages(run, outcomes, requests);
        }
        for (int i = 0; i < requests.size(); i++) {
            if (bodies.isEmpty()) {
                requests.get(i).fail();
            } else {
                requests.get(i).answer(bodies.get(i));
            }
        }
    }

    /** A body for each request, each format and encoding made once; empty when the pages cannot be made. */
    private List<byte[]> pages(ScrapeRun run, Outcome[] outcomes, List<ScrapeRequest> requests) {
        List<byte[]> bodies = new ArrayList<>(requests.size());
        try {
            compose(run, outcomes);
            byte[][] made = new byte[2 * PageFormat.values().length][];
            for (ScrapeRequest request : requests) {
                int variant = 2 * request.format().ordinal() + (request.gzip() ? 1 : 0);
                if (made[variant] == null) {
                    made[variant] = encoder.encode(layout, request.format(), request.gzip());
                }
                bodies.add(made[variant]);
            }
            return bodies;
        } catch (RuntimeException | Error e) {
            log.error("page could not be made, reason={}", e.toString());
            return new ArrayList<>();
        }
    }

    /** Hands over the requests to answer, empty when there are none any more, and fills in how each collector ended. */
    interface PageOf {
        List<ScrapeRequest> take(Outcome[] outcomes);
    }

    private void compose(ScrapeRun run, Outcome[] outcomes) {
        int n = outcomes.length;
        int first = own.size() + 1;
        boolean[] included = new boolean[buffers.length];
        for (int i = 0; i < own.size(); i++) {
            included[i] = collectOwn(own.get(i), buffers[n + i], run);
        }
        SampleBuffer reported = buffers[buffers.length - 1];
        reported.begin(run.id(), run.deadlineNanos());
        report.write(reported, outcomes, buffers, run);
        reported.end();
        included[first - 1] = true;
        for (int i = 0; i < n; i++) {
            included[first + i] = outcomes[i] == Outcome.OK;
        }
        if (layout.refresh(included)) {
            errors.changed(layout);
        }
        errors.page(layout);
    }

    private static boolean collectOwn(AgentCollector collector, SampleBuffer buffer, ScrapeRun run) {
        buffer.begin(run.id(), run.deadlineNanos());
        // every lane has them, and lanes work side by side
        synchronized (collector) {
            try {
                collector.update(buffer);
                buffer.end();
                return true;
            } catch (NoDataException | IOException | RuntimeException | Error e) {
                buffer.discard();
                return false;
            }
        }
    }
}
