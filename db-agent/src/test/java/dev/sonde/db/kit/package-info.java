/** Real and faulty servers for tests, and the agent beside them. */
@NullMarked
package dev.sonde.db.kit;

import org.jspecify.annotations.NullMarked;
