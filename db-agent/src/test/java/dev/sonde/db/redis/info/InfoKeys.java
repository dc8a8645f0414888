package dev.sonde.db.redis.info;

import java.util.TreeSet;

/** The fields of INFO that are one number each, for tests that want all of them. */
public final class InfoKeys {
    private InfoKeys() {}

    /** An answer to INFO that has them all, each 1. */
    public static String everything() {
        StringBuilder info = new StringBuilder();
        for (String key : new TreeSet<>(InfoTable.all().keySet())) {
            info.append(key).append(":1\n");
        }
        return info.toString();
    }
}
