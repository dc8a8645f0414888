package dev.sonde.node.collector;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.node.linux.Devices;
import dev.sonde.node.linux.SysfsAttribute;
import org.jspecify.annotations.Nullable;

/**
 * Errors of the memory that its controllers corrected or could not correct, {@code devices/system/edac/mc} of sysfs:
 * {@code Documentation/admin-guide/ras.rst}. A machine without ECC memory, or whose firmware keeps it to itself, has no
 * controllers, which is nothing special.
 */
public final class EdacCollector extends AgentCollector {
    private static final String CONTROLLER = "mc";

    private final Devices<EdacController> controllers;
    private final SysfsAttribute attributes = new SysfsAttribute(EdacCollector.class);

    public EdacCollector(NodeContext context) {
        this(context.paths());
    }

    EdacCollector(NodePaths paths) {
        super("edac");
        controllers = new Devices<>(paths.sys("devices/system/edac/mc"), new Devices.Builder<>() {
            @Override
            public @Nullable EdacController build(String name, String path) {
                return Devices.isNumbered(name, CONTROLLER)
                        ? new EdacController(path, Devices.number(name, CONTROLLER))
                        : null;
            }
        });
    }

    @Override
    public void update(MetricSink sink) {
        controllers.read();
        for (int i = 0; i < controllers.size(); i++) {
            controllers.get(i).update(sink, attributes);
        }
    }
}
