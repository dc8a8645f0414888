/** What collectors speak: families, series and the sink that takes their samples. */
@NullMarked
package dev.sonde.core.metrics;

import org.jspecify.annotations.NullMarked;
