/** Turns samples into the bytes of a scrape response. */
@NullMarked
package dev.sonde.core.exposition;

import org.jspecify.annotations.NullMarked;
