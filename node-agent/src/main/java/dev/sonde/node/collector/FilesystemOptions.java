package dev.sonde.node.collector;

import dev.sonde.core.flags.FlagSet;

/**
 * What the flags of the filesystem collector say.
 *
 * @param timeoutMillis how long all mounts that may not answer are waited for, together
 * @param workers how many of them are asked at a time
 */
public record FilesystemOptions(NameFilter mountPoints, NameFilter types, long timeoutMillis, int workers) {
    private static final String PREFIX = "collector.filesystem.";
    private static final String POINTS = PREFIX + "mount-points-";
    private static final String TYPES = PREFIX + "fs-types-";

    static final String MOUNT_POINTS_EXCLUDE =
            "^/(dev|proc|run/credentials/.+|sys|var/lib/docker/.+|var/lib/containers/storage/.+)($|/)";
    static final String TYPES_EXCLUDE = "^(autofs|binfmt_misc|bpf|cgroup2?|configfs|debugfs|devpts|devtmpfs|fusectl"
            + "|hugetlbfs|iso9660|mqueue|nsfs|overlay|proc|procfs|pstore|rpc_pipefs|securityfs|selinuxfs|squashfs|erofs"
            + "|sysfs|tracefs)$";

    static void flags(FlagSet flags) {
        flags.string(
                POINTS + "exclude",
                MOUNT_POINTS_EXCLUDE,
                "Regexp of mount points to leave out (mutually exclusive to mount-points-include).");
        flags.string(
                POINTS + "include", "Regexp of mount points to report (mutually exclusive to mount-points-exclude).");
        flags.string(PREFIX + "ignored-mount-points", "").deprecatedFor(POINTS + "exclude");
        flags.string(
                TYPES + "exclude",
                TYPES_EXCLUDE,
                "Regexp of file system types to leave out (mutually exclusive to fs-types-include).");
        flags.string(
                TYPES + "include", "Regexp of file system types to report (mutually exclusive to fs-types-exclude).");
        flags.string(PREFIX + "ignored-fs-types", "").deprecatedFor(TYPES + "exclude");
        flags.duration(PREFIX + "mount-timeout", "5s", "How long to wait for mounts that may not answer, together.")
                .hidden();
        flags.integer(PREFIX + "stat-workers", 4, "How many mounts that may not answer are asked at a time.")
                .hidden();
    }

    public static FilesystemOptions of(FlagSet flags) {
        return new FilesystemOptions(
                filter(flags, POINTS, Profile.MOUNT_POINTS_EXCLUDE),
                filter(flags, TYPES, Profile.TYPES_EXCLUDE),
                flags.getDurationMillis(PREFIX + "mount-timeout"),
                flags.getInt(PREFIX + "stat-workers"));
    }

    /** Giving only the include flag clears the default of the exclude flag. */
    private static NameFilter filter(FlagSet flags, String prefix, String forContainers) {
        String include = flags.getString(prefix + "include");
        boolean clear = !include.isEmpty() && !flags.isSet(prefix + "exclude");
        String exclude = clear ? "" : Profile.exclude(flags, prefix + "exclude", forContainers);
        return NameFilter.of(prefix + "include", include, prefix + "exclude", exclude);
    }
}
