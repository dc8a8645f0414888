package dev.sonde.node.collector;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.MetricType;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.Listing;
import dev.sonde.node.linux.RawText;
import dev.sonde.node.linux.SysfsAttribute;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One hardware monitor: its name, and the series of its sensors. One thread at a time. Which sensors there are is found
 * out when its directory or its name is not what it was; labels do not change while a driver is loaded.
 */
final class HwmonChip {
    private static final MetricFamily CHIP_NAMES = MetricFamily.gauge(
            "node_hwmon_chip_names", "What a chip is called by its driver; always 1.", "chip", "chip_name");
    private static final MetricFamily SENSOR_LABEL = MetricFamily.gauge(
            "node_hwmon_sensor_label", "What a sensor is called by its driver; always 1.", "chip", "sensor", "label");

    private record Value(String path, Series series, int scale, boolean flag) {}

    private final String directoryName;
    private final Listing files;
    private final RawText name = new RawText();
    private String chip = "";
    private boolean shown;
    private boolean stale = true;
    private List<Series> infos = List.of();
    private List<Value> values = List.of();

    HwmonChip(String directoryName, String path) {
        this.directoryName = directoryName;
        files = new Listing(path);
    }

    /** Lists the files; true when the chip is another than before. */
    boolean look(SysfsAttribute attribute) {
        files.read();
        boolean renamed = attribute.readInto(name, files.directory() + "/name");
        stale |= renamed || files.changed();
        return stale;
    }

    boolean isThere() {
        return files.names().length > 0;
    }

    /** What the driver calls it, cleaned; may be empty. */
    String driverName() {
        return HwmonFile.clean(name.toString());
    }

    /** The name of its entry in {@code class/hwmon}, which depends on the order in which drivers are loaded. */
    String directoryName() {
        return directoryName;
    }

    /** Bus and device, which stay the same, or else what the driver calls it, or its number. */
    String ownName() {
        File device = new File(files.directory(), "device");
        if (device.exists()) {
            try {
                File real = device.getCanonicalFile();
                File parent = real.getParentFile();
                String name = HwmonFile.clean(real.getName());
                String bus = parent == null ? "" : HwmonFile.clean(parent.getName());
                if (!name.isEmpty()) {
                    return bus.isEmpty() ? name : bus + '_' + name;
                }
            } catch (IOException e) {
                // a device that has just gone has no bus any more
                return fallbackName();
            }
        }
        return fallbackName();
    }

    private String fallbackName() {
        String driver = driverName();
        return driver.isEmpty() ? HwmonFile.clean(directoryName) : driver;
    }

    String chip() {
        return chip;
    }

    /** Says under what name it goes, and whether it is wanted. */
    void call(String newName, boolean wanted) {
        stale |= !newName.equals(chip) || wanted != shown;
        chip = newName;
        shown = wanted;
    }

    void update(MetricSink sink, SysfsAttribute attribute, NameFilter sensors, Map<String, MetricFamily> families) {
        if (!shown) {
            stale = false;
            return;
        }
        if (stale) {
            build(attribute, sensors, families);
            stale = false;
        }
        for (Series info : infos) {
            sink.sample(info, 1);
        }
        for (Value value : values) {
            if (!attribute.read(value.path)) {
                continue;
            }
            if (value.flag) {
                sink.sample(value.series, attribute.is("1") ? 1 : 0);
            } else if (attribute.isNumber()) {
                sink.decimal(value.series, attribute.number(), value.scale);
            }
        }
    }

    private void build(SysfsAttribute attribute, NameFilter sensors, Map<String, MetricFamily> families) {
        Map<String, HwmonFile> found = new HashMap<>();
        Map<String, String> paths = new HashMap<>();
        collect(files, found, paths);
        // drivers written before 2013 have their sensors there
        Listing device = new Listing(files.directory() + "/device");
        device.read();
        collect(device, found, paths);

        infos = new ArrayList<>();
        values = new ArrayList<>();
        String driver = driverName();
        if (!driver.isEmpty()) {
            infos.add(CHIP_NAMES.series(chip, driver));
        }
        Map<String, String> labels = labels(attribute, found, paths, sensors);
        Set<Series> seen = new HashSet<>();
        for (Map.Entry<String, HwmonFile> entry : found.entrySet()) {
            HwmonFile file = entry.getValue();
            String metric = file.metric(found.containsKey(key(file.sensor, "")));
            String label = file.isFrequency() ? labels.get(file.sensor) : file.sensor;
            if (file.isLabel() || metric == null || label == null || !sensors.accepts(chip + ';' + file.sensor)) {
                continue;
            }
            String sensor = file.isFrequency() ? HwmonFile.clean(label) : label;
            Series series = family(families, metric, file).series(chip, sensor);
            if (seen.add(series)) {
                values.add(
                        new Value(paths.getOrDefault(entry.getKey(), ""), series, file.scale(), file.isBeepEnable()));
            }
        }
    }

    private static void collect(Listing listing, Map<String, HwmonFile> found, Map<String, String> paths) {
        for (String entry : listing.names()) {
            HwmonFile file = HwmonFile.of(entry);
            if (file != null) {
                String key = key(file.sensor, file.property);
                found.put(key, file);
                paths.put(key, listing.directory() + '/' + entry);
            }
        }
    }

    private static String key(String sensor, String property) {
        return sensor + ' ' + property;
    }

    /** Labels by sensor; those of sensors that are wanted become series. */
    private Map<String, String> labels(
            SysfsAttribute attribute, Map<String, HwmonFile> found, Map<String, String> paths, NameFilter sensors) {
        Map<String, String> labels = new HashMap<>();
        for (HwmonFile file : found.values()) {
            String path = paths.get(key(file.sensor, file.property));
            if (file.isLabel() && path != null && attribute.read(path)) {
                String label = attribute.text();
                labels.put(file.sensor, label);
                if (sensors.accepts(chip + ';' + file.sensor)) {
                    infos.add(SENSOR_LABEL.series(chip, file.sensor, label));
                }
            }
        }
        return labels;
    }

    private static MetricFamily family(Map<String, MetricFamily> families, String metric, HwmonFile file) {
        MetricFamily family = families.get(metric);
        if (family == null) {
            String what = file.property.isEmpty() ? "value" : file.property;
            family = MetricFamily.of(
                    file.isCounter() ? MetricType.COUNTER : MetricType.GAUGE,
                    metric,
                    "Hardware monitor: " + file.type + ' ' + what + '.',
                    "chip",
                    "sensor");
            families.put(metric, family);
        }
        return family;
    }
}
