package dev.sonde.node.collector;

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

/** Free blocks of memory by zone and order, {@code proc/buddyinfo}. A line that is cut costs its own zone. */
public final class BuddyinfoCollector extends AgentCollector implements LabelCache.Builder<BuddyinfoCollector.Zone> {
    private static final int MOST_ZONES = 1 << 13;
    private static final MetricFamily BLOCKS = MetricFamily.gauge(
            "node_buddyinfo_blocks", "Free blocks of so many pages: 2 to the power of size.", "node", "zone", "size");

    /** A zone and the series of its orders. */
    static final class Zone extends NumberedSeries {
        private final String node;
        private final String zone;

        Zone(String node, String zone) {
            this.node = node;
            this.zone = zone;
        }

        @Override
        Series make(String size) {
            return BLOCKS.series(node, zone, size);
        }
    }

    private final KernelFile file;
    private final ByteCursor cursor = new ByteCursor();
    private final LabelCache<Zone> zones = new LabelCache<>(MOST_ZONES, this);

    public BuddyinfoCollector(NodeContext context) {
        super("buddyinfo");
        file = new KernelFile(context.paths().proc("buddyinfo"));
    }

    /** {@code Node 0, zone   Normal}, in words. */
    @Override
    public Zone build(String key) {
        int comma = key.indexOf(',');
        int last = Math.max(key.lastIndexOf(' '), key.lastIndexOf('\t'));
        return new Zone(
                key.substring(key.indexOf(' ') + 1, Math.max(comma, key.indexOf(' ') + 1))
                        .trim(),
                key.substring(last + 1));
    }

    @Override
    public void update(MetricSink sink) throws IOException {
        KernelFiles.read(file);
        zones.begin();
        cursor.reset(file);
        int good = 0;
        int bad = -1;
        do {
            int line = cursor.position();
            if (zone(sink)) {
                good++;
            } else if (line < cursor.lineEnd()) {
                bad = line;
            }
        } while (cursor.nextLine());
        if (good == 0 && bad >= 0) {
            throw KernelFiles.malformed(file, bad);
        }
    }

    private boolean zone(MetricSink sink) {
        int start = cursor.position();
        if (!cursor.wordUntil(',')) {
            return false;
        }
        cursor.word();
        if (!cursor.word()) {
            return false;
        }
        Zone zone = zones.get(cursor.bytes(), start, cursor.wordEnd());
        if (zone == null) {
            return true;
        }
        for (int size = 0; cursor.word(); size++) {
            long blocks = cursor.wordU64();
            if (!cursor.ok()) {
                cursor.clear();
                return false;
            }
            Unsigned.sample(sink, zone.get(size), blocks);
        }
        return true;
    }
}
