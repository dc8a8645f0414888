package dev.sonde.node.collector;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import org.jspecify.annotations.Nullable;

/** All processes that run the same command, those that have ended too. One thread at a time. */
final class ProcessGroup {
    private static final int HUNDREDTHS = 2;

    /** What is left of a tick after each scrape is told in parts of it. */
    private static final int FINENESS = 16;

    private static final MetricFamily CPU = MetricFamily.counter(
            "node_process_group_cpu_seconds_total",
            "CPU time of all processes of a command, those that have ended too.",
            "group",
            "mode");
    private static final MetricFamily MEMORY = MetricFamily.gauge(
            "node_process_group_resident_memory_bytes",
            "Memory of all processes of a command; what they share counts for each.",
            "group");
    private static final MetricFamily PROCESSES =
            MetricFamily.gauge("node_process_group_processes", "Processes of a command.", "group");
    private static final MetricFamily THREADS =
            MetricFamily.gauge("node_process_group_threads", "Threads of all processes of a command.", "group");

    private final String name;
    private long userTicks;
    private long systemTicks;
    private long newUser;
    private long newSystem;
    private long recent;
    private long residentPages;
    private long processes;
    private long threads;
    private boolean shown;
    private int lastTop;
    private Series @Nullable [] series;

    ProcessGroup(String name) {
        this.name = name;
    }

    /** Starts a scrape: counters stay, the rest is counted anew. */
    void begin() {
        newUser = 0;
        newSystem = 0;
        residentPages = 0;
        processes = 0;
        threads = 0;
    }

    void add(long user, long system, long pages, long threadCount) {
        newUser += user;
        newSystem += system;
        residentPages += pages;
        processes++;
        threads += threadCount;
    }

    /** Adds all that is new in another group to this one. */
    void addNewOf(ProcessGroup other) {
        newUser += other.newUser;
        newSystem += other.newSystem;
        residentPages += other.residentPages;
        processes += other.processes;
        threads += other.threads;
    }

    /**
     * Ends the counting of a scrape.
     *
     * @param first whether it was the first: what processes used before tells nothing about now
     */
    void end(boolean first) {
        userTicks += newUser;
        systemTicks += newSystem;
        // Three quarters of it are of the last five scrapes.
        recent = recent - (recent >> 2) + (first ? 0 : (newUser + newSystem) * FINENESS);
    }

    String name() {
        return name;
    }

    /** A measure of the CPU time in the last scrapes. */
    long recent() {
        return recent;
    }

    long ticks() {
        return userTicks + systemTicks;
    }

    long residentPages() {
        return residentPages;
    }

    boolean isRunning() {
        return processes > 0;
    }

    boolean isShown() {
        return shown;
    }

    /** The last round in which it was among the first, if it is shown. */
    int lastTop() {
        return lastTop;
    }

    void show(int round) {
        shown = true;
        lastTop = round;
    }

    void hide() {
        shown = false;
        series = null;
    }

    void emit(MetricSink sink, long pageSize) {
        Series[] to = series;
        if (to == null) {
            to = series = new Series[] {
                CPU.series(name, "user"),
                CPU.series(name, "system"),
                MEMORY.series(name),
                PROCESSES.series(name),
                THREADS.series(name)
            };
        }
        sink.decimal(to[0], userTicks, HUNDREDTHS);
        sink.decimal(to[1], systemTicks, HUNDREDTHS);
        sink.sample(to[2], residentPages * pageSize);
        sink.sample(to[3], processes);
        sink.sample(to[4], threads);
    }
}
