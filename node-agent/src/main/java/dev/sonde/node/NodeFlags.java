package dev.sonde.node;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.scrape.CollectorLimits;
import dev.sonde.node.collector.NodePaths;
import dev.sonde.node.collector.Profile;
import java.io.File;

/** The flags that belong to no collector. */
final class NodeFlags {
    private NodeFlags() {}

    static void declare(FlagSet flags) {
        flags.string("path.procfs", "/proc", "Where the host's procfs is mounted.");
        flags.string("path.sysfs", "/sys", "Where the host's sysfs is mounted.");
        flags.string("path.rootfs", "/", "Where the host's root file system is mounted.");
        flags.string("path.udev.data", "/run/udev/data", "Where the host's udev keeps its data.");
        HostSource.declare(flags);
        flags.bool(
                "collector.disable-defaults",
                false,
                "Switch all collectors off, but for those that are switched on by name.");
        flags.duration(
                "collector.timeout",
                "0s",
                "How long a scrape waits for one collector, however patient the server is; 0s for the scrape's timeout.");
        flags.integer(
                "collector.max-series",
                250_000,
                "Most series of one collector; what is beyond is left out and counted.");
        flags.integer("runtime.gomaxprocs", 1, "Taken for compatibility: collecting uses one processor at a time.")
                .env("GOMAXPROCS");
        Profile.flags(flags);
    }

    static CollectorLimits limits(FlagSet flags) {
        int series = flags.getInt("collector.max-series");
        if (series <= 0) {
            throw new IllegalArgumentException("--collector.max-series: " + series + " is not above 0");
        }
        return new CollectorLimits(flags.getDurationMillis("collector.timeout"), series);
    }

    static NodePaths paths(FlagSet flags) {
        return new NodePaths(
                flags.getString("path.procfs"),
                flags.getString("path.sysfs"),
                flags.getString("path.rootfs"),
                flags.getString("path.udev.data"));
    }

    /**
     * Without procfs or sysfs nearly everything would fail: better to say so than to start.
     *
     * @throws IllegalArgumentException naming the flag and the path
     */
    static void checkPaths(FlagSet flags) {
        if (HostSource.of(flags) == HostSource.OSHI) {
            return;
        }
        requireDirectory(flags, "path.procfs");
        requireDirectory(flags, "path.sysfs");
    }

    private static void requireDirectory(FlagSet flags, String flag) {
        String path = flags.getString(flag);
        if (!new File(path).isDirectory()) {
            throw new IllegalArgumentException("--" + flag + ": no such directory: " + path);
        }
    }
}
