package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.PciAddress;
import dev.sonde.node.linux.SysfsAttribute;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The series of one PCI device. One thread at a time. */
final class PciSeries {
    private static final String[] ADDRESS = {"segment", "bus", "device", "function"};
    private static final String[] IDS = {
        "parent_segment",
        "parent_bus",
        "parent_device",
        "parent_function",
        "class_id",
        "vendor_id",
        "device_id",
        "subsystem_vendor_id",
        "subsystem_device_id",
        "revision"
    };
    private static final String[] NAMES = {
        "vendor_name", "device_name", "subsystem_vendor_name", "subsystem_device_name", "class_name"
    };
    private static final String[] POWER_STATES = {"D0", "D1", "D2", "D3hot", "D3cold", "unknown", "error"};
    private static final long GIGA = 1_000_000_000;

    /** So many units of 10^9 stay a long. */
    private static final long HIGHEST = Long.MAX_VALUE / GIGA;

    private static final String INFO_HELP = "Address and make of a PCI device, and the bridge above it; always 1.";
    private static final MetricFamily INFO = family("info", INFO_HELP, ADDRESS, IDS);
    private static final MetricFamily INFO_WITH_NAMES = family("info", INFO_HELP, ADDRESS, IDS, NAMES);
    private static final MetricFamily POWER_STATE = family(
            "power_state", "1 for the power state that a PCI device is in, else 0.", ADDRESS, new String[] {"state"});
    private static final MetricFamily NUMA_NODE =
            family("numa_node", "The NUMA node that a PCI device is near to.", ADDRESS);

    /** Those that are shown where there is no such file too: links as -1, the rest as 0. */
    private enum Number {
        MAX_SPEED("max_link_speed", "max_link_transfers_per_second", "Most transfers per second of a link.", -1),
        MAX_WIDTH("max_link_width", "max_link_width", "Most lanes of a link.", -1),
        SPEED("current_link_speed", "current_link_transfers_per_second", "Transfers per second of a link now.", -1),
        WIDTH("current_link_width", "current_link_width", "Lanes of a link now.", -1),
        D3COLD("d3cold_allowed", "d3cold_allowed", "Whether a device may go to the state D3cold.", 0),
        AUTOPROBE(
                "sriov_drivers_autoprobe",
                "sriov_drivers_autoprobe",
                "Whether drivers are bound to virtual functions on their own.",
                0),
        VFS("sriov_numvfs", "sriov_numvfs", "Virtual functions that are enabled.", 0),
        TOTAL_VFS("sriov_totalvfs", "sriov_totalvfs", "Virtual functions that a device can have.", 0),
        MSIX("sriov_vf_total_msix", "sriov_vf_total_msix", "Interrupt vectors for all virtual functions together.", 0);

        final String file;
        final int absent;
        final MetricFamily family;

        Number(String file, String name, String help, int absent) {
            this.file = file;
            this.absent = absent;
            family = family(name, help, ADDRESS);
        }

        boolean isSpeed() {
            return this == MAX_SPEED || this == SPEED;
        }

        boolean isFlag() {
            return this == D3COLD || this == AUTOPROBE;
        }
    }

    private static final Number[] NUMBERS = Number.values();

    private final String[] address;
    private final String[] above;
    private final InfoSeries info;
    private final Series numaNode;
    private final Series[] numbers = new Series[NUMBERS.length];
    private final Series[] powerStates = new Series[POWER_STATES.length];
    private final ByteCursor cursor = new ByteCursor();

    PciSeries(PciAddress at, @Nullable PciAddress parent, boolean withNames) {
        address = labels(at);
        above = parent == null ? new String[] {"*", "*", "*", "*"} : labels(parent);
        info = new InfoSeries(withNames ? INFO_WITH_NAMES : INFO);
        numaNode = NUMA_NODE.series(address);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = NUMBERS[i].family.series(address);
        }
        for (int i = 0; i < powerStates.length; i++) {
            powerStates[i] = POWER_STATE.series(concat(address, new String[] {POWER_STATES[i]}));
        }
    }

    private static MetricFamily family(String name, String help, String[]... labels) {
        return MetricFamily.gauge("node_pcidevice_" + name, help, concat(labels));
    }

    private static String[] labels(PciAddress at) {
        return new String[] {at.segment(), at.bus(), at.device(), at.function()};
    }

    private static String[] concat(String[]... parts) {
        String[] all = {};
        for (String[] part : parts) {
            int length = all.length;
            all = Arrays.copyOf(all, length + part.length);
            System.arraycopy(part, 0, all, length, part.length);
        }
        return all;
    }

    void info(MetricSink sink, String[] ids, String[] names) {
        info.sample(sink, concat(address, above, ids, names));
    }

    void powerState(MetricSink sink, String state) {
        for (int i = 0; i < powerStates.length; i++) {
            sink.sample(powerStates[i], POWER_STATES[i].equals(state) ? 1 : 0);
        }
    }

    /** @param directory of the device, with a slash at its end */
    void numbers(MetricSink sink, String directory, SysfsAttribute attributes) {
        for (int i = 0; i < numbers.length; i++) {
            Number number = NUMBERS[i];
            if (number.isSpeed()) {
                speed(sink, numbers[i], attributes.textOrEmpty(directory + number.file));
            } else if (attributes.readNumber(directory + number.file)) {
                long value = attributes.number();
                sink.sample(numbers[i], number.isFlag() && value != 0 ? 1 : value);
            } else {
                sink.sample(numbers[i], number.absent);
            }
        }
        if (attributes.readNumber(directory + "numa_node") && attributes.number() != -1) {
            sink.sample(numaNode, attributes.number());
        }
    }

    /** {@code 8.0 GT/s PCIe}, {@code 8 GT/s} before Linux 5.7, {@code Unknown}. */
    private void speed(MetricSink sink, Series series, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long transfers = cursor.reset(bytes, 0, bytes.length).decimal();
        if (cursor.ok() && transfers >= 0 && transfers <= HIGHEST && cursor.word() && cursor.wordIs("GT/s")) {
            sink.decimal(series, transfers * GIGA, cursor.scale());
        } else {
            sink.sample(series, -1);
        }
    }
}
