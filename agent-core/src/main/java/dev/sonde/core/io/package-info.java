/** Kernel files read without garbage, and a cursor over their bytes. */
@NullMarked
package dev.sonde.core.io;

import org.jspecify.annotations.NullMarked;
