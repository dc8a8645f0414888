package dev.sonde.node.collector;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.node.linux.SysfsAttribute;

/**
 * Ports of Fibre Channel adapters, {@code sys/class/fc_host}: {@code drivers/scsi/scsi_transport_fc.c}. Drivers choose
 * what they show; an attribute or statistic that cannot be read is left out.
 */
public final class FibrechannelCollector extends AgentCollector implements LabelCache.Builder<FibrechannelPort> {
    private final String directory;
    private final DeviceList<FibrechannelPort> ports;
    private final SysfsAttribute attributes = new SysfsAttribute(FibrechannelCollector.class);
    private final NoDataException absent;

    public FibrechannelCollector(NodeContext context) {
        super("fibrechannel");
        directory = context.paths().sys("class/fc_host");
        ports = new DeviceList<>(directory, this);
        absent = new NoDataException(directory + ": no Fibre Channel adapter");
    }

    @Override
    public FibrechannelPort build(String name) {
        return new FibrechannelPort(name, directory + '/' + name + '/');
    }

    @Override
    public void update(MetricSink sink) throws NoDataException {
        String[] names = ports.begin();
        if (names == null) {
            throw absent;
        }
        for (String name : names) {
            FibrechannelPort port = ports.get(name);
            if (port != null) {
                port.update(sink, attributes);
            }
        }
    }
}
