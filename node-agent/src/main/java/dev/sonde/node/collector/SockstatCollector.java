package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.io.ReadError;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.Auxv;
import dev.sonde.node.linux.KernelFiles;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Sockets by protocol and state, {@code proc/net/sockstat} and {@code proc/net/sockstat6}: lines {@code TCP: inuse 4 tw
 * 1 mem 1}. A family whose file is missing is not there. {@code mem} counts pages and is given in bytes too.
 */
public final class SockstatCollector extends AgentCollector implements LabelCache.Builder<SockstatCollector.Protocol> {
    private static final int MOST_PROTOCOLS = 64;
    private static final int MOST_STATES = 64;

    /** The series of one protocol, or of the line {@code sockets}. */
    static final class Protocol implements LabelCache.Builder<State> {
        final LabelCache<State> states = new LabelCache<>(MOST_STATES, this);
        private final String name;

        Protocol(String name) {
            this.name = name;
        }

        @Override
        public State build(String key) {
            return new State(name, key);
        }
    }

    static final class State {
        final Series count;
        final @Nullable Series bytes;

        State(String protocol, String key) {
            String name = "node_sockstat_" + Names.metricPart(protocol) + '_' + Names.metricPart(key);
            count = MetricFamily.gauge(name, "Number " + key + " of " + protocol + " in /proc/net/sockstat.")
                    .series();
            bytes = key.equals("mem")
                    ? MetricFamily.gauge(name + "_bytes", "Memory of " + protocol + " sockets' buffers.")
                            .series()
                    : null;
        }
    }

    private final KernelFile[] files;
    private final LabelCache<Protocol> protocols = new LabelCache<>(MOST_PROTOCOLS, this);
    private final ByteCursor cursor = new ByteCursor();
    private final long pageSize;

    public SockstatCollector(NodeContext context) {
        this(context.paths(), Auxv.pageSize());
    }

    SockstatCollector(NodePaths paths, long pageSize) {
        super("sockstat");
        this.pageSize = pageSize;
        files = new KernelFile[] {
            new KernelFile(paths.proc("net/sockstat"), 1024), new KernelFile(paths.proc("net/sockstat6"), 1024)
        };
    }

    @Override
    public Protocol build(String key) {
        return new Protocol(key);
    }

    @Override
    public void update(MetricSink sink) throws IOException {
        protocols.begin();
        for (KernelFile file : files) {
            if (file.read()) {
                update(sink, file);
            } else if (file.error() != ReadError.MISSING) {
                throw new IOException(file.failure());
            }
        }
    }

    private void update(MetricSink sink, KernelFile file) throws IOException {
        cursor.reset(file);
        do {
            int start = cursor.position();
            if (start == cursor.lineEnd()) {
                continue;
            }
            if (!cursor.wordUntil(':')) {
                throw KernelFiles.malformed(file, start);
            }
            Protocol protocol = protocols.get(cursor.bytes(), cursor.wordStart(), cursor.wordEnd());
            if (protocol != null && !states(sink, protocol)) {
                throw KernelFiles.malformed(file, start);
            }
        } while (cursor.nextLine());
    }

    private boolean states(MetricSink sink, Protocol protocol) {
        protocol.states.begin();
        while (cursor.word()) {
            State state = protocol.states.get(cursor.bytes(), cursor.wordStart(), cursor.wordEnd());
            long value = cursor.number();
            if (!cursor.ok()) {
                return false;
            }
            if (state != null) {
                sink.sample(state.count, value);
                if (state.bytes != null) {
                    sink.sample(state.bytes, value * pageSize);
                }
            }
        }
        return true;
    }
}
