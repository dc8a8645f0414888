package dev.sonde.node.collector;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.node.linux.SysfsAttribute;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * PCI devices, {@code sys/bus/pci/devices}: {@code Documentation/ABI/testing/sysfs-bus-pci}. A device that cannot be
 * read costs itself alone.
 */
public final class PcideviceCollector extends AgentCollector implements LabelCache.Builder<PciDevice> {
    private static final String NAMES = "collector.pcidevice.names";
    private static final String IDS_FILE = "collector.pcidevice.idsfile";
    private static final List<String> USUAL_FILES = List.of("/usr/share/misc/pci.ids", "/usr/share/hwdata/pci.ids");

    private final String directory;
    private final @Nullable PciNames names;
    private final DeviceList<PciDevice> devices;
    private final SysfsAttribute attributes = new SysfsAttribute(PcideviceCollector.class);
    private final NoDataException absent;

    public static void flags(FlagSet flags) {
        flags.string(IDS_FILE, "File pci.ids to take names from, instead of where distributions have it.");
        flags.bool(NAMES, false, "Name vendors, devices and classes, from a file pci.ids.");
    }

    public PcideviceCollector(NodeContext context) {
        super("pcidevice");
        directory = context.paths().sys("bus/pci/devices");
        String file = context.flags().getString(IDS_FILE);
        names = context.flags().getBool(NAMES) ? new PciNames(file.isEmpty() ? USUAL_FILES : List.of(file)) : null;
        devices = new DeviceList<>(directory, this);
        absent = new NoDataException(directory + ": no PCI bus");
    }

    @Override
    public PciDevice build(String name) {
        return new PciDevice(directory + '/' + name);
    }

    @Override
    public void update(MetricSink sink) throws NoDataException {
        String[] links = devices.begin();
        if (links == null) {
            throw absent;
        }
        PciDevice[] row = new PciDevice[links.length];
        int count = 0;
        for (String link : links) {
            PciDevice device = devices.get(link);
            if (device != null && device.read(attributes)) {
                row[count++] = device;
            }
        }
        if (names != null) {
            names.learn(row, count);
        }
        for (int i = 0; i < count; i++) {
            row[i].update(sink, attributes, names);
        }
    }
}
