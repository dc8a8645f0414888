/** The answer to INFO, as metrics. */
@NullMarked
package dev.sonde.db.redis.info;

import org.jspecify.annotations.NullMarked;
