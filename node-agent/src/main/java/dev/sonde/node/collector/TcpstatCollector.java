package dev.sonde.node.collector;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.SystemCallException;
import dev.sonde.node.linux.SystemCalls;
import dev.sonde.node.linux.TcpSockets;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * TCP sockets by state, by sock_diag(7), of the network namespace that the agent itself is in. A state without sockets
 * has no series. No data where the kernel has no {@code inet_diag} or a sandbox allows no such socket.
 */
public final class TcpstatCollector extends AgentCollector {
    /** In the order of the kernel's TCP_ numbers; what is not known to us is counted at 0. */
    private static final String[] STATES = {
        "unknown",
        "established",
        "syn_sent",
        "syn_recv",
        "fin_wait1",
        "fin_wait2",
        "time_wait",
        "close",
        "close_wait",
        "last_ack",
        "listen",
        "closing"
    };

    private final Series[] states = new Series[STATES.length];
    private final Series receiveQueue;
    private final Series sendQueue;
    private final File ipv6;
    private final KernelAccess kernel;
    private final long[] sockets = new long[STATES.length];
    private @Nullable TcpSockets table;

    public TcpstatCollector(NodeContext context) {
        this(context.paths(), null);
    }

    /** @param calls null for the system's own, which are looked up at the first scrape */
    TcpstatCollector(NodePaths paths, @Nullable SystemCalls calls) {
        super("tcpstat");
        MetricFamily family = MetricFamily.gauge(
                "node_tcp_connection_states", "TCP sockets in a state, and bytes in all their queues.", "state");
        for (int i = 0; i < STATES.length; i++) {
            states[i] = family.series(STATES[i]);
        }
        receiveQueue = family.series("rx_queued_bytes");
        sendQueue = family.series("tx_queued_bytes");
        ipv6 = new File(paths.proc("net/tcp6"));
        kernel = new KernelAccess(calls);
    }

    @Override
    public void update(MetricSink sink) throws NoDataException, IOException {
        TcpSockets read = table;
        if (read == null) {
            read = table = new TcpSockets(kernel.calls());
        }
        Arrays.fill(sockets, 0);
        try {
            read.read(TcpSockets.IPV4);
            add(read);
            long received = read.receiveQueue();
            long sent = read.sendQueue();
            if (ipv6.exists()) {
                read.read(TcpSockets.IPV6);
                add(read);
                received += read.receiveQueue();
                sent += read.sendQueue();
            }
            emit(sink, received, sent);
        } catch (SystemCallException e) {
            throw KernelAccess.failure(e);
        }
    }

    private void add(TcpSockets read) {
        for (int state = 0; state < TcpSockets.STATES; state++) {
            sockets[state < STATES.length ? state : 0] += read.sockets(state);
        }
    }

    private void emit(MetricSink sink, long received, long sent) {
        boolean any = false;
        for (int state = 0; state < STATES.length; state++) {
            if (sockets[state] > 0) {
                any = true;
                sink.sample(states[state], sockets[state]);
            }
        }
        if (any) {
            sink.sample(receiveQueue, received);
            sink.sample(sendQueue, sent);
        }
    }
}
