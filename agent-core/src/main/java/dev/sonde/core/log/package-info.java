/**
 * Logging to standard error in the form of the Prometheus programs, behind slf4j and jboss-logging. Nothing here
 * touches java.util.logging.
 */
@NullMarked
package dev.sonde.core.log;

import org.jspecify.annotations.NullMarked;
