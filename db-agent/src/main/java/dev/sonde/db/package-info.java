/** The database agent: its commands, targets and endpoints. */
@NullMarked
package dev.sonde.db;

import org.jspecify.annotations.NullMarked;
