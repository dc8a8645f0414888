package dev.sonde.node.collector;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.io.DescriptorShare;
import dev.sonde.node.linux.ProcStat;

/**
 * What a collector is made from.
 *
 * @param paths where the host's file systems are
 * @param flags parsed; a collector asks for those that it declared
 * @param stat the one reading of {@code proc/stat} that collectors share
 * @param descriptors how many files of devices they may keep open, all together
 */
public record NodeContext(NodePaths paths, FlagSet flags, ProcStat stat, DescriptorShare descriptors) {
    public NodeContext(NodePaths paths, FlagSet flags) {
        this(paths, flags, new ProcStat(paths.proc("stat")), DescriptorShare.ofProcess());
    }
}
