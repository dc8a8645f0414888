/** The house rules, for this agent. */
@NullMarked
package dev.sonde.node.house;

import org.jspecify.annotations.NullMarked;
