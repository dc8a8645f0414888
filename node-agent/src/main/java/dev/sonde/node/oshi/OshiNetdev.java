package dev.sonde.node.oshi;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.collector.NameFilter;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.hardware.NetworkIF;

/** What network interfaces have received and sent. */
final class OshiNetdev extends AgentCollector {
    private final HardwareAbstractionLayer hardware;
    private final NameFilter filter;
    private final Rows rows = new Rows(
            counter("receive_bytes", "Bytes received."),
            counter("receive_packets", "Packets received."),
            counter("receive_errs", "Packets received with an error."),
            counter("receive_drop", "Packets received and dropped."),
            counter("transmit_bytes", "Bytes sent."),
            counter("transmit_packets", "Packets sent."),
            counter("transmit_errs", "Packets that could not be sent for an error."),
            counter("transmit_colls", "Collisions."));

    OshiNetdev(HardwareAbstractionLayer hardware, NameFilter filter) {
        super("netdev");
        this.hardware = hardware;
        this.filter = filter;
    }

    private static MetricFamily counter(String name, String help) {
        return MetricFamily.counter("node_network_" + name + "_total", help, "device");
    }

    @Override
    public boolean mayBlock() {
        return true;
    }

    @Override
    public void update(MetricSink sink) {
        rows.begin();
        for (NetworkIF device : hardware.getNetworkIFs(true)) {
            Series[] row = filter.accepts(device.getName()) ? rows.get(device.getName()) : null;
            if (row != null) {
                sink.sample(row[0], device.getBytesRecv());
                sink.sample(row[1], device.getPacketsRecv());
                sink.sample(row[2], device.getInErrors());
                sink.sample(row[3], device.getInDrops());
                sink.sample(row[4], device.getBytesSent());
                sink.sample(row[5], device.getPacketsSent());
                sink.sample(row[6], device.getOutErrors());
                sink.sample(row[7], device.getCollisions());
            }
        }
    }
}
