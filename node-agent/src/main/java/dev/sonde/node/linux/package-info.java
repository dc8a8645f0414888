/** One parser per kernel file or interface. */
@NullMarked
package dev.sonde.node.linux;

import org.jspecify.annotations.NullMarked;
