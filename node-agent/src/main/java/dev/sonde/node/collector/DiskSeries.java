package dev.sonde.node.collector;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.Diskstats;
import dev.sonde.node.linux.Unsigned;

/** The numbers of one block device. */
final class DiskSeries {
    /** The kernel counts in sectors of this size whatever the device has. */
    private static final int SECTOR = 512;

    private static final int MILLISECONDS = 3;

    private enum Unit {
        COUNT,
        SECTORS,
        MILLIS
    }

    private enum Column {
        READS("reads_completed_total", "Reads completed.", Unit.COUNT),
        READS_MERGED("reads_merged_total", "Reads merged with one to the neighbouring sectors.", Unit.COUNT),
        READ_BYTES("read_bytes_total", "Bytes read.", Unit.SECTORS),
        READ_TIME("read_time_seconds_total", "Time of all reads together.", Unit.MILLIS),
        WRITES("writes_completed_total", "Writes completed.", Unit.COUNT),
        WRITES_MERGED("writes_merged_total", "Writes merged with one to the neighbouring sectors.", Unit.COUNT),
        WRITTEN_BYTES("written_bytes_total", "Bytes written.", Unit.SECTORS),
        WRITE_TIME("write_time_seconds_total", "Time of all writes together.", Unit.MILLIS),
        IO_NOW("io_now", "Requests under way now.", Unit.COUNT),
        IO_TIME("io_time_seconds_total", "Time in which some request was under way.", Unit.MILLIS),
        IO_TIME_WEIGHTED(
                "io_time_weighted_seconds_total",
                "Time in which requests were under way, times their number.",
                Unit.MILLIS),
        DISCARDS("discards_completed_total", "Discards completed.", Unit.COUNT),
        DISCARDS_MERGED("discards_merged_total", "Discards merged with one of the neighbouring sectors.", Unit.COUNT),
        DISCARDED("discarded_sectors_total", "Sectors of 512 bytes discarded.", Unit.COUNT),
        DISCARD_TIME("discard_time_seconds_total", "Time of all discards together.", Unit.MILLIS),
        FLUSHES("flush_requests_total", "Flushes completed.", Unit.COUNT),
        FLUSH_TIME("flush_requests_time_seconds_total", "Time of all flushes together.", Unit.MILLIS);

        final Unit unit;
        final MetricFamily family;

        Column(String name, String help, Unit unit) {
            this.unit = unit;
            String full = "node_disk_" + name;
            family = name.endsWith("_total")
                    ? MetricFamily.counter(full, help, "device")
                    : MetricFamily.gauge(full, help, "device");
        }
    }

    private static final Column[] COLUMNS = Column.values();

    private final String device;
    private final Series[] series = new Series[COLUMNS.length];

    DiskSeries(String device) {
        this.device = device;
        for (int i = 0; i < series.length; i++) {
            series[i] = COLUMNS[i].family.series(device);
        }
    }

    String device() {
        return device;
    }

    /** Hands over the numbers that the kernel gives. */
    void update(MetricSink sink, Diskstats stats) {
        for (int i = 0; i < stats.count(); i++) {
            long number = stats.number(i);
            switch (COLUMNS[i].unit) {
                case COUNT -> Unsigned.sample(sink, series[i], number);
                case MILLIS -> Unsigned.decimal(sink, series[i], number, MILLISECONDS);
                case SECTORS -> {
                    if (number >= 0 && number <= Long.MAX_VALUE / SECTOR) {
                        sink.sample(series[i], number * SECTOR);
                    } else {
                        sink.sample(series[i], Unsigned.toDouble(number) * SECTOR);
                    }
                }
            }
        }
    }
}
