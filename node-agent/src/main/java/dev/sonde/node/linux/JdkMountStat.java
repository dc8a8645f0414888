package dev.sonde.node.linux;

import java.io.File;
import java.nio.charset.StandardCharsets;

/**
 * What the JDK alone can tell of a mounted file system, for when there are no native calls: sizes, but neither inodes
 * nor whether it is the file system that was meant nor why it cannot be asked. Any thread may call.
 */
public final class JdkMountStat implements MountStat {
    @Override
    public int stat(byte[] path, FileSystemReading into) {
        File file = new File(new String(path, 0, path.length - 1, StandardCharsets.UTF_8));
        into.device = FileSystemReading.UNKNOWN_DEVICE;
        into.mountRoot = true;
        into.inodesKnown = false;
        into.blockSize = 1;
        into.blocks = file.getTotalSpace();
        into.blocksFree = file.getFreeSpace();
        into.blocksAvailable = file.getUsableSpace();
        return into.blocks > 0 || file.exists() ? 0 : -Errno.ENOENT;
    }
}
