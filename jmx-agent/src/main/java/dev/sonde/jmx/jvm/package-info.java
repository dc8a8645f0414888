/** Metrics of the application's JVM and process, under the names of jmx_exporter 1.x and, beside them, 0.x. */
@NullMarked
package dev.sonde.jmx.jvm;

import org.jspecify.annotations.NullMarked;
