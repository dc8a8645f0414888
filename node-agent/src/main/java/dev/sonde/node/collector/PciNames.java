package dev.sonde.node.collector;

import dev.sonde.node.linux.PciIds;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names for the ids of PCI devices, looked up once for each device that is new. One thread at a time. */
final class PciNames {
    private static final int LEVEL_DIGITS = 2;
    private static final String PREFIX = "0x";

    private final List<String> files;
    private final Map<String, String> known = new HashMap<>();
    private final Set<String> asked = new HashSet<>();

    /** @param files the first that can be read is used */
    PciNames(List<String> files) {
        this.files = files;
    }

    /** Reads the file if one of the devices has ids that were not asked for before. */
    void learn(PciDevice[] devices, int count) {
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < count; i++) {
            for (String key : keys(devices[i].ids())) {
                if (asked.add(key)) {
                    keys.add(key);
                }
            }
        }
        if (!keys.isEmpty()) {
            known.putAll(PciIds.read(files, keys));
        }
    }

    private static String[] keys(String[] ids) {
        String type = "C" + plain(ids[PciDevice.CLASS]);
        String device = device(ids);
        return new String[] {
            plain(ids[PciDevice.VENDOR]),
            device,
            plain(ids[PciDevice.SUBSYSTEM_VENDOR]),
            subsystem(ids),
            type,
            type.substring(0, type.length() - LEVEL_DIGITS),
            type.substring(0, type.length() - 2 * LEVEL_DIGITS)
        };
    }

    private static String device(String[] ids) {
        return plain(ids[PciDevice.VENDOR]) + ':' + plain(ids[PciDevice.DEVICE]);
    }

    private static String subsystem(String[] ids) {
        return device(ids)
                + ':'
                + plain(ids[PciDevice.SUBSYSTEM_VENDOR])
                + ':'
                + plain(ids[PciDevice.SUBSYSTEM_DEVICE]);
    }

    private static String plain(String id) {
        return id.substring(PREFIX.length());
    }

    /** Names of vendor, device, subsystem's vendor, subsystem and class; the id without 0x where there is none. */
    String[] of(String[] ids) {
        return new String[] {
            name(plain(ids[PciDevice.VENDOR]), plain(ids[PciDevice.VENDOR])),
            name(device(ids), plain(ids[PciDevice.DEVICE])),
            name(plain(ids[PciDevice.SUBSYSTEM_VENDOR]), plain(ids[PciDevice.SUBSYSTEM_VENDOR])),
            name(subsystem(ids), plain(ids[PciDevice.SUBSYSTEM_DEVICE])),
            className("C" + plain(ids[PciDevice.CLASS]))
        };
    }

    /** The nearest of interface, subclass and class that has a name. */
    private String className(String key) {
        for (int drop = 0; drop <= 2 * LEVEL_DIGITS; drop += LEVEL_DIGITS) {
            String name = known.get(key.substring(0, key.length() - drop));
            if (name != null) {
                return name;
            }
        }
        return "Unknown class (" + key.substring(1) + ')';
    }

    private String name(String key, String otherwise) {
        String name = known.get(key);
        return name == null ? otherwise : name;
    }
}
