package dev.sonde.node.collector;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.node.linux.BtrfsControl.Volume;
import dev.sonde.node.linux.SysfsAttribute;
import org.jspecify.annotations.Nullable;

/**
 * Btrfs: {@code sys/fs/btrfs/<UUID>} ({@code fs/btrfs/sysfs.c}), and of the devices what only an ioctl tells. Where
 * that cannot be had, as in a container that does not see the mount, sysfs tells their sizes alone. A host without any
 * has no samples, which is no failure.
 */
public final class BtrfsCollector extends AgentCollector implements LabelCache.Builder<BtrfsFileSystem> {
    private final NodePaths paths;
    private final String directory;
    private final DeviceList<BtrfsFileSystem> fileSystems;
    private final SysfsAttribute attributes = new SysfsAttribute(BtrfsCollector.class);
    private @Nullable BtrfsVolumes volumes;

    public BtrfsCollector(NodeContext context) {
        super("btrfs");
        paths = context.paths();
        directory = paths.sys("fs/btrfs");
        fileSystems = new DeviceList<>(directory, this);
    }

    /** Opening a mount point may have to wait for its disks. */
    @Override
    public boolean mayBlock() {
        return volumes != null;
    }

    @Override
    public BtrfsFileSystem build(String id) {
        return new BtrfsFileSystem(id, directory + '/' + id + '/');
    }

    @Override
    public void update(MetricSink sink) {
        String[] names = fileSystems.begin();
        if (names == null) {
            return;
        }
        BtrfsVolumes known = null;
        for (String name : names) {
            // Beside them there is features/, what this kernel can do.
            if (name.indexOf('-') > 0) {
                if (known == null) {
                    known = volumes();
                }
                BtrfsFileSystem fileSystem = fileSystems.get(name);
                if (fileSystem != null) {
                    Volume volume = known.get(name);
                    fileSystem.update(sink, attributes, volume);
                }
            }
        }
    }

    private BtrfsVolumes volumes() {
        BtrfsVolumes known = volumes;
        if (known == null) {
            known = volumes = new BtrfsVolumes(paths);
        }
        known.read();
        return known;
    }
}
