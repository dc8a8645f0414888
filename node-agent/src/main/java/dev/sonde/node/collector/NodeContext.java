package dev.sonde.node.collector;

import dev.sonde.core.flags.FlagSet;

/**
 * What a collector is made from.
 *
 * @param paths where the host's file systems are
 * @param flags parsed; a collector asks for those that it declared
 */
public record NodeContext(NodePaths paths, FlagSet flags) {}
