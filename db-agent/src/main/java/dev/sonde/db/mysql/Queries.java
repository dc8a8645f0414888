package dev.sonde.db.mysql;

import dev.sonde.db.net.Deadline;
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

    /** The agent's own connections at the server, parted by commas. */
    String ownIds() {
        return links.ids();
    }

    boolean hasAnswer() {
        return answer;
    }
}
