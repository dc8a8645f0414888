/** Makes the class-data archive that shortens the start of an installed agent. */
@NullMarked
package dev.sonde.node.archive;

import org.jspecify.annotations.NullMarked;
