package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelLines;
import dev.sonde.core.io.ReadError;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.Unsigned;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Memory by zone, {@code proc/zoneinfo}. What is counted by node stands in its first zone. Most of the file, a part for
 * each CPU, is passed over.
 */
public final class ZoneinfoCollector extends AgentCollector implements LabelCache.Builder<ZoneinfoCollector.Zone> {
    private static final int MOST_ZONES = 1 << 13;
    private static final String PROTECTION = "protection:";

    /** Fields by the kernel's name, the metric and its help. */
    private static final String[][] FIELDS = {
        {"nr_free_pages", "nr_free_pages", "Free pages of a zone."},
        {"min", "min_pages", "Free pages below which only the most urgent allocations are served."},
        {"low", "low_pages", "Free pages below which reclaim begins."},
        {"high", "high_pages", "Free pages at which reclaim ends."},
        {"scanned", "scanned_pages", "Pages scanned since the last one was reclaimed."},
        {"spanned", "spanned_pages", "Pages that a zone spans, with its holes."},
        {"present", "present_pages", "Pages of a zone that are there."},
        {"managed", "managed_pages", "Pages of a zone that are handed out."},
        {"nr_active_anon", "nr_active_anon_pages", "Anonymous pages used lately."},
        {"nr_inactive_anon", "nr_inactive_anon_pages", "Anonymous pages not used lately."},
        {"nr_isolated_anon", "nr_isolated_anon_pages", "Anonymous pages taken off the lists for a while."},
        {"nr_anon_pages", "nr_anon_pages", "Anonymous pages that are mapped."},
        {"nr_anon_transparent_hugepages", "nr_anon_transparent_hugepages", "Transparent huge pages of anonymous memory."
        },
        {"nr_active_file", "nr_active_file_pages", "Pages of files used lately."},
        {"nr_inactive_file", "nr_inactive_file_pages", "Pages of files not used lately."},
        {"nr_isolated_file", "nr_isolated_file_pages", "Pages of files taken off the lists for a while."},
        {"nr_file_pages", "nr_file_pages", "Pages of files in memory."},
        {"nr_slab_reclaimable", "nr_slab_reclaimable_pages", "Slab pages that can be reclaimed."},
        {"nr_slab_unreclaimable", "nr_slab_unreclaimable_pages", "Slab pages that cannot be reclaimed."},
        {"nr_mlock_stack", "nr_mlock_stack_pages", "Pages locked by a process and taken off the lists."},
        {"nr_kernel_stack", "nr_kernel_stacks", "Memory of kernel stacks."},
        {"nr_mapped", "nr_mapped_pages", "Pages of files that are mapped."},
        {"nr_dirty", "nr_dirty_pages", "Pages that wait to be written."},
        {"nr_writeback", "nr_writeback_pages", "Pages that are being written."},
        {"nr_unevictable", "nr_unevictable_pages", "Pages that cannot be evicted."},
        {"nr_shmem", "nr_shmem_pages", "Pages of shared memory and tmpfs."},
        {"nr_dirtied", "nr_dirtied_total", "Pages made dirty."},
        {"nr_written", "nr_written_total", "Pages written."},
        {"numa_hit", "numa_hit_total", "Pages allocated on the node that was wanted."},
        {"numa_miss", "numa_miss_total", "Pages allocated here although another node was wanted."},
        {"numa_foreign", "numa_foreign_total", "Pages wanted here but allocated on another node."},
        {"numa_interleave", "numa_interleave_total", "Pages allocated here by turns."},
        {"numa_local", "numa_local_total", "Pages allocated by a CPU of the node."},
        {"numa_other", "numa_other_total", "Pages allocated by a CPU of another node."},
    };

    private static final MetricFamily[] FAMILIES = families();

    /** A zone and its series. */
    static final class Zone {
        private final String node;
        private final String zone;
        private final @Nullable Series[] fields = new Series[FIELDS.length];
        private Series[] protection = {};

        Zone(String node, String zone) {
            this.node = node;
            this.zone = zone;
        }

        Series field(int field) {
            Series known = fields[field];
            return known == null ? fields[field] = FAMILIES[field].series(node, zone) : known;
        }

        Series protection(int i) {
            while (protection.length <= i) {
                int next = protection.length;
                protection = Arrays.copyOf(protection, next + 1);
                protection[next] = MetricFamily.gauge(
                                "node_zoneinfo_protection_" + next,
                                "Pages kept from allocations that could be served by the zone of this number.",
                                "node",
                                "zone")
                        .series(node, zone);
            }
            return protection[i];
        }
    }

    private final KernelLines file;
    private final ByteCursor cursor = new ByteCursor();
    private final LabelCache<Zone> zones = new LabelCache<>(MOST_ZONES, this);
    private int next;

    public ZoneinfoCollector(NodeContext context) {
        super("zoneinfo");
        file = new KernelLines(context.paths().proc("zoneinfo"));
    }

    private static MetricFamily[] families() {
        MetricFamily[] families = new MetricFamily[FIELDS.length];
        for (int i = 0; i < families.length; i++) {
            String name = "node_zoneinfo_" + FIELDS[i][1];
            families[i] = name.endsWith("_total")
                    ? MetricFamily.counter(name, FIELDS[i][2], "node", "zone")
                    : MetricFamily.gauge(name, FIELDS[i][2], "node", "zone");
        }
        return families;
    }

    /** {@code 0, zone   Normal}, in words. */
    @Override
    public Zone build(String key) {
        int last = Math.max(key.lastIndexOf(' '), key.lastIndexOf('\t'));
        return new Zone(key.substring(0, Math.max(0, key.indexOf(','))), key.substring(last + 1));
    }

    @Override
    public void update(MetricSink sink) throws IOException {
        if (!file.begin()) {
            throw new IOException(file.failure());
        }
        zones.begin();
        Zone zone = null;
        while (file.next(cursor)) {
            if (!cursor.word()) {
                continue;
            }
            if (cursor.wordIs("Node")) {
                zone = zone();
            } else if (zone != null) {
                if (cursor.wordIs(PROTECTION)) {
                    protection(sink, zone);
                } else {
                    field(sink, zone);
                }
            }
        }
        if (file.error() != ReadError.NONE) {
            throw new IOException(file.failure());
        }
    }

    private @Nullable Zone zone() {
        if (!cursor.wordUntil(',')) {
            return null;
        }
        int start = cursor.wordStart();
        return cursor.word() && cursor.wordIs("zone") && cursor.word()
                ? zones.get(cursor.bytes(), start, cursor.wordEnd())
                : null;
    }

    private void field(MetricSink sink, Zone zone) {
        for (int i = 0; i < FIELDS.length; i++) {
            int field = (next + i) % FIELDS.length;
            if (cursor.wordIs(FIELDS[field][0])) {
                next = field + 1;
                if (cursor.word()) {
                    Numbers.sample(sink, zone.field(field), cursor);
                }
                return;
            }
        }
    }

    /** {@code (0, 2039, 31932)}. */
    private void protection(MetricSink sink, Zone zone) {
        byte[] bytes = cursor.bytes();
        int i = cursor.position();
        int end = cursor.end();
        for (int number = 0; i < end; number++) {
            while (i < end && (bytes[i] < '0' || bytes[i] > '9')) {
                i++;
            }
            int start = i;
            while (i < end && bytes[i] >= '0' && bytes[i] <= '9') {
                i++;
            }
            cursor.reset(bytes, start, i);
            long pages = cursor.u64();
            if (!cursor.ok()) {
                return;
            }
            Unsigned.sample(sink, zone.protection(number), pages);
        }
    }
}
