package dev.sonde.node.oshi;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import oshi.software.os.FileSystem;

/** Files that are open. */
final class OshiFilefd extends AgentCollector {
    private final FileSystem files;
    private final Series allocated = MetricFamily.gauge("node_filefd_allocated", "File descriptors allocated.")
            .series();
    private final Series maximum = MetricFamily.gauge("node_filefd_maximum", "Most file descriptors there can be.")
            .series();

    OshiFilefd(FileSystem files) {
        super("filefd");
        this.files = files;
    }

    @Override
    public void update(MetricSink sink) {
        sink.sample(allocated, files.getOpenFileDescriptors());
        sink.sample(maximum, files.getMaxFileDescriptors());
    }
}
