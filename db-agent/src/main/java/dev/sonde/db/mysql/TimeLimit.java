package dev.sonde.db.mysql;

import dev.sonde.db.net.Deadline;

/**
 * Has the server itself end a SELECT for which nobody waits any more; closing the connection does not, and statements
 * that went on would pile up, scrape after scrape. Within the statement, so that it costs no other.
 */
final class TimeLimit {
    private static final String SELECT = "SELECT ";
    private static final long NANOS = 1_000_000;

    private TimeLimit() {}

    static String of(MysqlVersion version, String sql, Deadline deadline) {
        return sql.startsWith(SELECT)
                ? of(version, sql, Math.max(1, (deadline.nanoTime() - System.nanoTime()) / NANOS))
                : sql;
    }

    /** MySQL's hint came with 5.7; MariaDB's variable can be set for a statement since 10.1. */
    static String of(MysqlVersion version, String sql, long millis) {
        if (version.mariadb()) {
            return version.atLeast(10, 1)
                    ? "SET STATEMENT max_statement_time=" + millis / 1000 + '.'
                            + (1000 + millis % 1000 + " FOR ").substring(1) + sql
                    : sql;
        }
        return version.atLeast(5, 7)
                ? "SELECT /*+ MAX_EXECUTION_TIME(" + millis + ") */ " + sql.substring(SELECT.length())
                : sql;
    }
}
