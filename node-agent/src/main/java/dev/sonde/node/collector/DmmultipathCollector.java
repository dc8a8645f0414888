package dev.sonde.node.collector;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.node.linux.Devices;
import dev.sonde.node.linux.SysfsAttribute;
import org.jspecify.annotations.Nullable;

/**
 * Multipathed devices of the device mapper and the state of their paths, {@code block/dm-*} of sysfs. A host may have
 * none, which is nothing special.
 */
public final class DmmultipathCollector extends AgentCollector {
    private final Devices<MultipathDevice> devices;
    private final SysfsAttribute attribute = new SysfsAttribute(DmmultipathCollector.class);
    private final NoDataException absent;

    public DmmultipathCollector(NodeContext context) {
        this(context.paths());
    }

    DmmultipathCollector(NodePaths paths) {
        super("dmmultipath");
        String directory = paths.sys("block");
        devices = new Devices<>(directory, new Devices.Builder<>() {
            @Override
            public @Nullable MultipathDevice build(String name, String path) {
                return name.startsWith("dm-") ? new MultipathDevice(name, directory) : null;
            }
        });
        absent = new NoDataException(directory + ": no such directory");
    }

    @Override
    public void update(MetricSink sink) throws NoDataException {
        if (!devices.read()) {
            throw absent;
        }
        for (int i = 0; i < devices.size(); i++) {
            devices.get(i).update(sink, attribute);
        }
    }
}
