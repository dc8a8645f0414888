package dev.sonde.node.collector;

import dev.sonde.core.flags.FlagSet;

/**
 * What the flags of the netdev collector say.
 *
 * @param netlink rtnetlink rather than {@code proc/net/dev}
 * @param addressInfo addresses too
 * @param detailed every counter by itself under the kernel's name
 * @param labelAlias the interface's alias as a label
 */
public record NetdevOptions(
        NameFilter filter, boolean netlink, boolean addressInfo, boolean detailed, boolean labelAlias) {
    private static final String PREFIX = "collector.netdev.";
    private static final String INCLUDE = PREFIX + "device-include";
    private static final String EXCLUDE = PREFIX + "device-exclude";

    static void flags(FlagSet flags) {
        flags.string(INCLUDE, "Regexp of network devices to report (mutually exclusive to device-exclude).");
        flags.string(PREFIX + "device-whitelist", "").deprecatedFor(INCLUDE);
        flags.string(EXCLUDE, "Regexp of network devices to leave out (mutually exclusive to device-include).");
        flags.string(PREFIX + "device-blacklist", "").deprecatedFor(EXCLUDE);
        flags.bool(PREFIX + "netlink", true, "Ask rtnetlink instead of reading /proc/net/dev.");
        flags.bool(PREFIX + "address-info", false, "Report the addresses of every device.");
        flags.bool(
                PREFIX + "enable-detailed-metrics",
                false,
                "Report every counter under a name of its own (incompatible with the default names).");
        flags.bool(PREFIX + "label-ifalias", false, "Add the label ifalias.");
    }

    public static NetdevOptions of(FlagSet flags) {
        return new NetdevOptions(
                filter(flags),
                flags.getBool(PREFIX + "netlink"),
                flags.getBool(PREFIX + "address-info"),
                flags.getBool(PREFIX + "enable-detailed-metrics"),
                flags.getBool(PREFIX + "label-ifalias"));
    }

    private static NameFilter filter(FlagSet flags) {
        String include = flags.getString(INCLUDE);
        String exclude = include.isEmpty()
                ? Profile.exclude(flags, EXCLUDE, Profile.INTERFACES_EXCLUDE)
                : flags.getString(EXCLUDE);
        return NameFilter.of(INCLUDE, include, EXCLUDE, exclude);
    }
}
