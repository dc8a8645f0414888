package dev.sonde.node.linux;

import java.io.File;
import java.util.Arrays;

/** The entries of a directory of sysfs, listed in every scrape. One thread at a time. */
public final class Listing {
    private static final String[] NOTHING = {};

    private final File directory;
    private String[] raw = NOTHING;
    private String[] names = NOTHING;
    private boolean present;
    private boolean changed;

    public Listing(String directory) {
        this.directory = new File(directory);
    }

    public String directory() {
        return directory.getPath();
    }

    /** Lists anew; false when there is no such directory, which then has no entries. */
    public boolean read() {
        String[] found = directory.list();
        present = found != null;
        if (found == null) {
            found = NOTHING;
        }
        changed = !Arrays.equals(found, raw);
        if (changed) {
            raw = found;
            names = found.clone();
            Arrays.sort(names);
        }
        return present;
    }

    /** Whether the last {@link #read} found other entries than the one before. */
    public boolean changed() {
        return changed;
    }

    /** Sorted; not to be changed. */
    public String[] names() {
        return names;
    }

    public boolean contains(String name) {
        return Arrays.binarySearch(names, name) >= 0;
    }
}
