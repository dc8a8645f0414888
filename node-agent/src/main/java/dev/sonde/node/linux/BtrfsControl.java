package dev.sonde.node.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Btrfs tells of the devices of a mounted file system by ioctl: {@code include/uapi/linux/btrfs.h}. Anybody may
 * ask who can open the mount point. One thread at a time.
 */
public final class BtrfsControl {
    /** Kinds of errors in the order of {@code enum btrfs_dev_stat_values}. */
    public static final int ERRORS = 5;

    private static final int MAGIC = 0x94;
    private static final int DEV_INFO = 30;
    private static final int DEV_INFO_SIZE = 4096;
    private static final int DEV_INFO_PATH = 3072;
    private static final int FS_INFO = 31;
    private static final int FS_INFO_SIZE = 1024;
    private static final int GET_DEV_STATS = 52;
    private static final int GET_DEV_STATS_SIZE = 1032;

    /** Numbers of devices are not given out again, so there are gaps, but not that many. */
    private static final int MOST_NUMBERS = 1 << 16;

    private final SystemCalls calls;
    private final ByteBuffer argument = ByteBuffer.allocateDirect(DEV_INFO_SIZE).order(ByteOrder.nativeOrder());

    /**
     * A device.
     *
     * @param name without the directory
     * @param used bytes that belong to some chunk
     * @param total bytes, used or not
     * @param errors since they were last reset, {@value #ERRORS} kinds
     */
    public record Device(String name, String uuid, long used, long total, List<Long> errors) {}

    /**
     * A file system.
     *
     * @param id its UUID as in the names of directories in sysfs
     */
    public record Volume(String id, List<Device> devices) {}

    public BtrfsControl(SystemCalls calls) {
        this.calls = calls;
    }

    /** The file system mounted at a path, or null when it cannot be asked or is none of Btrfs. */
    public @Nullable Volume volume(String path) {
        int fd = calls.open((path + '\0').getBytes(StandardCharsets.UTF_8));
        if (fd < 0) {
            return null;
        }
        try {
            return volume(fd);
        } finally {
            calls.close(fd);
        }
    }

    private @Nullable Volume volume(int fd) {
        clear();
        if (calls.ioctl(fd, false, MAGIC, FS_INFO, FS_INFO_SIZE, argument) != 0) {
            return null;
        }
        long last = argument.getLong(0);
        long count = argument.getLong(8);
        String id = uuid(16);
        List<Device> devices = new ArrayList<>();
        for (long number = 0; number <= last && number < MOST_NUMBERS && devices.size() < count; number++) {
            clear();
            argument.putLong(0, number);
            int error = calls.ioctl(fd, true, MAGIC, DEV_INFO, DEV_INFO_SIZE, argument);
            if (error == -Errno.ENODEV) {
                continue;
            }
            Device device = error == 0 ? device(fd, number) : null;
            if (device == null) {
                return null;
            }
            devices.add(device);
        }
        return new Volume(id, devices);
    }

    private @Nullable Device device(int fd, long number) {
        String uuid = uuid(8);
        long used = argument.getLong(24);
        long total = argument.getLong(32);
        String name = name();
        clear();
        argument.putLong(0, number);
        argument.putLong(8, ERRORS);
        if (calls.ioctl(fd, true, MAGIC, GET_DEV_STATS, GET_DEV_STATS_SIZE, argument) != 0) {
            return null;
        }
        List<Long> errors = new ArrayList<>(ERRORS);
        for (int i = 0; i < ERRORS; i++) {
            errors.add(argument.getLong(24 + 8 * i));
        }
        return new Device(name, uuid, used, total, errors);
    }

    private void clear() {
        for (int i = 0; i < DEV_INFO_SIZE; i += Long.BYTES) {
            argument.putLong(i, 0);
        }
    }

    private String name() {
        int end = DEV_INFO_PATH;
        int start = end;
        while (end < DEV_INFO_SIZE && argument.get(end) != 0) {
            if (argument.get(end++) == '/') {
                start = end;
            }
        }
        byte[] name = new byte[end - start];
        argument.get(start, name);
        return new String(name, StandardCharsets.UTF_8);
    }

    private String uuid(int at) {
        StringBuilder text = new StringBuilder(36);
        for (int i = 0; i < 16; i++) {
            if (i == 4 || i == 6 || i == 8 || i == 10) {
                text.append('-');
            }
            int b = argument.get(at + i);
            text.append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
        }
        return text.toString();
    }
}
