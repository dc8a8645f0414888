/** What the rules make of an attribute: its metric's name, labels, type and value; and for how long that holds. */
@NullMarked
package dev.sonde.jmx.rules;

import org.jspecify.annotations.NullMarked;
