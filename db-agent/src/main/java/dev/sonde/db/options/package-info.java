/** What a target can be told, be it by flag, environment, configuration or query. */
@NullMarked
package dev.sonde.db.options;

import org.jspecify.annotations.NullMarked;
