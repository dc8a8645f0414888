package dev.sonde.node.collector;

import dev.sonde.core.io.KernelFile;
import dev.sonde.core.io.ReadError;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.Devices;
import dev.sonde.node.linux.KernelFiles;
import dev.sonde.node.linux.Mdstat;
import dev.sonde.node.linux.SysfsAttribute;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Software RAID: state, disks and synchronisation from {@code proc/mdstat}, disks that are missing from {@code
 * block/md*} of sysfs ({@code Documentation/admin-guide/md.rst}). No data where the md driver is not loaded. An array that
 * cannot be read costs its own series.
 */
public final class MdadmCollector extends AgentCollector implements LabelCache.Builder<MdadmCollector.Array> {
    private static final int MOST_ARRAYS = 4096;

    private static final MetricFamily STATE =
            MetricFamily.gauge("node_md_state", "Whether an array is in a state.", "device", "state");
    private static final MetricFamily DISKS =
            MetricFamily.gauge("node_md_disks", "Disks of an array by their state.", "device", "state");
    private static final MetricFamily REQUIRED =
            MetricFamily.gauge("node_md_disks_required", "Disks that an array should have.", "device");
    private static final MetricFamily BLOCKS =
            MetricFamily.gauge("node_md_blocks", "Size of an array in blocks of 1 KiB.", "device");
    private static final MetricFamily SYNCED = MetricFamily.gauge(
            "node_md_blocks_synced", "Blocks of 1 KiB that are synchronised; all while none have to be.", "device");
    private static final MetricFamily RAID_DISKS =
            MetricFamily.gauge("node_md_raid_disks", "Disks of an array that is whole.", "device");
    private static final MetricFamily DEGRADED =
            MetricFamily.gauge("node_md_degraded", "Disks that an array lacks.", "device");

    private static final String[] STATES = {"active", "inactive", "recovering", "resync", "check"};
    private static final String[] DISK_STATES = {"active", "failed", "spare"};

    /** The series of an array of mdstat. */
    static final class Array {
        final Series[] states = new Series[STATES.length];
        final Series[] disks = new Series[DISK_STATES.length];
        final Series required;
        final Series blocks;
        final Series synced;

        Array(String device) {
            for (int i = 0; i < states.length; i++) {
                states[i] = STATE.series(device, STATES[i]);
            }
            for (int i = 0; i < disks.length; i++) {
                disks[i] = DISKS.series(device, DISK_STATES[i]);
            }
            required = REQUIRED.series(device);
            blocks = BLOCKS.series(device);
            synced = SYNCED.series(device);
        }
    }

    /** An array of sysfs. */
    private static final class Block {
        final String path;
        final Series disks;
        final Series degraded;

        Block(String name, String path) {
            this.path = path + "/md";
            disks = RAID_DISKS.series(name);
            degraded = DEGRADED.series(name);
        }
    }

    private final KernelFile file;
    private final Mdstat mdstat = new Mdstat();
    private final LabelCache<Array> arrays = new LabelCache<>(MOST_ARRAYS, this);
    private final Devices<Block> blocks;
    private final SysfsAttribute attribute = new SysfsAttribute(MdadmCollector.class);
    private final NoDataException absent;

    public MdadmCollector(NodeContext context) {
        this(context.paths());
    }

    MdadmCollector(NodePaths paths) {
        super("mdadm");
        file = new KernelFile(paths.proc("mdstat"), 1024);
        blocks = new Devices<>(paths.sys("block"), new Devices.Builder<>() {
            @Override
            public @Nullable Block build(String name, String path) {
                return name.startsWith("md") ? new Block(name, path) : null;
            }
        });
        absent = new NoDataException(file.path() + ": the md driver is not loaded");
    }

    @Override
    public Array build(String key) {
        return new Array(key);
    }

    @Override
    public void update(MetricSink sink) throws NoDataException, IOException {
        if (!file.read()) {
            if (file.error() == ReadError.MISSING) {
                throw absent;
            }
            throw new IOException(file.failure());
        }
        arrays.begin();
        mdstat.begin(file.bytes(), file.length());
        int good = 0;
        while (mdstat.next()) {
            good++;
            Array array = arrays.get(file.bytes(), mdstat.nameStart(), mdstat.nameEnd());
            if (array != null) {
                give(sink, array);
            }
        }
        if (good == 0 && mdstat.failed() > 0) {
            throw KernelFiles.malformed(file, mdstat.nameStart());
        }
        blocks.read();
        for (int i = 0; i < blocks.size(); i++) {
            give(sink, blocks.get(i));
        }
    }

    private void give(MetricSink sink, Array array) {
        int now = mdstat.state().ordinal();
        for (int i = 0; i < array.states.length; i++) {
            sink.sample(array.states[i], i == now ? 1 : 0);
        }
        sink.sample(array.disks[0], mdstat.disksActive());
        sink.sample(array.disks[1], mdstat.disksFailed());
        sink.sample(array.disks[2], mdstat.disksSpare());
        sink.sample(array.required, mdstat.disksRequired());
        sink.sample(array.blocks, mdstat.blocks());
        sink.sample(array.synced, mdstat.blocksSynced());
    }

    /** What holds the metadata of several arrays is no array itself: it requires no disks. */
    private void give(MetricSink sink, Block block) {
        if (attribute.readUnsigned(block.path + "/raid_disks")) {
            if (attribute.number() != 0) {
                sink.sample(block.disks, attribute.number());
            }
            long lacking = attribute.readUnsigned(block.path + "/degraded") ? attribute.number() : 0;
            sink.sample(block.degraded, lacking);
        }
    }
}
