package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.KernelFiles;
import dev.sonde.node.linux.Unsigned;
import java.io.IOException;

/** Open files of the host, {@code proc/sys/fs/file-nr}: allocated, allocated but unused (0 since 2.6), limit. */
public final class FilefdCollector extends AgentCollector {
    private final Series allocated = MetricFamily.gauge("node_filefd_allocated", "File descriptors allocated.")
            .series();
    private final Series maximum = MetricFamily.gauge("node_filefd_maximum", "Most file descriptors there can be.")
            .series();
    private final KernelFile file;
    private final ByteCursor cursor = new ByteCursor();

    public FilefdCollector(NodeContext context) {
        this(context.paths());
    }

    FilefdCollector(NodePaths paths) {
        super("filefd");
        file = new KernelFile(paths.proc("sys/fs/file-nr"), 128);
    }

    @Override
    public void update(MetricSink sink) throws IOException {
        KernelFiles.read(file);
        cursor.reset(file);
        long now = cursor.u64();
        cursor.u64();
        long limit = cursor.u64();
        if (!cursor.ok()) {
            throw KernelFiles.malformed(file, cursor);
        }
        Unsigned.sample(sink, allocated, now);
        Unsigned.sample(sink, maximum, limit);
    }
}
