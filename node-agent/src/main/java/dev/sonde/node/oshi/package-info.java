/**
 * Hosts without procfs: collectors of the same names, with those of their metrics that OSHI can give. The only user of
 * OSHI, none of whose classes is loaded while procfs is in use.
 */
@NullMarked
package dev.sonde.node.oshi;

import org.jspecify.annotations.NullMarked;
