package dev.sonde.node.collector;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.node.linux.Devices;
import dev.sonde.node.linux.SysfsAttribute;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Batteries and mains, {@code class/power_supply} of sysfs: {@code Documentation/ABI/testing/sysfs-class-power}. No data
 * where the kernel knows no power supplies.
 */
public final class PowersupplyclassCollector extends AgentCollector {
    private static final String IGNORED = "collector.powersupply.ignored-supplies";

    private final Devices<PowerSupply> supplies;
    private final SysfsAttribute attribute = new SysfsAttribute(PowersupplyclassCollector.class);
    private final NoDataException absent;

    public static void flags(FlagSet flags) {
        flags.string(IGNORED, "^$", "Leave out power supplies that match this regular expression.");
    }

    public PowersupplyclassCollector(NodeContext context) {
        this(context.paths(), context.flags().getString(IGNORED));
    }

    PowersupplyclassCollector(NodePaths paths, String ignored) {
        super("powersupplyclass");
        Pattern pattern = ignored.equals("^$") ? null : NameFilter.compile(IGNORED, ignored);
        supplies = new Devices<>(paths.sys("class/power_supply"), new Devices.Builder<>() {
            @Override
            public @Nullable PowerSupply build(String name, String path) {
                return pattern != null && pattern.matcher(name).find() ? null : new PowerSupply(name, path);
            }
        });
        absent = new NoDataException(supplies.directory() + ": the kernel knows no power supplies");
    }

    @Override
    public void update(MetricSink sink) throws NoDataException {
        if (!supplies.read()) {
            throw absent;
        }
        for (int i = 0; i < supplies.size(); i++) {
            supplies.get(i).update(sink, attribute);
        }
    }
}
