package dev.sonde.node.collector;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.node.linux.Diskstats;
import dev.sonde.node.linux.KernelFiles;
import java.io.File;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Block devices: what they did, from {@code proc/diskstats}, and what they are, from udev's database and sysfs. A line
 * that cannot be read costs its own device; the log says so once.
 */
public final class DiskstatsCollector extends AgentCollector implements LabelCache.Builder<DiskstatsCollector.Slot> {
    static final String DEFAULT_EXCLUDE = "^(z?ram|loop|fd|(h|s|v|xv)d[a-z]|nvme\\d+n\\d+p)\\d+$";

    private static final String INCLUDE = "collector.diskstats.device-include";
    private static final String EXCLUDE = "collector.diskstats.device-exclude";
    private static final Logger log = LoggerFactory.getLogger(DiskstatsCollector.class);

    /** Multipathed storage has some ten thousand. */
    private static final int MOST_DEVICES = 1 << 16;

    /** What is kept for a name. */
    static final class Slot {
        final boolean wanted;
        final DiskSeries series;
        final DiskFacts facts;
        boolean broken;

        Slot(boolean wanted, String name, NodePaths paths) {
            this.wanted = wanted;
            series = new DiskSeries(name);
            facts = new DiskFacts(name, paths);
        }
    }

    private final NodePaths paths;
    private final NameFilter filter;
    private final KernelFile file;
    private final LabelCache<Slot> slots = new LabelCache<>(MOST_DEVICES, this);
    private final ByteCursor cursor = new ByteCursor();
    private final Diskstats stats = new Diskstats();
    private final DiskFacts.Freshness freshness;

    public static void flags(FlagSet flags) {
        flags.string(EXCLUDE, DEFAULT_EXCLUDE, "Leave out block devices that match this regular expression.");
        flags.string("collector.diskstats.ignored-devices", "Old name of --" + EXCLUDE + ".")
                .deprecatedFor(EXCLUDE);
        flags.string(INCLUDE, "Give only block devices that match this regular expression.");
    }

    public DiskstatsCollector(NodeContext context) {
        this(context.paths(), filter(context.flags()));
    }

    DiskstatsCollector(NodePaths paths, NameFilter filter) {
        super("diskstats");
        this.paths = paths;
        this.filter = filter;
        file = new KernelFile(paths.proc("diskstats"), 8192);
        freshness = new DiskFacts.Freshness(paths.udevData());
        if (!new File(paths.udevData()).isDirectory()) {
            log.warn("no udev database, block devices have no serials and models, path={}", paths.udevData());
        }
    }

    /** The default of what is left out does not hold where the user says what is wanted. */
    public static NameFilter filter(FlagSet flags) {
        String include = flags.getString(INCLUDE);
        boolean byDefault = !include.isEmpty() && !flags.isSet(EXCLUDE);
        return NameFilter.of(INCLUDE, include, EXCLUDE, byDefault ? "" : flags.getString(EXCLUDE));
    }

    @Override
    public Slot build(String key) {
        return new Slot(filter.accepts(key), key, paths);
    }

    @Override
    public void update(MetricSink sink) throws IOException {
        KernelFiles.read(file);
        slots.begin();
        freshness.begin();
        cursor.reset(file);
        int good = 0;
        int bad = 0;
        do {
            int from = cursor.position();
            if (from == cursor.lineEnd()) {
                continue;
            }
            if (take(sink, from)) {
                good++;
            } else {
                bad++;
            }
        } while (cursor.nextLine());
        if (good == 0 && bad > 0) {
            throw KernelFiles.malformed(file, 0);
        }
    }

    private boolean take(MetricSink sink, int line) {
        boolean well = stats.takeDevice(cursor);
        if (stats.nameEnd() == stats.nameStart()) {
            return false;
        }
        Slot slot = slots.get(cursor.bytes(), stats.nameStart(), stats.nameEnd());
        if (slot == null || !slot.wanted) {
            return well;
        }
        well &= stats.takeNumbers(cursor);
        if (slot.broken == well) {
            slot.broken = !well;
            if (well) {
                log.info("block device can be read again, device={}", slot.series.device());
            } else {
                log.warn("{}", KernelFiles.malformed(file, line).getMessage());
            }
        }
        if (well && stats.count() >= Diskstats.LEAST) {
            slot.facts.update(sink, stats.major(), stats.minor(), freshness);
            slot.series.update(sink, stats);
        }
        return well;
    }
}
