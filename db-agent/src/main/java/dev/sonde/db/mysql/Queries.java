package dev.sonde.db.mysql;

import dev.sonde.db.net.Deadline;
import java.io.IOException;
import java.sql.SQLException;

/** What a collector asks the server by, in one scrape. One thread at a time. */
final class Queries {
    private final Link link;
    private final Links links;
    private final long scrape;
    private final Deadline deadline;
    private boolean answer;

    Queries(Link link, Links links, long scrape, Deadline deadline) {
        this.link = link;
        this.links = links;
        this.scrape = scrape;
        this.deadline = deadline;
    }

    /** Runs a statement; its rows are good until the next one. */
    Rows run(String sql) throws SQLException {
        Rows rows = link.query(sql, deadline);
        answer = true;
        links.answered(scrape);
        return rows;
    }

    MysqlVersion version() {
        return link.version();
    }

    /**
     * Runs a statement that is not to count the agent's own connections.
     *
     * @param before stands before their numbers at the server, which are parted by commas, and {@code after} behind them
     */
    Rows runWithoutOwn(String before, String after) throws SQLException {
        try {
            return run(before + links.hold(deadline) + after);
        } catch (IOException e) {
            throw new SQLException(e.getMessage(), e);
        } finally {
            links.release();
        }
    }

    boolean hasAnswer() {
        return answer;
    }
}
