package dev.sonde.core.scrape;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.Series;
import java.io.File;
import java.io.IOException;

/**
 * The agent's own {@code process_*} families, read from {@code /proc/self} (proc(5)), in the names that every Prometheus
 * client uses. Reads the real {@code /proc}, whatever the agent was told to look at.
 */
public final class ProcessMetrics extends AgentCollector {
    /** USER_HZ, 100 on every architecture that Java runs on. */
    private static final int TICK_DIGITS = 2;

    private static final String UNLIMITED = "unlimited";

    private final KernelFile stat = new KernelFile("/proc/self/stat", 1024);
    private final KernelFile limits = new KernelFile("/proc/self/limits");
    private final File descriptors = new File("/proc/self/fd");
    private final ByteCursor cursor = new ByteCursor();
    private final NoDataException noProcfs = new NoDataException("/proc/self/stat cannot be read");
    private final long pageBytes;
    private double startSeconds = Double.NaN;

    private final Series cpu = MetricFamily.counter(
                    "process_cpu_seconds_total", "CPU time of the agent, user and system.")
            .series();
    private final Series open = MetricFamily.gauge("process_open_fds", "File descriptors that the agent has open.")
            .series();
    private final Series most = MetricFamily.gauge("process_max_fds", "File descriptors that the agent may have open.")
            .series();
    private final Series resident = MetricFamily.gauge(
                    "process_resident_memory_bytes", "Memory of the agent that is in RAM.")
            .series();
    private final Series virtual = MetricFamily.gauge("process_virtual_memory_bytes", "Address space of the agent.")
            .series();
    private final Series virtualMost = MetricFamily.gauge(
                    "process_virtual_memory_max_bytes", "Address space that the agent may have, -1 without a limit.")
            .series();
    private final Series start = MetricFamily.gauge(
                    "process_start_time_seconds", "When the agent started, seconds since 1970.")
            .series();

    /** @param pageBytes size of a memory page */
    public ProcessMetrics(long pageBytes) {
        super("process");
        this.pageBytes = pageBytes;
    }

    @Override
    public void update(MetricSink sink) throws NoDataException, IOException {
        if (!stat.read()) {
            throw noProcfs;
        }
        // pid (comm) state ppid ...: comm may hold blanks and parentheses, so count from the last one
        int close = stat.length() - 1;
        while (close > 0 && stat.bytes()[close] != ')') {
            close--;
        }
        cursor.reset(stat.bytes(), close + 1, stat.length());
        skip(11);
        long ticks = cursor.number() + cursor.number();
        skip(6);
        long started = cursor.number();
        long virtualBytes = cursor.number();
        long residentPages = cursor.number();
        if (!cursor.ok()) {
            throw new IOException("/proc/self/stat: not as proc(5) says");
        }
        sink.decimal(cpu, ticks, TICK_DIGITS);
        sink.sample(virtual, virtualBytes);
        sink.sample(resident, residentPages * pageBytes);
        if (Double.isNaN(startSeconds)) {
            startSeconds = bootSeconds() + started / 100.0;
        }
        if (!Double.isNaN(startSeconds)) {
            sink.sample(start, startSeconds);
        }
        sink.sample(open, openDescriptors());
        limits(sink);
    }

    private void skip(int words) {
        for (int i = 0; i < words; i++) {
            cursor.word();
        }
    }

    private static double bootSeconds() {
        KernelFile file = new KernelFile("/proc/stat", 8192);
        try {
            ByteCursor line = new ByteCursor();
            if (file.read()) {
                line.reset(file);
                do {
                    if (line.word() && line.wordIs("btime")) {
                        return line.number();
                    }
                } while (line.nextLine());
            }
            return Double.NaN;
        } finally {
            file.close();
        }
    }

    /** Since Linux 6.2 the size of the directory is the number of its entries; before it is 0. */
    private long openDescriptors() {
        long size = descriptors.length();
        if (size > 0) {
            return size;
        }
        String[] names = descriptors.list();
        return names == null ? 0 : names.length - 1;
    }

    private void limits(MetricSink sink) {
        if (!limits.read()) {
            return;
        }
        cursor.reset(limits);
        do {
            cursor.word();
            if (!cursor.wordIs("Max") || !cursor.word()) {
                continue;
            }
            if (cursor.wordIs("open")) {
                cursor.word();
                limit(sink, most);
            } else if (cursor.wordIs("address")) {
                cursor.word();
                limit(sink, virtualMost);
            }
        } while (cursor.nextLine());
    }

    private void limit(MetricSink sink, Series series) {
        cursor.word();
        cursor.clear();
        long value = cursor.wordIs(UNLIMITED) ? -1 : cursor.wordNumber();
        if (cursor.ok()) {
            sink.sample(series, value);
        }
    }
}
