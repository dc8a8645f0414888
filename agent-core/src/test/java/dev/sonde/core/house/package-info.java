/** The rules of ARCHITECTURE and STYLE that a machine can check, for all modules. */
@NullMarked
package dev.sonde.core.house;

import org.jspecify.annotations.NullMarked;
