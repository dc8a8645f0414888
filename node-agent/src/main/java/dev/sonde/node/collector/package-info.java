/** One class per collector, named after the peer's. */
@NullMarked
package dev.sonde.node.collector;

import org.jspecify.annotations.NullMarked;
