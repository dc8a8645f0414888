package dev.sonde.node.linux;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names of vendors, devices, subsystems and classes in a file {@code pci.ids}. Its format is told at its top: a
 * vendor, below it with one tab a device, below that with two tabs a subsystem; and the same for classes, the first line
 * of which begins with a C.
 *
 * <p>The file has some 40,000 lines, a host some ten devices: it is read from end to end for the names that are asked
 * for, and none else are kept.
 */
public final class PciIds {
    private final Set<String> wanted;
    private final Map<String, String> names = new HashMap<>();
    private String parent = "";
    private String child = "";
    private boolean classes;

    private PciIds(Set<String> wanted) {
        this.wanted = wanted;
    }

    /**
     * The names of the keys that the first file that can be read has: {@code 8086} a vendor, {@code 8086:2020} a device,
     * {@code 8086:2020:1028:0716} a subsystem, {@code C02}, {@code C0200}, {@code C020000} a class.
     */
    public static Map<String, String> read(List<String> files, Set<String> keys) {
        for (String file : files) {
            PciIds ids = new PciIds(keys);
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(new FileInputStream(file), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    ids.take(line);
                }
                return ids.names;
            } catch (IOException e) {
                // Distributions keep it in different places, and many hosts have none: then ids stand for names.
                continue;
            }
        }
        return Map.of();
    }

    private void take(String line) {
        int gap = line.indexOf("  ");
        if (line.startsWith("#") || gap < 0) {
            return;
        }
        int tabs = line.startsWith("\t\t") ? 2 : line.startsWith("\t") ? 1 : 0;
        String id = line.substring(tabs, Math.max(tabs, gap)).trim();
        String name = line.substring(gap).trim();
        if (tabs == 0) {
            classes = id.startsWith("C ");
            parent = classes ? "C" + id.substring(2).trim() : id;
            child = "";
            keep(parent, name);
        } else if (tabs == 1) {
            child = classes ? parent + id : parent + ':' + id;
            keep(child, name);
        } else if (!child.isEmpty()) {
            keep(classes ? child + id : child + ':' + id.replace(' ', ':'), name);
        }
    }

    private void keep(String key, String name) {
        if (wanted.contains(key)) {
            names.put(key, name);
        }
    }
}
