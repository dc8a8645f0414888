/** Samples kept from one scrape for the next ones. */
@NullMarked
package dev.sonde.db.keep;

import org.jspecify.annotations.NullMarked;
