/** Connections under a deadline. */
@NullMarked
package dev.sonde.db.net;

import org.jspecify.annotations.NullMarked;
