package dev.sonde.node.collector;

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
    static final CpuOptions DEFAULT = new CpuOptions(true, false, null, null);
}
