/**
 * The HTTP server: an adapter to Undertow, and the only user of it. One I/O thread accepts nothing, reads, parses, routes
 * and writes; whatever may take longer than a moment goes to the worker pool. Timers run only while somebody is owed a
 * deadline, so an idle agent does not wake up.
 */
@NullMarked
package dev.sonde.core.http.undertow;

import org.jspecify.annotations.NullMarked;
