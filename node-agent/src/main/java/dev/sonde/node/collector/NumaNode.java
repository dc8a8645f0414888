package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.Unsigned;
import java.util.Map;

/** The two files of a NUMA node. One thread at a time. */
final class NumaNode implements LabelCache.Builder<Series> {
    private static final int KILOBYTE = 1024;

    private final String node;
    private final Map<String, MetricFamily> families;
    private final KernelFile meminfo;
    private final KernelFile numastat;
    private final ByteCursor cursor = new ByteCursor();
    private final LabelCache<Series> series = new LabelCache<>(1024, this);

    /** @param families those of all nodes by their names, to which new ones are added */
    NumaNode(String directory, String node, Map<String, MetricFamily> families) {
        this.node = node;
        this.families = families;
        meminfo = new KernelFile(directory + "/meminfo", 2048);
        numastat = new KernelFile(directory + "/numastat", 256);
    }

    /** Fields of meminfo end with a colon, those of numastat do not. */
    @Override
    public Series build(String key) {
        boolean counter = !key.endsWith(":");
        String field = Names.metricPart(counter ? key : key.substring(0, key.length() - 1));
        String name = "node_memory_numa_" + field + (counter ? "_total" : "");
        MetricFamily family = families.get(name);
        if (family == null) {
            family = counter
                    ? MetricFamily.counter(name, "Field " + key + " of the numastat of a NUMA node.", "node")
                    : MetricFamily.gauge(name, "Field " + field + " of the meminfo of a NUMA node.", "node");
            families.put(name, family);
        }
        return family.series(node);
    }

    /** False when one of the files cannot be read or has a line that is none; what was well then is given all the same. */
    boolean update(MetricSink sink) {
        series.begin();
        boolean read = meminfo.read();
        boolean well = read;
        cursor.reset(meminfo);
        while (read && !cursor.atEnd()) {
            well &= memory(sink);
            cursor.nextLine();
        }
        read = numastat.read();
        well &= read;
        cursor.reset(numastat);
        while (read && !cursor.atEnd()) {
            well &= allocations(sink);
            cursor.nextLine();
        }
        meminfo.close();
        numastat.close();
        return well;
    }

    /** {@code Node 0 MemFree: 8202436 kB}; numbers of huge pages have no unit. */
    private boolean memory(MetricSink sink) {
        cursor.word();
        cursor.word();
        if (!cursor.word()) {
            return false;
        }
        int start = cursor.wordStart();
        int end = cursor.wordEnd();
        long value = cursor.u64();
        boolean well = cursor.ok() && cursor.bytes()[end - 1] == ':' && end - start > 1;
        boolean kilobytes = cursor.word();
        cursor.clear();
        if (!well || kilobytes && !cursor.wordIs("kB")) {
            return false;
        }
        Series field = series.get(cursor.bytes(), start, end);
        if (field == null) {
            return true;
        }
        if (!kilobytes) {
            Unsigned.sample(sink, field, value);
        } else if (value >= 0 && value <= Long.MAX_VALUE / KILOBYTE) {
            sink.sample(field, value * KILOBYTE);
        } else {
            sink.sample(field, Unsigned.toDouble(value) * KILOBYTE);
        }
        return true;
    }

    private boolean allocations(MetricSink sink) {
        if (!cursor.word() || cursor.bytes()[cursor.wordEnd() - 1] == ':') {
            return false;
        }
        int start = cursor.wordStart();
        int end = cursor.wordEnd();
        long value = cursor.u64();
        if (!cursor.ok()) {
            cursor.clear();
            return false;
        }
        Series field = series.get(cursor.bytes(), start, end);
        if (field != null) {
            Unsigned.sample(sink, field, value);
        }
        return true;
    }
}
