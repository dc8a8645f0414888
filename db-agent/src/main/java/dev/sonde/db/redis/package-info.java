/** What the agent tells of a Redis server. */
@NullMarked
package dev.sonde.db.redis;

import org.jspecify.annotations.NullMarked;
