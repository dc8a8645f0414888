package dev.sonde.node.oshi;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.collector.NameFilter;
import oshi.hardware.HWDiskStore;
import oshi.hardware.HardwareAbstractionLayer;

/** What whole disks have read and written; OSHI counts nothing by partition. */
final class OshiDiskstats extends AgentCollector {
    private static final int MILLISECONDS = 3;
    private static final String[] FOLDERS = {"/dev/", "\\\\.\\"};

    private final HardwareAbstractionLayer hardware;
    private final NameFilter filter;
    private final Rows rows = new Rows(
            counter("reads_completed_total", "Reads completed."),
            counter("read_bytes_total", "Bytes read."),
            counter("writes_completed_total", "Writes completed."),
            counter("written_bytes_total", "Bytes written."),
            counter("io_time_seconds_total", "Time in which some request was under way."),
            MetricFamily.gauge("node_disk_io_now", "Requests under way now.", "device"));

    OshiDiskstats(HardwareAbstractionLayer hardware, NameFilter filter) {
        super("diskstats");
        this.hardware = hardware;
        this.filter = filter;
    }

    private static MetricFamily counter(String name, String help) {
        return MetricFamily.counter("node_disk_" + name, help, "device");
    }

    @Override
    public boolean mayBlock() {
        return true;
    }

    @Override
    public void update(MetricSink sink) {
        rows.begin();
        for (HWDiskStore disk : hardware.getDiskStores()) {
            String device = device(disk.getName());
            Series[] row = filter.accepts(device) ? rows.get(device) : null;
            if (row != null) {
                sink.sample(row[0], disk.getReads());
                sink.sample(row[1], disk.getReadBytes());
                sink.sample(row[2], disk.getWrites());
                sink.sample(row[3], disk.getWriteBytes());
                sink.decimal(row[4], disk.getTransferTime(), MILLISECONDS);
                sink.sample(row[5], disk.getCurrentQueueLength());
            }
        }
    }

    /** {@code sda} of {@code /dev/sda}, {@code PHYSICALDRIVE0} of {@code \\.\PHYSICALDRIVE0}. */
    static String device(String name) {
        for (String folder : FOLDERS) {
            if (name.startsWith(folder)) {
                return name.substring(folder.length());
            }
        }
        return name;
    }
}
