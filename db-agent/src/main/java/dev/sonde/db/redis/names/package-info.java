/** The families of a Redis page. */
@NullMarked
package dev.sonde.db.redis.names;

import org.jspecify.annotations.NullMarked;
