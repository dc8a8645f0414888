/** The house rules, for this agent. */
@NullMarked
package dev.sonde.db.house;

import org.jspecify.annotations.NullMarked;
