package dev.sonde.node.collector;

import dev.sonde.core.flags.FlagSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the flags of the netclass collector say.
 *
 * @param ignored interfaces to leave out, searched for in their names; null for none
 * @param ignoreInvalidSpeed leave out a speed below 0
 * @param netlink netlink's and ethtool's terms instead of those of sysfs
 * @param withStats counters too, with netlink only
 */
record NetclassOptions(@Nullable Pattern ignored, boolean ignoreInvalidSpeed, boolean netlink, boolean withStats) {
    private static final String IGNORED = "collector.netclass.ignored-devices";
    private static final String INVALID_SPEED = "collector.netclass.ignore-invalid-speed";
    private static final String NETLINK = "collector.netclass.netlink";
    private static final String WITH_STATS = "collector.netclass_rtnl.with-stats";
    private static final String NONE = "^$";

    static void flags(FlagSet flags) {
        flags.string(IGNORED, NONE, "Regexp of network devices to leave out.");
        flags.bool(INVALID_SPEED, false, "Leave out speeds that the driver gives as -1.");
        flags.bool(NETLINK, false, "Ask rtnetlink and ethtool netlink instead of sysfs, and show their terms.");
        flags.bool(WITH_STATS, false, "Report the counters of each device too, instead of the netdev collector.");
    }

    static NetclassOptions of(FlagSet flags) {
        String ignored = Profile.exclude(flags, IGNORED, Profile.INTERFACES_EXCLUDE);
        return new NetclassOptions(
                ignored.equals(NONE) ? null : NameFilter.compile(IGNORED, ignored),
                flags.getBool(INVALID_SPEED),
                flags.getBool(NETLINK),
                flags.getBool(WITH_STATS));
    }

    boolean accepts(String device) {
        return ignored == null || !ignored.matcher(device).find();
    }
}
