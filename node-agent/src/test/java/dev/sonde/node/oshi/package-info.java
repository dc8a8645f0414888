/** Collectors of hosts without procfs. */
@NullMarked
package dev.sonde.node.oshi;

import org.jspecify.annotations.NullMarked;
