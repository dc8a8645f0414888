/** How the server is guarded when the rules file says so itself, in its block {@code httpServer}. */
@NullMarked
package dev.sonde.jmx.web;

import org.jspecify.annotations.NullMarked;
