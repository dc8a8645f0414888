package dev.sonde.node.collector;

import dev.sonde.core.flags.FlagSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Options of {@link CpuCollector}.
 *
 * @param guest whether guest times are given
 * @param info whether {@code proc/cpuinfo} is given
 * @param flags which CPU flags are given, none when null
 * @param bugs which CPU bugs are given, none when null
 */
record CpuOptions(
        boolean guest,
        boolean info,
        @Nullable Pattern flags,
        @Nullable Pattern bugs) {
    private static final String GUEST = "collector.cpu.guest";
    private static final String INFO = "collector.cpu.info";
    private static final String FLAGS_INCLUDE = "collector.cpu.info.flags-include";
    private static final String BUGS_INCLUDE = "collector.cpu.info.bugs-include";

    static final CpuOptions DEFAULT = new CpuOptions(true, false, null, null);

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
        return new CpuOptions(flags.getBool(GUEST), info, wantedFlags, wantedBugs);
    }
}
