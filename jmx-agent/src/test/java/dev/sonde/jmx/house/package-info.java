/** The house rules, for this agent. */
@NullMarked
package dev.sonde.jmx.house;

import org.jspecify.annotations.NullMarked;
