package dev.sonde.node.collector;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.node.linux.SysfsAttribute;

/**
 * InfiniBand, Omni-Path and RoCE adapters, {@code sys/class/infiniband}: {@code
 * Documentation/ABI/stable/sysfs-class-infiniband}. Which counters there are is the driver's choice; one that cannot be
 * read, or has no number ({@code N/A (no PMA)}), is left out.
 */
public final class InfinibandCollector extends AgentCollector implements LabelCache.Builder<InfinibandDevice> {
    private static final String INCLUDE = "collector.infiniband.device-include";
    private static final String EXCLUDE = "collector.infiniband.device-exclude";

    private final String directory;
    private final NameFilter filter;
    private final DeviceList<InfinibandDevice> devices;
    private final SysfsAttribute attributes = new SysfsAttribute(InfinibandCollector.class);
    private final NoDataException absent;

    public static void flags(FlagSet flags) {
        flags.string(EXCLUDE, "Regexp of InfiniBand devices to leave out (mutually exclusive to device-include).");
        flags.string(INCLUDE, "Regexp of InfiniBand devices to report (mutually exclusive to device-exclude).");
    }

    public InfinibandCollector(NodeContext context) {
        super("infiniband");
        directory = context.paths().sys("class/infiniband");
        FlagSet flags = context.flags();
        filter = NameFilter.of(INCLUDE, flags.getString(INCLUDE), EXCLUDE, flags.getString(EXCLUDE));
        devices = new DeviceList<>(directory, this);
        absent = new NoDataException(directory + ": no InfiniBand adapter");
    }

    @Override
    public InfinibandDevice build(String name) {
        return new InfinibandDevice(name, directory + '/' + name, filter.accepts(name));
    }

    @Override
    public void update(MetricSink sink) throws NoDataException {
        String[] names = devices.begin();
        if (names == null) {
            throw absent;
        }
        for (String name : names) {
            InfinibandDevice device = devices.get(name);
            if (device != null && device.shown()) {
                device.update(sink, attributes);
            }
        }
    }
}
