/** Numbers as databases print them and as Go reads them. */
@NullMarked
package dev.sonde.db.number;

import org.jspecify.annotations.NullMarked;
