/**
 * Configuration files: a strict tree that knows where each value stands, and files that are read again when they
 * change. The only user of Jackson.
 */
@NullMarked
package dev.sonde.core.config;

import org.jspecify.annotations.NullMarked;
