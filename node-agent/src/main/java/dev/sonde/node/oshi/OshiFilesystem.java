package dev.sonde.node.oshi;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.collector.FilesystemOptions;
import java.util.HashSet;
import java.util.Set;
import oshi.software.os.FileSystem;
import oshi.software.os.OSFileStore;

/** Size and use of the mounted file systems. */
final class OshiFilesystem extends AgentCollector {
    private static final String[] LABELS = {"device", "mountpoint", "fstype", "device_error"};

    private final FileSystem files;
    private final FilesystemOptions options;
    private final Set<Series> seen = new HashSet<>();
    private final Rows rows = new Rows(
            gauge("size_bytes", "Size of the file system."),
            gauge("free_bytes", "Bytes that are free."),
            gauge("avail_bytes", "Bytes that users who are not root may still take."),
            gauge("files", "Files that the file system can have."),
            gauge("files_free", "Files that can still be made."),
            gauge("readonly", "1 when the file system is mounted read-only, else 0."),
            gauge("device_error", "1 when the file system cannot be asked, else 0."));

    OshiFilesystem(FileSystem files, FilesystemOptions options) {
        super("filesystem");
        this.files = files;
        this.options = options;
    }

    private static MetricFamily gauge(String name, String help) {
        return MetricFamily.gauge("node_filesystem_" + name, help, LABELS);
    }

    @Override
    public boolean mayBlock() {
        return true;
    }

    @Override
    public void update(MetricSink sink) {
        rows.begin();
        seen.clear();
        for (OSFileStore store : files.getFileStores()) {
            boolean wanted = options.mountPoints().accepts(store.getMount())
                    && options.types().accepts(store.getType());
            Series[] row = wanted ? rows.get(store.getVolume(), store.getMount(), store.getType(), "") : null;
            if (row != null && seen.add(row[0])) {
                sink.sample(row[0], store.getTotalSpace());
                sink.sample(row[1], store.getFreeSpace());
                sink.sample(row[2], store.getUsableSpace());
                sink.sample(row[3], store.getTotalInodes());
                sink.sample(row[4], store.getFreeInodes());
                sink.sample(row[5], isReadOnly(store.getOptions()) ? 1 : 0);
                sink.sample(row[6], 0);
            }
        }
    }

    /** The options are divided by commas. */
    static boolean isReadOnly(String mountOptions) {
        return ("," + mountOptions.replace(" ", "") + ",").contains(",ro,");
    }
}
