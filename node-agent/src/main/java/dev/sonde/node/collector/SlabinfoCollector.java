package dev.sonde.node.collector;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.KernelFiles;
import dev.sonde.node.linux.Unsigned;
import java.io.IOException;

/**
 * Caches of the kernel's slab allocator, {@code proc/slabinfo}, which is for root alone. Further columns, as debugging
 * kernels have them, are passed over; a line that is cut costs its own cache.
 */
public final class SlabinfoCollector extends AgentCollector implements LabelCache.Builder<SlabinfoCollector.Slab> {
    private static final String INCLUDE = "collector.slabinfo.slabs-include";
    private static final String EXCLUDE = "collector.slabinfo.slabs-exclude";

    private static final int MOST_SLABS = 1 << 15;

    /** In the order of the columns. */
    private static final MetricFamily[] FAMILIES = {
        family("active_objects", "Objects that are in use."),
        family("objects", "Objects that there is room for, in use or not."),
        family("object_size_bytes", "Size of an object."),
        family("objects_per_slab", "Objects in a slab."),
        family("pages_per_slab", "Pages of memory in a slab.")
    };

    /** What is kept for a name. */
    static final class Slab {
        final Series[] series;

        Slab(Series[] series) {
            this.series = series;
        }
    }

    private final KernelFile file;
    private final NameFilter filter;
    private final ByteCursor cursor = new ByteCursor();
    private final LabelCache<Slab> slabs = new LabelCache<>(MOST_SLABS, this);
    private final long[] numbers = new long[FAMILIES.length];

    public static void flags(FlagSet flags) {
        flags.string(INCLUDE, ".*", "Give slabs that match this regular expression.");
        flags.string(EXCLUDE, "", "Leave out slabs that match this regular expression.");
    }

    public SlabinfoCollector(NodeContext context) {
        super("slabinfo");
        FlagSet flags = context.flags();
        file = new KernelFile(context.paths().proc("slabinfo"), 16384);
        filter = NameFilter.both(INCLUDE, flags.getString(INCLUDE), EXCLUDE, flags.getString(EXCLUDE));
    }

    private static MetricFamily family(String name, String help) {
        return MetricFamily.gauge("node_slabinfo_" + name, help, "slab");
    }

    @Override
    public Slab build(String key) {
        return new Slab(filter.accepts(key) ? SeriesRow.of(FAMILIES, key) : new Series[0]);
    }

    @Override
    public void update(MetricSink sink) throws IOException {
        KernelFiles.read(file);
        slabs.begin();
        cursor.reset(file);
        int good = 0;
        int bad = -1;
        do {
            int line = cursor.position();
            if (!cursor.word() || cursor.wordIs("slabinfo") || cursor.wordIs("#")) {
                continue;
            }
            if (slab(sink)) {
                good++;
            } else {
                bad = line;
            }
        } while (cursor.nextLine());
        if (good == 0 && bad >= 0) {
            throw KernelFiles.malformed(file, bad);
        }
    }

    private boolean slab(MetricSink sink) {
        int nameStart = cursor.wordStart();
        int nameEnd = cursor.wordEnd();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = cursor.u64();
        }
        if (!cursor.ok()) {
            cursor.clear();
            return false;
        }
        Slab slab = slabs.get(cursor.bytes(), nameStart, nameEnd);
        for (int i = 0; slab != null && i < slab.series.length; i++) {
            Unsigned.sample(sink, slab.series[i], numbers[i]);
        }
        return true;
    }
}
