/** The host agent: its main, its list of collectors, its paths. */
@NullMarked
package dev.sonde.node;

import org.jspecify.annotations.NullMarked;
