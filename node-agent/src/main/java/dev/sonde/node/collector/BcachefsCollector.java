package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.node.linux.BinaryNumber;
import dev.sonde.node.linux.SysfsAttribute;

/**
 * Mounted bcachefs file systems, {@code sys/fs/bcachefs/<UUID>} ({@code fs/bcachefs/sysfs.c}). No data where there is
 * none. Which counters there are is the kernel's affair: each has a family of its own.
 */
public final class BcachefsCollector extends AgentCollector implements LabelCache.Builder<BcachefsFileSystem> {
    private final String directory;
    private final DeviceList<BcachefsFileSystem> fileSystems;
    private final NoDataException absent;
    private final SysfsAttribute attribute = new SysfsAttribute(BcachefsCollector.class);
    private final ByteCursor cursor = new ByteCursor();
    private final BinaryNumber number = new BinaryNumber();

    public BcachefsCollector(NodeContext context) {
        super("bcachefs");
        directory = context.paths().sys("fs/bcachefs");
        fileSystems = new DeviceList<>(directory, this);
        absent = new NoDataException(directory + ": no such file system is mounted");
    }

    @Override
    public BcachefsFileSystem build(String uuid) {
        return new BcachefsFileSystem(uuid, directory + '/' + uuid);
    }

    @Override
    public void update(MetricSink sink) throws NoDataException {
        boolean any = false;
        String[] names = fileSystems.begin();
        if (names != null) {
            for (String name : names) {
                BcachefsFileSystem fileSystem = fileSystems.get(name);
                any |= fileSystem != null && fileSystem.update(sink, attribute, cursor, number);
            }
        }
        if (!any) {
            throw absent;
        }
    }
}
