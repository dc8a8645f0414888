package dev.sonde.node.collector;

import dev.sonde.core.metrics.MetricSink;
import dev.sonde.node.linux.PciAddress;
import dev.sonde.node.linux.SysfsAttribute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One PCI device. One thread at a time. */
final class PciDevice {
    static final int CLASS = 0;
    static final int VENDOR = 1;
    static final int DEVICE = 2;
    static final int SUBSYSTEM_VENDOR = 3;
    static final int SUBSYSTEM_DEVICE = 4;

    private static final String[] IDS = {"class", "vendor", "device", "subsystem_vendor", "subsystem_device", "revision"
    };
    private static final int[] ID_DIGITS = {6, 4, 4, 4, 4, 2};

    private final String directory;
    private final @Nullable PciAddress address;
    private final @Nullable PciAddress parent;
    private final String[] ids = new String[IDS.length];
    private @Nullable PciSeries series;

    /** @param directory a link to the device, which lies below the bridge that leads to it */
    PciDevice(String directory) {
        this.directory = directory + '/';
        PciAddress own = null;
        PciAddress above = null;
        try {
            Path target = Files.readSymbolicLink(Path.of(directory));
            own = PciAddress.parse(String.valueOf(target.getFileName()));
            Path upper = target.getParent();
            above = upper == null ? null : PciAddress.parse(String.valueOf(upper.getFileName()));
        } catch (IOException | UnsupportedOperationException e) {
            // Gone again; an address that is none keeps it from being shown.
            own = null;
        }
        address = own;
        parent = above;
    }

    /** Class, vendor and so on as {@code 0x8086}; to be asked for after {@link #read}. */
    String[] ids() {
        return ids;
    }

    /** Reads what the device is; false when it cannot be read. */
    boolean read(SysfsAttribute attributes) {
        if (address == null) {
            return false;
        }
        for (int i = 0; i < IDS.length; i++) {
            if (!attributes.readUnsigned(directory + IDS[i])) {
                return false;
            }
            ids[i] = "0x" + PciAddress.padded((int) attributes.number(), ID_DIGITS[i]);
        }
        return true;
    }

    /** After {@link #read}. */
    void update(MetricSink sink, SysfsAttribute attributes, @Nullable PciNames names) {
        PciAddress at = address;
        if (at == null) {
            return;
        }
        PciSeries to = series;
        if (to == null) {
            to = series = new PciSeries(at, parent, names != null);
        }
        to.info(sink, ids, names == null ? new String[0] : names.of(ids));
        to.numbers(sink, directory, attributes);
        String state = attributes.textOrEmpty(directory + "power_state");
        if (!state.isEmpty()) {
            to.powerState(sink, state);
        }
    }
}
