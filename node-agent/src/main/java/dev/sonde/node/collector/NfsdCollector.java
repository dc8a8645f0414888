package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.io.ReadError;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.Losses;
import dev.sonde.node.linux.NumberLines;
import dev.sonde.node.linux.NumberLines.Line;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel's NFS server was asked, {@code proc/net/rpc/nfsd} ({@code nfsd_show} in {@code fs/nfsd/stats.c}). No
 * data where the server is not loaded. What the kernel does not count, or counts no more, is 0: the read-ahead cache
 * went in 5.4, version 2 of the protocol may be left out.
 */
public final class NfsdCollector extends AgentCollector {
    private static final int REPLY_CACHE = 0;
    private static final int FILE_HANDLES = 1;
    private static final int IO = 2;
    private static final int THREADS = 3;
    private static final int READ_AHEAD = 4;
    private static final int NET = 5;
    private static final int RPC = 6;
    private static final int PROC2 = 7;
    private static final int PROC3 = 8;
    private static final int OPERATIONS = 9;
    private static final int WRITE_DELEGATIONS = 10;

    private final KernelFile file;
    private final NoDataException absent;
    private final Losses losses = new Losses(NfsdCollector.class);
    private final ByteCursor cursor = new ByteCursor();
    private @Nullable NumberLines numbers;
    private @Nullable PlacedSeries series;

    public NfsdCollector(NodeContext context) {
        super("nfsd");
        file = new KernelFile(context.paths().proc("net/rpc/nfsd"), 2048);
        absent = new NoDataException(file.path() + ": no such file, the NFS server is not loaded");
    }

    @Override
    public void update(MetricSink sink) throws NoDataException, IOException {
        if (!file.read()) {
            if (file.error() == ReadError.MISSING) {
                throw absent;
            }
            throw new IOException(file.failure());
        }
        NumberLines lines = numbers;
        PlacedSeries shown = series;
        if (lines == null || shown == null) {
            lines = numbers = new NumberLines(
                    new Line("rc", 3, 3, false),
                    new Line("fh", 5, 5, false),
                    new Line("io", 2, 2, false),
                    new Line("th", 2, 1, false),
                    new Line("ra", 12, 12, false),
                    new Line("net", 4, 4, false),
                    new Line("rpc", 5, 5, false),
                    new Line("proc2", 19, 19, true),
                    new Line("proc3", 23, 23, true),
                    new Line("proc4ops", 40, 41, true),
                    new Line("wdeleg_getattr", 1, 1, false));
            shown = series = series();
        }
        shown.update(sink, file, lines, cursor, losses);
    }

    private static PlacedSeries series() {
        PlacedSeries made = new PlacedSeries();
        made.add(REPLY_CACHE, 0, counter("reply_cache_hits", "Requests answered again from the reply cache."));
        made.add(REPLY_CACHE, 1, counter("reply_cache_misses", "Requests whose reply had to be kept in the cache."));
        made.add(REPLY_CACHE, 2, counter("reply_cache_nocache", "Requests whose reply need not be kept."));
        made.add(FILE_HANDLES, 0, counter("file_handles_stale", "Requests for files that are no more."));
        made.add(IO, 0, counter("disk_bytes_read", "Bytes read for NFS clients."));
        made.add(IO, 1, counter("disk_bytes_written", "Bytes written for NFS clients."));
        made.add(THREADS, 0, gauge("server_threads", "Threads of the NFS server."));
        made.add(READ_AHEAD, 0, gauge("read_ahead_cache_size_blocks", "Entries of the read-ahead cache."));
        made.add(READ_AHEAD, 11, counter("read_ahead_cache_not_found", "Reads not found in the read-ahead cache."));
        MetricFamily packets =
                MetricFamily.counter("node_nfsd_packets_total", "Packets of the NFS server by transport.", "proto");
        made.add(NET, 1, packets.series("udp"));
        made.add(NET, 2, packets.series("tcp"));
        made.add(NET, 3, counter("connections", "TCP connections made to the NFS server."));
        made.add(RPC, 0, counter("server_rpcs", "Remote procedure calls to the NFS server."));
        MetricFamily errors =
                MetricFamily.counter("node_nfsd_rpc_errors_total", "Calls that the NFS server refused.", "error");
        made.add(RPC, 2, errors.series("fmt"));
        made.add(RPC, 3, errors.series("auth"));
        made.add(RPC, 4, errors.series("cInt"));
        MetricFamily requests = MetricFamily.counter(
                "node_nfsd_requests_total",
                "Requests to the NFS server by version of the protocol and procedure.",
                "proto",
                "method");
        NfsMethods.server(made, requests, PROC2, PROC3, OPERATIONS);
        made.add(WRITE_DELEGATIONS, 0, requests.series("4", "WdelegGetattr"));
        return made;
    }

    private static Series counter(String name, String help) {
        return MetricFamily.counter("node_nfsd_" + name + "_total", help).series();
    }

    private static Series gauge(String name, String help) {
        return MetricFamily.gauge("node_nfsd_" + name, help).series();
    }
}
