package dev.sonde.node.collector;

import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.node.linux.SysfsAttribute;
import java.io.File;

/** One InfiniBand adapter. Its class is loaded only where there is one. */
final class InfinibandDevice implements LabelCache.Builder<InfinibandPort> {
    private static final MetricFamily INFO = MetricFamily.gauge(
            "node_infiniband_info",
            "Make and firmware of an InfiniBand adapter; always 1.",
            "device",
            "board_id",
            "firmware_version",
            "hca_type");

    private final String name;
    private final String directory;
    private final boolean shown;
    private final DeviceList<InfinibandPort> ports;
    private final InfoSeries info = new InfoSeries(INFO);

    InfinibandDevice(String name, String directory, boolean shown) {
        this.name = name;
        this.directory = directory;
        this.shown = shown;
        ports = new DeviceList<>(directory + "/ports", this);
    }

    boolean shown() {
        return shown;
    }

    @Override
    public InfinibandPort build(String port) {
        return new InfinibandPort(name, port, directory + "/ports/" + port + '/');
    }

    void update(MetricSink sink, SysfsAttribute attributes) {
        String[] numbers = ports.begin();
        if (numbers == null && !new File(directory).isDirectory()) {
            return;
        }
        info.sample(
                sink,
                name,
                attributes.textOrEmpty(directory + "/board_id"),
                attributes.textOrEmpty(directory + "/fw_ver"),
                attributes.textOrEmpty(directory + "/hca_type"));
        if (numbers == null) {
            return;
        }
        for (String number : numbers) {
            InfinibandPort port = ports.get(number);
            if (port != null) {
                port.update(sink, attributes);
            }
        }
    }
}
