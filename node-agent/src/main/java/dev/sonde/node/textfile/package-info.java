/** Files that others write for the textfile collector: finding, reading, keeping and merging them. */
@NullMarked
package dev.sonde.node.textfile;

import org.jspecify.annotations.NullMarked;
