package dev.sonde.node.collector;

import dev.sonde.core.flags.FlagSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the flags of the systemd collector say. The patterns match whole names, unlike those of devices.
 *
 * @param isPrivate whether systemd is asked at its own socket, without a bus
 */
record SystemdOptions(
        @Nullable Pattern include,
        @Nullable Pattern exclude,
        boolean tasks,
        boolean restarts,
        boolean startTime,
        boolean isPrivate) {
    private static final String PREFIX = "collector.systemd.";
    private static final String INCLUDE = PREFIX + "unit-include";
    private static final String EXCLUDE = PREFIX + "unit-exclude";

    static void flags(FlagSet flags) {
        flags.string(INCLUDE, ".+", "Regexp of units to report, where it matches the whole name.");
        flags.string(
                EXCLUDE,
                ".+\\.(automount|device|mount|scope|slice)",
                "Regexp of units to leave out, where it matches the whole name.");
        flags.string(PREFIX + "unit-whitelist", "").deprecatedFor(INCLUDE);
        flags.string(PREFIX + "unit-blacklist", "").deprecatedFor(EXCLUDE);
        flags.bool(PREFIX + "private", false, "Ask systemd at its own socket, which takes root, and not on the bus.")
                .hidden();
        flags.bool(PREFIX + "enable-task-metrics", false, "Report the tasks of each service.");
        flags.bool(PREFIX + "enable-restarts-metrics", false, "Report how often each service was restarted.");
        flags.bool(PREFIX + "enable-start-time-metrics", false, "Report when each unit was started.");
    }

    static SystemdOptions of(FlagSet flags) {
        return new SystemdOptions(
                NameFilter.compile(INCLUDE, flags.getString(INCLUDE)),
                NameFilter.compile(EXCLUDE, flags.getString(EXCLUDE)),
                flags.getBool(PREFIX + "enable-task-metrics"),
                flags.getBool(PREFIX + "enable-restarts-metrics"),
                flags.getBool(PREFIX + "enable-start-time-metrics"),
                flags.getBool(PREFIX + "private"));
    }

    /** An empty pattern matches no name. */
    boolean accepts(String unit) {
        return include != null
                && include.matcher(unit).matches()
                && (exclude == null || !exclude.matcher(unit).matches());
    }
}
