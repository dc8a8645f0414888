package dev.sonde.node.collector;

import dev.sonde.core.metrics.MetricSink;
import dev.sonde.node.linux.SysfsAttribute;

/** One tape drive. Its class is loaded only where there is one. */
final class TapeDrive {
    private static final int NANOSECONDS = 9;

    private static final AttributeMetric[] STATISTICS = {
        of("in_flight", "io_now", "Requests under way now.", 0),
        of(
                "io_ns",
                "io_time_seconds_total",
                "Time of all requests together, those that move the tape too.",
                NANOSECONDS),
        of("other_cnt", "io_others_total", "Requests other than reads and writes.", 0),
        of("read_byte_cnt", "read_bytes_total", "Bytes read.", 0),
        of("read_cnt", "reads_completed_total", "Reads completed.", 0),
        of("read_ns", "read_time_seconds_total", "Time of all reads together.", NANOSECONDS),
        of("resid_cnt", "residual_total", "Reads and writes that moved less than was asked for.", 0),
        of("write_byte_cnt", "written_bytes_total", "Bytes written.", 0),
        of("write_cnt", "writes_completed_total", "Writes completed.", 0),
        of("write_ns", "write_time_seconds_total", "Time of all writes together.", NANOSECONDS),
    };

    private final String directory;
    private final boolean shown;
    private final AttributeMetric.Of statistics;

    /** @param directory of the statistics, with a slash at its end */
    TapeDrive(String name, String directory, boolean shown) {
        this.directory = directory;
        this.shown = shown;
        statistics = new AttributeMetric.Of(STATISTICS, name);
    }

    private static AttributeMetric of(String file, String name, String help, int scale) {
        return AttributeMetric.of(file, "node_tape_" + name, help, 1, scale, "device");
    }

    void update(MetricSink sink, SysfsAttribute attributes) {
        if (!shown) {
            return;
        }
        for (int i = 0; i < STATISTICS.length; i++) {
            if (attributes.readUnsigned(directory + STATISTICS[i].file())) {
                statistics.sample(sink, i, attributes.number());
            }
        }
    }
}
