package dev.sonde.node.linux;

import dev.sonde.core.io.KernelFile;
import org.jspecify.annotations.Nullable;

/**
 * The zone of this process's local time as the C library finds it: the variable {@code TZ}, else {@code
 * /etc/localtime}, else UTC. Looked up once, as C programs do. Immutable.
 */
public final class LocalZone {
    private static final String[] DATABASES = {"/usr/share/zoneinfo/", "/usr/lib/zoneinfo/", "/etc/zoneinfo/"};

    private final @Nullable TimeZoneFile file;
    private final @Nullable PosixZone rule;

    private LocalZone(@Nullable TimeZoneFile file, @Nullable PosixZone rule) {
        this.file = file;
        this.rule = rule;
    }

    public static LocalZone ofProcess() {
        return of(System.getenv("TZ"), "/etc/localtime");
    }

    /** @param tz value of {@code TZ}, null when not set */
    static LocalZone of(@Nullable String tz, String localtime) {
        if (tz == null) {
            return new LocalZone(read(localtime), null);
        }
        String name = tz.startsWith(":") ? tz.substring(1) : tz;
        if (name.startsWith("/")) {
            return new LocalZone(read(name), null);
        }
        for (String database : DATABASES) {
            TimeZoneFile found = name.isEmpty() || name.contains("..") ? null : read(database + name);
            if (found != null) {
                return new LocalZone(found, null);
            }
        }
        return new LocalZone(null, PosixZone.parse(name));
    }

    private static @Nullable TimeZoneFile read(String path) {
        try (KernelFile file = new KernelFile(path)) {
            return file.read() ? TimeZoneFile.parse(file.bytes(), file.length()) : null;
        }
    }

    /** Name and offset that hold at a time, and how long. */
    public ZonePeriod at(long epochSecond) {
        if (file != null) {
            return file.at(epochSecond);
        }
        return rule != null ? rule.at(epochSecond) : ZonePeriod.UTC;
    }
}
