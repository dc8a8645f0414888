package dev.sonde.node.collector;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.node.linux.Devices;
import dev.sonde.node.linux.SysfsAttribute;
import org.jspecify.annotations.Nullable;

/** NVMe controllers and their namespaces, {@code class/nvme} of sysfs. No data where there are none. */
public final class NvmeCollector extends AgentCollector {
    private final Devices<NvmeController> controllers;
    private final SysfsAttribute attribute = new SysfsAttribute(NvmeCollector.class);
    private final NoDataException absent;

    public NvmeCollector(NodeContext context) {
        this(context.paths());
    }

    NvmeCollector(NodePaths paths) {
        super("nvme");
        controllers = new Devices<>(paths.sys("class/nvme"), new Devices.Builder<>() {
            @Override
            public @Nullable NvmeController build(String name, String path) {
                return NvmeNames.isController(name) ? new NvmeController(name, path) : null;
            }
        });
        absent = new NoDataException(controllers.directory() + ": no NVMe controllers");
    }

    @Override
    public void update(MetricSink sink) throws NoDataException {
        if (!controllers.read()) {
            throw absent;
        }
        for (int i = 0; i < controllers.size(); i++) {
            controllers.get(i).update(sink, attribute);
        }
    }
}
