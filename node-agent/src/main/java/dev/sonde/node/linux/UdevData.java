package dev.sonde.node.linux;

import dev.sonde.core.io.KernelFile;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Properties of a device in udev's database, lines {@code E:KEY=value} of {@code /run/udev/data/b<major>:<minor>}. */
public final class UdevData {
    private UdevData() {}

    /** Empty when there is no such file. */
    public static Map<String, String> read(String path) {
        try (KernelFile file = new KernelFile(path)) {
            return file.read() ? parse(new String(file.bytes(), 0, file.length(), StandardCharsets.UTF_8)) : Map.of();
        }
    }

    static Map<String, String> parse(String content) {
        Map<String, String> properties = new HashMap<>();
        for (String line : content.split("\n")) {
            int equals = line.indexOf('=');
            if (line.startsWith("E:") && equals > 2) {
                properties.put(line.substring(2, equals), line.substring(equals + 1));
            }
        }
        return properties;
    }
}
