package dev.sonde.node.collector;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.node.linux.Devices;
import dev.sonde.node.linux.SysfsAttribute;
import java.io.File;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Temperatures, voltages, fans and more of hardware monitors, {@code class/hwmon} of sysfs: {@code
 * Documentation/hwmon/sysfs-interface.rst}. No data where there are none. A sensor that cannot be read now (EAGAIN,
 * ENODATA, EIO of a drive that sleeps) costs its own series.
 */
public final class HwmonCollector extends AgentCollector {
    private static final String CHIP_INCLUDE = "collector.hwmon.chip-include";
    private static final String CHIP_EXCLUDE = "collector.hwmon.chip-exclude";
    private static final String SENSOR_INCLUDE = "collector.hwmon.sensor-include";
    private static final String SENSOR_EXCLUDE = "collector.hwmon.sensor-exclude";

    private final NameFilter chipFilter;
    private final NameFilter sensorFilter;
    private final Devices<HwmonChip> chips;
    private final Map<String, MetricFamily> families = new HashMap<>();
    private final SysfsAttribute attribute = new SysfsAttribute(HwmonCollector.class);
    private final NoDataException absent;
    private int known = -1;

    public static void flags(FlagSet flags) {
        flags.string(CHIP_INCLUDE, "Give only hardware monitors that match this regular expression.");
        flags.string(CHIP_EXCLUDE, "Leave out hardware monitors that match this regular expression.");
        flags.string(SENSOR_INCLUDE, "Give only sensors whose chip;sensor matches this regular expression.");
        flags.string(SENSOR_EXCLUDE, "Leave out sensors whose chip;sensor matches this regular expression.");
    }

    public HwmonCollector(NodeContext context) {
        this(context.paths(), chips(context.flags()), sensors(context.flags()));
    }

    HwmonCollector(NodePaths paths, NameFilter chipFilter, NameFilter sensorFilter) {
        super("hwmon");
        this.chipFilter = chipFilter;
        this.sensorFilter = sensorFilter;
        chips = new Devices<>(paths.sys("class/hwmon"), new Devices.Builder<>() {
            @Override
            public @Nullable HwmonChip build(String name, String path) {
                return new File(path).isDirectory() ? new HwmonChip(name, path) : null;
            }
        });
        absent = new NoDataException(chips.directory() + ": no hardware monitors");
    }

    private static NameFilter chips(FlagSet flags) {
        return NameFilter.of(CHIP_INCLUDE, flags.getString(CHIP_INCLUDE), CHIP_EXCLUDE, flags.getString(CHIP_EXCLUDE));
    }

    private static NameFilter sensors(FlagSet flags) {
        return NameFilter.of(
                SENSOR_INCLUDE, flags.getString(SENSOR_INCLUDE), SENSOR_EXCLUDE, flags.getString(SENSOR_EXCLUDE));
    }

    @Override
    public void update(MetricSink sink) throws NoDataException {
        if (!chips.read()) {
            throw absent;
        }
        boolean changed = chips.size() != known;
        known = chips.size();
        for (int i = 0; i < chips.size(); i++) {
            changed |= chips.get(i).look(attribute);
        }
        if (changed) {
            call();
        }
        for (int i = 0; i < chips.size(); i++) {
            if (chips.get(i).isThere()) {
                chips.get(i).update(sink, attribute, sensorFilter, families);
            }
        }
    }

    /**
     * Gives each chip its name. A device may have several monitors; these are told apart by what their drivers call them
     * or, where that is the same too, by their numbers.
     */
    private void call() {
        String[] names = new String[chips.size()];
        Map<String, Integer> owners = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
            names[i] = chips.get(i).ownName();
            count(owners, names[i]);
            count(owners, names[i] + '\n' + chips.get(i).driverName());
        }
        for (int i = 0; i < names.length; i++) {
            HwmonChip chip = chips.get(i);
            String name = names[i];
            if (owners.getOrDefault(name, 0) > 1) {
                String driver = chip.driverName();
                boolean tells = !driver.isEmpty() && owners.getOrDefault(name + '\n' + driver, 0) == 1;
                name += '_' + (tells ? driver : chip.directoryName());
            }
            chip.call(name, chipFilter.accepts(name));
        }
    }

    private static void count(Map<String, Integer> owners, String name) {
        owners.put(name, owners.getOrDefault(name, 0) + 1);
    }
}
