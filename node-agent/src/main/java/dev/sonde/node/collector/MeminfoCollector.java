package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.KernelFiles;
import java.io.IOException;

/**
 * {@code proc/meminfo}, every field of it: newer peers know a fixed list, older ones gave all, so all is right for both.
 * A field with a unit (the kernel knows only kB, meaning KiB) is given in bytes and named so; one without is a plain
 * number.
 */
public final class MeminfoCollector extends AgentCollector {
    private static final int MOST_FIELDS = 512;
    private static final long KIB = 1024;

    /** Makes the series of a field: {@code Active(anon)} is {@code node_memory_Active_anon_bytes}. */
    private static final class Field implements LabelCache.Builder<Series> {
        private final String suffix;

        Field(String suffix) {
            this.suffix = suffix;
        }

        @Override
        public Series build(String key) {
            String name = "node_memory_" + Names.metricPart(key) + suffix;
            String help = suffix.isEmpty() ? "The number " + key : key + " in bytes";
            return MetricFamily.gauge(name, help + " of /proc/meminfo.").series();
        }
    }

    private final LabelCache<Series> sizes = new LabelCache<>(MOST_FIELDS, new Field("_bytes"));
    private final LabelCache<Series> counts = new LabelCache<>(MOST_FIELDS, new Field(""));
    private final KernelFile file;
    private final ByteCursor cursor = new ByteCursor();

    public MeminfoCollector(NodeContext context) {
        this(context.paths());
    }

    MeminfoCollector(NodePaths paths) {
        super("meminfo");
        file = new KernelFile(paths.proc("meminfo"));
    }

    @Override
    public void update(MetricSink sink) throws IOException {
        KernelFiles.read(file);
        sizes.begin();
        counts.begin();
        cursor.reset(file);
        if (cursor.atEnd()) {
            throw KernelFiles.malformed(file, 0);
        }
        do {
            if (cursor.position() < cursor.lineEnd()) {
                field(sink);
            }
        } while (cursor.nextLine());
    }

    private void field(MetricSink sink) throws IOException {
        if (!cursor.wordUntil(':')) {
            throw KernelFiles.malformed(file, cursor.position());
        }
        int from = cursor.wordStart();
        int to = cursor.wordEnd();
        long value = cursor.number();
        if (!cursor.ok() || value < 0 || from == to) {
            throw KernelFiles.malformed(file, from);
        }
        boolean size = cursor.word();
        Series series = (size ? sizes : counts).get(cursor.bytes(), from, to);
        if (series == null) {
            return;
        }
        if (!size) {
            sink.sample(series, value);
        } else if (value <= Long.MAX_VALUE / KIB) {
            sink.sample(series, value * KIB);
        } else {
            sink.sample(series, (double) value * KIB);
        }
    }
}
