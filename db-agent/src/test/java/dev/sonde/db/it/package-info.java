/** The packaged agent beside the peers, on the same real servers. */
@NullMarked
package dev.sonde.db.it;

import org.jspecify.annotations.NullMarked;
