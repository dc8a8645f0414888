/** The rules file of jmx_exporter: every key with the peer's meaning, and where in the file it stands. */
@NullMarked
package dev.sonde.jmx.config;

import org.jspecify.annotations.NullMarked;
