/** System calls that have no file; the only user of JNA. */
@NullMarked
package dev.sonde.node.jna;

import org.jspecify.annotations.NullMarked;
