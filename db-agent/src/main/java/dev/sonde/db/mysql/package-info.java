/** What the agent tells of a MySQL or MariaDB server. */
@NullMarked
package dev.sonde.db.mysql;

import org.jspecify.annotations.NullMarked;
