package dev.sonde.node.collector;

import dev.sonde.node.linux.Devices;

/** Names of NVMe devices: {@code nvme0} is a controller, {@code nvme0n1} a namespace. */
final class NvmeNames {
    private static final String CONTROLLER = "nvme";

    private NvmeNames() {}

    static boolean isController(String name) {
        return Devices.isNumbered(name, CONTROLLER)
                && name.length()
                        == CONTROLLER.length()
                                + Devices.number(name, CONTROLLER).length();
    }

    /** The number of a namespace, empty for anything else, such as {@code nvme0c1n1}, which is one path to it. */
    static String namespace(String name) {
        if (!Devices.isNumbered(name, CONTROLLER)) {
            return "";
        }
        String prefix = CONTROLLER + Devices.number(name, CONTROLLER) + 'n';
        if (!Devices.isNumbered(name, prefix)) {
            return "";
        }
        String number = Devices.number(name, prefix);
        return name.length() == prefix.length() + number.length() ? number : "";
    }
}
