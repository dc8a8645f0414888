package dev.sonde.node.collector;

import dev.sonde.core.flags.FlagSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Options of {@link CpuCollector}.
 *
 * @param guest whether guest times are given
 * @param info whether {@code proc/cpuinfo} is given
 * @param clock whether the clocks of {@code proc/cpuinfo} are given too, which the peer does while its collector cpufreq
 *     is on
 * @param flags which CPU flags are given, none when null
 * @param bugs which CPU bugs are given, none when null
 */
record CpuOptions(
        boolean guest,
        boolean info,
        boolean clock,
        @Nullable Pattern flags,
        @Nullable Pattern bugs) {
    private static final String GUEST = "collector.cpu.guest";
    private static final String INFO = "collector.cpu.info";
    private static final String CPUFREQ = "collector.cpufreq";
    private static final String DISABLE_DEFAULTS = "collector.disable-defaults";
    private static final String FLAGS_INCLUDE = "collector.cpu.info.flags-include";
    private static final String BUGS_INCLUDE = "collector.cpu.info.bugs-include";

    static final CpuOptions DEFAULT = new CpuOptions(true, false, true, null, null);

    static void flags(FlagSet flags) {
        flags.bool(GUEST, true, "Give the time that each CPU ran guests.");
        flags.bool(INFO, false, "Give model and clock of each CPU.");
        flags.string(FLAGS_INCLUDE, "Give the CPU flags that match this regular expression; implies --" + INFO + ".");
        flags.string(BUGS_INCLUDE, "Give the CPU bugs that match this regular expression; implies --" + INFO + ".");
    }

    static CpuOptions of(FlagSet flags) {
        Pattern wantedFlags = NameFilter.compile(FLAGS_INCLUDE, flags.getString(FLAGS_INCLUDE));
        Pattern wantedBugs = NameFilter.compile(BUGS_INCLUDE, flags.getString(BUGS_INCLUDE));
        boolean info = flags.getBool(INFO) || wantedFlags != null || wantedBugs != null;
        boolean clock = flags.isSet(CPUFREQ) ? flags.getBool(CPUFREQ) : !flags.getBool(DISABLE_DEFAULTS);
        return new CpuOptions(flags.getBool(GUEST), info, clock, wantedFlags, wantedBugs);
    }
}
