/** The protocol of Redis, on one connection. */
@NullMarked
package dev.sonde.db.redis.resp;

import org.jspecify.annotations.NullMarked;
