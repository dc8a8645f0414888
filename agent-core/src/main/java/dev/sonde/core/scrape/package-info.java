/** Runs collectors for a scrape: single flight, deadline, self-metrics. */
@NullMarked
package dev.sonde.core.scrape;

import org.jspecify.annotations.NullMarked;
