package dev.sonde.node.linux;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is kept for each device that a directory of sysfs lists, in the order of their names. One thread at a time. A
 * device that is no longer listed is forgotten.
 */
public final class Devices<T> {
    /** No host has more; what comes after them is passed over. */
    private static final int MOST = 1 << 16;

    /** Makes what is kept for a device. */
    public interface Builder<T> {
        /** @return null for an entry that is none of the devices */
        @Nullable T build(String name, String path);
    }

    private final Listing listing;
    private final Builder<T> builder;
    private Map<String, T> known = new HashMap<>();
    private List<T> all = List.of();

    public Devices(String directory, Builder<T> builder) {
        listing = new Listing(directory);
        this.builder = builder;
    }

    public String directory() {
        return listing.directory();
    }

    /** Lists anew; false when there is no such directory. */
    public boolean read() {
        boolean present = listing.read();
        if (listing.changed()) {
            Map<String, T> before = known;
            known = new HashMap<>();
            all = new ArrayList<>();
            for (String name : listing.names()) {
                T device = before.get(name);
                if (device == null) {
                    device = builder.build(name, listing.directory() + '/' + name);
                }
                if (device != null && all.size() < MOST) {
                    known.put(name, device);
                    all.add(device);
                }
            }
        }
        return present;
    }

    public int size() {
        return all.size();
    }

    public T get(int i) {
        return all.get(i);
    }

    /** Whether the name is the prefix and at least one digit behind it. */
    public static boolean isNumbered(String name, String prefix) {
        return name.startsWith(prefix) && !number(name, prefix).isEmpty();
    }

    /** The digits behind the prefix. */
    public static String number(String name, String prefix) {
        int end = prefix.length();
        while (end < name.length() && name.charAt(end) >= '0' && name.charAt(end) <= '9') {
            end++;
        }
        return name.substring(prefix.length(), end);
    }
}
