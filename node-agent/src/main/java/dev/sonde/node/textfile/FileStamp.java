package dev.sonde.node.textfile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What tells that a file is still the one that was read: device, inode, size, modification and change time. The change
 * time cannot be set by hand, so a file whose modification time was put back is noticed too.
 */
record FileStamp(long device, long inode, long size, int mode, long rawDevice, FileTime modified, FileTime changed) {
    private static final int TYPE = 0170000;
    private static final int REGULAR = 0100000;
    private static final int DIRECTORY = 0040000;
    private static final int CHARACTER_DEVICE = 0020000;

    /** {@code /dev/null}, device 1:3: the usual way to mask a file of that name. */
    private static final long NULL_DEVICE = 0x103;

    /** Follows links, as opening does. */
    static FileStamp of(Path path) throws IOException {
        Map<String, Object> unix = Files.readAttributes(path, "unix:dev,ino,size,mode,rdev,lastModifiedTime,ctime");
        return new FileStamp(
                number(unix, "dev"),
                number(unix, "ino"),
                number(unix, "size"),
                (int) number(unix, "mode"),
                number(unix, "rdev"),
                (FileTime) unix.get("lastModifiedTime"),
                (FileTime) unix.get("ctime"));
    }

    private static long number(Map<String, Object> attributes, String name) {
        return attributes.get(name) instanceof Number n ? n.longValue() : 0;
    }

    boolean isRegular() {
        return (mode & TYPE) == REGULAR;
    }

    boolean isDirectory() {
        return (mode & TYPE) == DIRECTORY;
    }

    boolean isNullDevice() {
        return (mode & TYPE) == CHARACTER_DEVICE && rawDevice == NULL_DEVICE;
    }

    /** Whether the last change is that long ago. */
    boolean isOlderThan(long millis) {
        return System.currentTimeMillis() - changed.toMillis() >= millis;
    }

    long modifiedSeconds() {
        return Math.floorDiv(modified.to(TimeUnit.MILLISECONDS), 1000);
    }
}
