package dev.sonde.node.collector;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.CpuList;
import dev.sonde.node.linux.PerfEvent;
import dev.sonde.node.linux.SystemCallException;
import dev.sonde.node.linux.SystemCalls;
import dev.sonde.node.linux.Unsigned;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counters of CPUs and kernel, perf_event_open(2), opened at the first scrape and counting from then on. A counter that
 * a CPU does not have, virtual ones have few, has no series. No data where perf events are forbidden.
 */
public final class PerfCollector extends AgentCollector {
    private static final Logger log = LoggerFactory.getLogger(PerfCollector.class);

    /** An event that counts, and its series. */
    private record Counting(PerfEvent event, Series series) {}

    private final NodePaths paths;
    private final PerfOptions options;
    private final KernelAccess kernel;
    private final List<Counting> counting = new ArrayList<>();
    private @Nullable SystemCallException refused;

    /** @throws IllegalArgumentException when a flag's value cannot be used; the message names it */
    public PerfCollector(NodeContext context) {
        this(context.paths(), context.flags(), null);
    }

    /** @param calls null for the system's own, which are looked up at the first scrape */
    PerfCollector(NodePaths paths, FlagSet flags, @Nullable SystemCalls calls) {
        super("perf");
        this.paths = paths;
        options = PerfOptions.of(flags);
        kernel = new KernelAccess(calls);
    }

    public static void flags(FlagSet flags) {
        PerfOptions.flags(flags);
    }

    @Override
    public void update(MetricSink sink) throws NoDataException, IOException {
        if (counting.isEmpty()) {
            open(kernel.calls());
        }
        for (Counting counter : counting) {
            if (counter.event.read()) {
                Unsigned.sample(sink, counter.series, counter.event.value());
            }
        }
    }

    private void open(SystemCalls calls) throws NoDataException {
        refused = null;
        List<PerfCounter> counters = new ArrayList<>(options.counters());
        for (String tracepoint : options.tracepoints()) {
            long id = tracepoint(tracepoint);
            if (id >= 0) {
                counters.add(PerfCounter.tracepoint(tracepoint, id));
            }
        }
        for (int cpu : cpus()) {
            for (PerfCounter counter : counters) {
                open(calls, counter, cpu);
            }
        }
        SystemCallException reason = refused;
        if (counting.isEmpty() && reason != null) {
            throw new NoDataException(reason.getMessage() + ", see kernel.perf_event_paranoid and CAP_PERFMON");
        }
    }

    private void open(SystemCalls calls, PerfCounter counter, int cpu) {
        try {
            PerfEvent event = PerfEvent.open(calls, counter.type(), counter.config(), cpu);
            counting.add(new Counting(event, counter.family().series(Integer.toString(cpu))));
        } catch (SystemCallException e) {
            if (e.isForbidden()) {
                refused = e;
            }
            log.debug("no counter {} on CPU {}: {}", counter.flag(), cpu, e.getMessage());
        }
    }

    private List<Integer> cpus() {
        if (!options.cpus().isEmpty()) {
            return options.cpus();
        }
        List<Integer> cpus = new ArrayList<>();
        BitSet online = new BitSet();
        try (KernelFile file = new KernelFile(paths.sys("devices/system/cpu/online"), 256)) {
            if (!file.read() || !CpuList.parse(file.bytes(), file.length(), online) || online.isEmpty()) {
                online.set(0, Runtime.getRuntime().availableProcessors());
            }
        }
        for (int cpu = online.nextSetBit(0); cpu >= 0; cpu = online.nextSetBit(cpu + 1)) {
            cpus.add(cpu);
        }
        return cpus;
    }

    /** Number of a tracepoint, or -1; tracefs is mounted in either place. */
    private long tracepoint(String name) {
        for (String place : new String[] {"kernel/tracing/events/", "kernel/debug/tracing/events/"}) {
            try (KernelFile file = new KernelFile(paths.sys(place + name.replace(':', '/') + "/id"), 64)) {
                ByteCursor cursor = new ByteCursor();
                if (file.read()) {
                    long id = cursor.reset(file).number();
                    if (cursor.ok()) {
                        return id;
                    }
                }
            }
        }
        log.warn("tracepoint cannot be found in tracefs, which may not be mounted, tracepoint={}", name);
        return -1;
    }
}
