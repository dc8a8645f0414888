package dev.sonde.node.collector;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.Unsigned;

/** The numbers of one queueing discipline. */
final class QdiscSeries {
    private static final MetricFamily[] FAMILIES = {
        counter("bytes_total", "Bytes sent."),
        counter("packets_total", "Packets sent."),
        counter("drops_total", "Packets dropped."),
        counter("requeues_total", "Packets put back because the driver did not take them."),
        counter("overlimits_total", "Packets held back because they exceeded a limit."),
        gauge("current_queue_length", "Packets that wait to be sent."),
        gauge("backlog", "Bytes that wait to be sent.")
    };

    private final Series[] series = new Series[FAMILIES.length];
    private final boolean wanted;

    QdiscSeries(boolean wanted, String device, String kind) {
        this.wanted = wanted;
        for (int i = 0; wanted && i < series.length; i++) {
            series[i] = FAMILIES[i].series(device, kind);
        }
    }

    private static MetricFamily counter(String name, String help) {
        return MetricFamily.counter("node_qdisc_" + name, help, "device", "kind");
    }

    private static MetricFamily gauge(String name, String help) {
        return MetricFamily.gauge("node_qdisc_" + name, help, "device", "kind");
    }

    /** @param numbers unsigned, in the order of the families */
    void emit(MetricSink sink, long... numbers) {
        for (int i = 0; wanted && i < series.length; i++) {
            Unsigned.sample(sink, series[i], numbers[i]);
        }
    }
}
