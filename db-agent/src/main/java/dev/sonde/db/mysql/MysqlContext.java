package dev.sonde.db.mysql;

import dev.sonde.db.options.Options;

/** What the collectors of a target work with. Immutable. */
record MysqlContext(Links links, Options options, long queryTimeoutMillis) {}
