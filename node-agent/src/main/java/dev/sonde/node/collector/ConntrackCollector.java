package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.KernelFiles;
import dev.sonde.node.linux.Losses;
import java.io.IOException;
import java.util.Arrays;

/**
 * The connection tracking table: its size and limit from {@code proc/sys/net/netfilter}, its statistics from {@code
 * proc/net/stat/nf_conntrack}, one line of hexadecimal columns per CPU, summed. No data where the module is not loaded;
 * a kernel may be built without the statistics.
 */
public final class ConntrackCollector extends AgentCollector {
    /** A column of the statistics by its place: later kernels renamed some but kept all 17 in place. */
    private enum Column {
        FOUND(2, "found", "Entries that were searched for and found."),
        INVALID(4, "invalid", "Packets that could not be tracked."),
        IGNORE(5, "ignore", "Packets of connections that were tracked already."),
        INSERT(8, "insert", "Entries put into the table."),
        INSERT_FAILED(9, "insert_failed", "Entries that could not be put into the table."),
        DROP(10, "drop", "Packets dropped because tracking failed."),
        EARLY_DROP(11, "early_drop", "Entries dropped to make room for new ones."),
        SEARCH_RESTART(16, "search_restart", "Searches begun anew because the table was resized.");

        final int place;
        final Series series;

        Column(int place, String name, String help) {
            this.place = place;
            series = MetricFamily.gauge("node_nf_conntrack_stat_" + name, help).series();
        }
    }

    private static final int COLUMNS = 17;

    private static final Column[] WANTED = Column.values();

    private final Series entries = MetricFamily.gauge("node_nf_conntrack_entries", "Connections tracked now.")
            .series();
    private final Series limit = MetricFamily.gauge("node_nf_conntrack_entries_limit", "Most connections to track.")
            .series();
    private final Losses losses = new Losses(ConntrackCollector.class);
    private final KernelFile count;
    private final KernelFile max;
    private final KernelFile stat;
    private final ByteCursor cursor = new ByteCursor();
    private final long[] sums = new long[COLUMNS];
    private final NoDataException absent;

    public ConntrackCollector(NodeContext context) {
        this(context.paths());
    }

    ConntrackCollector(NodePaths paths) {
        super("conntrack");
        count = new KernelFile(paths.proc("sys/net/netfilter/nf_conntrack_count"), 64);
        max = new KernelFile(paths.proc("sys/net/netfilter/nf_conntrack_max"), 64);
        stat = new KernelFile(paths.proc("net/stat/nf_conntrack"));
        absent = new NoDataException(count.path() + ": connection tracking is not loaded");
    }

    /** How full the table is and what has come of its entries are two things: one can be read without the other. */
    @Override
    public void update(MetricSink sink) throws NoDataException, IOException {
        losses.begin();
        number(sink, count, entries);
        number(sink, max, limit);
        if (losses.read(stat)) {
            try {
                int columns = sum();
                losses.found(stat.path());
                for (Column column : WANTED) {
                    if (column.place < columns) {
                        sink.sample(column.series, sums[column.place]);
                    }
                }
            } catch (IOException e) {
                losses.lost(stat.path(), e);
            }
        }
        losses.end(absent);
    }

    private void number(MetricSink sink, KernelFile file, Series series) {
        if (!losses.read(file)) {
            return;
        }
        long value = cursor.reset(file).number();
        if (cursor.ok()) {
            losses.found(file.path());
            sink.sample(series, value);
        } else {
            losses.lost(file.path(), KernelFiles.malformed(file, cursor));
        }
    }

    /** Adds up the columns of all CPUs; how many the first line names, which every other must have. */
    private int sum() throws IOException {
        Arrays.fill(sums, 0);
        cursor.reset(stat);
        int columns = 0;
        while (columns < COLUMNS && cursor.word()) {
            columns++;
        }
        while (cursor.nextLine()) {
            int n = 0;
            while (n < columns && cursor.word()) {
                sums[n++] += cursor.wordHex();
            }
            if (!cursor.ok() || n > 0 && n < columns) {
                throw KernelFiles.malformed(stat, cursor);
            }
        }
        return columns;
    }
}
