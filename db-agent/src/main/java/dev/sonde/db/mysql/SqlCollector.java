package dev.sonde.db.mysql;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.db.keep.KeptSamples;
import dev.sonde.db.net.Deadline;
import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A collector that asks a MySQL or MariaDB server. It is run on the scrape's thread like one that does not block, since
 * the collectors of a target share its connections and would only wait for each other; one that takes long is passed by.
 */
abstract class SqlCollector extends AgentCollector {
    /** What is left of the scrape's time is kept for the page. */
    private static final double SHARE = 0.95;

    private final int major;
    private final int minor;
    private final MysqlContext context;
    private final @Nullable KeptSamples kept;

    /** @param since the first version that has it, {@code 5.6} */
    SqlCollector(String name, String since, MysqlContext context) {
        super(name);
        this.context = context;
        long interval = Intervals.millis(context.options(), name);
        this.kept = interval > 0 ? new KeptSamples(interval) : null;
        int dot = since.indexOf('.');
        this.major = Integer.parseInt(since.substring(0, dot));
        this.minor = Integer.parseInt(since.substring(dot + 1));
    }

    final MysqlContext context() {
        return context;
    }

    /**
     * Asks and tells. Called anew, on another connection, when a kept connection turned out to be dead with the first
     * statement; nothing may have been handed to the sink by then.
     */
    abstract void collect(Queries queries, MetricSink sink) throws SQLException, NoDataException;

    @Override
    public final void update(MetricSink sink) throws NoDataException, IOException {
        if (kept == null) {
            ask(this::collect, sink);
            return;
        }
        if (!kept.isFresh()) {
            kept.take(asked -> ask(this::collect, asked), sink);
        } else if (!context.links().isUp(sink.scrapeId())) {
            // the page is to say whether the server answers now
            ask((queries, ignored) -> queries.run("SELECT 1"), sink);
        }
        kept.tell(sink);
    }

    /** What is asked of a server. */
    private interface Question {
        void ask(Queries queries, MetricSink sink) throws SQLException, NoDataException;
    }

    private void ask(Question question, MetricSink sink) throws NoDataException, IOException {
        long budget = (long) (sink.remainingMillis() * SHARE);
        long limit = context.queryTimeoutMillis();
        Deadline deadline = Deadline.in(limit > 0 ? Math.min(budget, limit) : budget);
        try {
            if (!attempt(question, sink, deadline, false)) {
                attempt(question, sink, deadline, true);
            }
        } catch (IOException e) {
            // all targets have collectors of this name
            throw new IOException("target " + context.links().name() + ": " + e.getMessage(), e);
        }
    }

    /** False when it is to be tried again on a fresh connection. */
    private boolean attempt(Question question, MetricSink sink, Deadline deadline, boolean fresh)
            throws NoDataException, IOException {
        Links links = context.links();
        long scrape = sink.scrapeId();
        Link link = links.take(scrape, deadline, fresh);
        Queries queries = new Queries(link, links, scrape, deadline);
        boolean usable = false;
        try {
            if (link.version().atLeast(major, minor)) {
                question.ask(queries, sink);
            }
            usable = true;
            return true;
        } catch (SQLException e) {
            usable = !isConnection(e);
            if (usable) {
                links.answered(scrape);
            } else if (!fresh && !queries.hasAnswer() && !deadline.isOver()) {
                return false;
            }
            String why = deadline.isOver() ? "took too long" : String.valueOf(e.getMessage());
            throw new IOException(why, e);
        } finally {
            links.giveBack(link, usable);
        }
    }

    /** SQLSTATE class 08 is the connection's own. */
    private static boolean isConnection(SQLException e) {
        String state = e.getSQLState();
        return state == null || state.startsWith("08");
    }
}
