/**
 * Command lines as Prometheus users know them: the syntax and the words of kingpin, the Go library behind the peers.
 * Facts were measured on node_exporter 1.11.1; nothing here ends the process or writes to a stream.
 */
@NullMarked
package dev.sonde.core.flags;

import org.jspecify.annotations.NullMarked;
