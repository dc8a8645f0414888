/** The agent for JVMs: what starts it, in the application or beside it, and its commands. */
@NullMarked
package dev.sonde.jmx;

import org.jspecify.annotations.NullMarked;
