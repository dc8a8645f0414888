package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.io.ReadError;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.KernelFiles;
import dev.sonde.node.linux.Unsigned;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How long tasks had to wait for a resource, {@code proc/pressure}: {@code Documentation/accounting/psi.rst}. Kernels
 * before 4.20, or with {@code psi=0}, have no data; those before 6.1 know nothing of interrupts.
 */
public final class PressureCollector extends AgentCollector {
    private static final int MICROSECONDS = 6;

    /** A file and what is taken of it: the line {@code some}, the line {@code full}, or both. */
    private static final class Resource {
        final KernelFile file;
        final boolean optional;
        boolean absent;
        final @Nullable Series some;
        final @Nullable Series full;

        Resource(NodePaths paths, String name, boolean optional, @Nullable Series some, @Nullable Series full) {
            file = new KernelFile(paths.proc("pressure/" + name), 256);
            this.optional = optional;
            this.some = some;
            this.full = full;
        }
    }

    private final Resource[] resources;
    private final ByteCursor cursor = new ByteCursor();
    private final NoDataException off;

    public PressureCollector(NodeContext context) {
        this(context.paths());
    }

    PressureCollector(NodePaths paths) {
        super("pressure");
        resources = new Resource[] {
            new Resource(paths, "cpu", false, waiting("cpu", "a CPU"), null),
            new Resource(paths, "io", false, waiting("io", "input or output"), stalled("io", "input or output")),
            new Resource(paths, "memory", false, waiting("memory", "memory"), stalled("memory", "memory")),
            new Resource(paths, "irq", true, null, stalled("irq", "interrupts"))
        };
        off = new NoDataException(paths.proc("pressure") + ": the kernel does not measure pressure");
    }

    private static Series waiting(String resource, String what) {
        return MetricFamily.counter(
                        "node_pressure_" + resource + "_waiting_seconds_total",
                        "Time in which some task waited for " + what + ".")
                .series();
    }

    private static Series stalled(String resource, String what) {
        return MetricFamily.counter(
                        "node_pressure_" + resource + "_stalled_seconds_total",
                        "Time in which no task could go on because of " + what + ".")
                .series();
    }

    @Override
    public void update(MetricSink sink) throws NoDataException, IOException {
        boolean measured = false;
        for (Resource resource : resources) {
            if (resource.absent) {
                continue;
            }
            if (resource.file.read()) {
                update(sink, resource);
                measured = true;
                continue;
            }
            ReadError error = resource.file.error();
            if (error != ReadError.MISSING && error != ReadError.NOT_SUPPORTED) {
                throw new IOException(resource.file.failure());
            }
            // It is part of the kernel or not: not to be looked for in every scrape.
            resource.absent = resource.optional;
        }
        if (!measured) {
            throw off;
        }
    }

    private void update(MetricSink sink, Resource resource) throws NoDataException, IOException {
        Series some = resource.some;
        Series full = resource.full;
        cursor.reset(resource.file);
        do {
            if (!cursor.word()) {
                continue;
            }
            if (some != null && cursor.wordIs("some")) {
                total(sink, some, resource.file);
                some = null;
            } else if (full != null && cursor.wordIs("full")) {
                total(sink, full, resource.file);
                full = null;
            }
        } while (cursor.nextLine());
        if (some != null || full != null) {
            throw KernelFiles.malformed(resource.file, 0);
        }
    }

    /** The word {@code total=<microseconds>} of the current line. */
    private void total(MetricSink sink, Series series, KernelFile file) throws IOException {
        int line = cursor.wordStart();
        while (cursor.word()) {
            if (cursor.wordStartsWith("total=")) {
                cursor.position(cursor.wordStart() + "total=".length());
                long micros = cursor.u64();
                if (cursor.ok()) {
                    Unsigned.decimal(sink, series, micros, MICROSECONDS);
                    return;
                }
                break;
            }
        }
        throw KernelFiles.malformed(file, line);
    }
}
