package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelLines;
import dev.sonde.core.io.ReadError;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.KernelFiles;
import dev.sonde.node.linux.Losses;
import java.io.IOException;

/**
 * Bytes that lie in the queues of all UDP sockets, summed from {@code proc/net/udp} and {@code udp6}. A host may have a
 * hundred thousand of them, a line of 128 bytes each.
 */
public final class UdpQueuesCollector extends AgentCollector {
    private static final MetricFamily QUEUES =
            MetricFamily.gauge("node_udp_queues", "Bytes in the queues of all UDP sockets.", "queue", "ip");

    /** Every line is filled up to this length. */
    private static final int LINE = 128;

    /** Words of a line before its queues. */
    private static final int PASSED_OVER = 4;

    /** One of the files. */
    private static final class Table {
        final KernelLines file;
        final Series transmit;
        final Series receive;

        Table(String path, String ip) {
            file = new KernelLines(path, LINE);
            transmit = QUEUES.series("tx", ip);
            receive = QUEUES.series("rx", ip);
        }
    }

    private final Table[] tables;
    private final Losses losses = new Losses(UdpQueuesCollector.class);
    private final ByteCursor cursor = new ByteCursor();
    private final NoDataException absent;

    public UdpQueuesCollector(NodeContext context) {
        super("udp_queues");
        NodePaths paths = context.paths();
        tables = new Table[] {new Table(paths.proc("net/udp"), "v4"), new Table(paths.proc("net/udp6"), "v6")};
        absent = new NoDataException(paths.proc("net/udp") + " and udp6: there are none");
    }

    @Override
    public void update(MetricSink sink) throws NoDataException, IOException {
        losses.begin();
        for (Table table : tables) {
            String path = table.file.path();
            if (!table.file.begin()) {
                losses.lost(path, table.file.error(), table.file.failure());
                continue;
            }
            try {
                sum(sink, table);
                losses.found(path);
            } catch (IOException e) {
                losses.lost(path, e);
            }
        }
        losses.end(absent);
    }

    private void sum(MetricSink sink, Table table) throws IOException {
        long transmit = 0;
        long receive = 0;
        table.file.next(cursor);
        while (table.file.next(cursor)) {
            int line = cursor.position();
            for (int i = 0; i < PASSED_OVER; i++) {
                cursor.word();
            }
            if (!cursor.wordUntil(':')) {
                throw KernelFiles.malformed(table.file, cursor, line);
            }
            transmit += cursor.wordHex();
            receive += cursor.hex();
            if (!cursor.ok()) {
                throw KernelFiles.malformed(table.file, cursor, line);
            }
        }
        if (table.file.error() != ReadError.NONE) {
            throw new IOException(table.file.failure());
        }
        sink.sample(table.transmit, transmit);
        sink.sample(table.receive, receive);
    }
}
