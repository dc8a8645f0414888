package dev.sonde.core.scrape;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Answers scrapes. Nobody waits in it: a request is taken, joins the run of the same filter that is under way or starts
 * one, and is answered from the thread that completes the page, or at its deadline with what is there by then. So forty
 * parallel scrapes cost one collection and no thread of theirs. Thread-safe.
 */
public final class ScrapeCoordinator implements PageSource, AutoCloseable {
    /** Filters whose buffers are kept; a client that makes up ever new filters pays for new ones itself. */
    private static final int LANES = 8;

    /** Threads beyond one for each collector: leaders and helpers of the lanes. */
    private static final int SPARE_THREADS = 2 * LANES;

    private final CollectorSet collectors;
    private final ScrapeThreads threads;
    private final ReportNames names;
    private final CollectorLimits limits;
    private final GatherErrors errors;
    private final AtomicLong scrapes = new AtomicLong();
    private final Map<List<CollectorSlot>, Lane> lanes = new LinkedHashMap<List<CollectorSlot>, Lane>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<CollectorSlot>, Lane> eldest) {
            return size() > LANES;
        }
    };
    private final List<CollectorSlot> all;

    /**
     * @param agent name of the agent, for its threads
     * @param prefix what the families about the collectors begin with: {@code node} gives {@code
     *     node_scrape_collector_success}
     */
    public ScrapeCoordinator(CollectorSet collectors, String agent, String prefix, GatherErrors errors) {
        this(collectors, agent, prefix, CollectorLimits.NONE, errors);
    }

    /** The same with limits for each collector. */
    public ScrapeCoordinator(
            CollectorSet collectors, String agent, String prefix, CollectorLimits limits, GatherErrors errors) {
        this(
                collectors,
                new ScrapeThreads(agent, collectors.names().size() + SPARE_THREADS),
                ReportNames.of(prefix),
                limits,
                errors);
    }

    /**
     * One page of many in an agent.
     *
     * @param threads shared by the pages; closing this coordinator closes them
     * @param names of the families about the collectors
     */
    public ScrapeCoordinator(CollectorSet collectors, ScrapeThreads threads, ReportNames names, GatherErrors errors) {
        this(collectors, threads, names, CollectorLimits.NONE, errors);
    }

    private ScrapeCoordinator(
            CollectorSet collectors,
            ScrapeThreads threads,
            ReportNames names,
            CollectorLimits limits,
            GatherErrors errors) {
        this.limits = limits;
        this.collectors = collectors;
        this.names = names;
        this.errors = errors;
        this.all = collectors.all();
        this.threads = threads;
    }

    @Override
    public void scrape(ScrapeRequest request) throws FilterException {
        List<CollectorSlot> slots =
                request.collect().isEmpty() && request.exclude().isEmpty()
                        ? all
                        : collectors.filtered(request.collect(), request.exclude());
        lane(slots).submit(request);
    }

    private Lane lane(List<CollectorSlot> slots) {
        synchronized (lanes) {
            Lane lane = lanes.get(slots);
            if (lane == null) {
                lane = new Lane(slots, collectors.own(), threads, names, limits, errors, scrapes);
                lanes.put(slots, lane);
            }
            return lane;
        }
    }

    /** Takes no more work; runs under way end by themselves. */
    @Override
    public void close() {
        threads.close();
    }
}
