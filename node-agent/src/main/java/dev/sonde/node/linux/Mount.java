package dev.sonde.node.linux;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code /proc/<pid>/mountinfo}, see proc(5). The same line keeps the same object for as long as it is
 * listed. Immutable but for {@link #placed}, which depends on the other lines.
 */
public final class Mount {
    private final int id;
    private final int parentId;
    private final int major;
    private final int minor;
    private final String device;
    private final String mountPoint;
    private final String type;
    private final boolean readOnly;
    private final byte[] path;

    private boolean behindSlow;
    private long visibleDevice;

    private Mount(
            int id,
            int parentId,
            int major,
            int minor,
            String device,
            String mountPoint,
            String type,
            boolean readOnly,
            byte[] path) {
        this.id = id;
        this.parentId = parentId;
        this.major = major;
        this.minor = minor;
        this.device = device;
        this.mountPoint = mountPoint;
        this.type = type;
        this.readOnly = readOnly;
        this.path = path;
    }

    /** Parses {@code [from, to)}; null when it is not a line of mountinfo. */
    static @Nullable Mount parse(byte[] bytes, int from, int to) {
        int[] starts = new int[7];
        int at = from;
        for (int field = 0; field < starts.length; field++) {
            starts[field] = at;
            while (at < to && bytes[at] != ' ') {
                at++;
            }
            if (at == to) {
                return null;
            }
            at++;
        }
        int separator = separator(bytes, starts[6], to);
        if (separator < 0) {
            return null;
        }
        int type = separator + 2;
        int typeEnd = end(bytes, type, to);
        int device = Math.min(typeEnd + 1, to);
        int deviceEnd = end(bytes, device, to);
        int options = Math.min(deviceEnd + 1, to);
        int colon = starts[2];
        while (bytes[colon] != ':' && bytes[colon] != ' ') {
            colon++;
        }
        int id = number(bytes, starts[0], starts[1] - 1);
        int parentId = number(bytes, starts[1], starts[2] - 1);
        int major = number(bytes, starts[2], colon);
        int minor = number(bytes, colon + 1, starts[3] - 1);
        if (type == typeEnd || (id | parentId | major | minor) < 0) {
            return null;
        }
        byte[] shown = MountPath.shown(bytes, starts[4], starts[5] - 1);
        return new Mount(
                id,
                parentId,
                major,
                minor,
                MountPath.text(bytes, device, deviceEnd),
                MountPath.text(shown, 0, shown.length),
                MountPath.text(bytes, type, typeEnd),
                hasOption(bytes, starts[5], starts[6] - 1, "ro")
                        || hasOption(bytes, options, to, "ro")
                        || hasOption(bytes, options, to, "emergency_ro"),
                MountPath.raw(bytes, starts[4], starts[5] - 1));
    }

    /** The blank-surrounded dash behind the optional fields, of which there may be none. */
    private static int separator(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (bytes[at] == '-' && at + 1 < to && bytes[at + 1] == ' ') {
                return at;
            }
            at = end(bytes, at, to) + 1;
        }
        return -1;
    }

    private static int end(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != ' ') {
            at++;
        }
        return at;
    }

    private static int number(byte[] bytes, int from, int to) {
        if (from >= to || to - from > 9) {
            return -1;
        }
        int n = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            n = n * 10 + digit;
        }
        return n;
    }

    private static boolean hasOption(byte[] bytes, int from, int to, String option) {
        byte[] wanted = option.getBytes(StandardCharsets.US_ASCII);
        int start = from;
        for (int i = from; i <= to; i++) {
            if (i < to && bytes[i] != ',') {
                continue;
            }
            if (i - start == wanted.length && Arrays.equals(bytes, start, i, wanted, 0, wanted.length)) {
                return true;
            }
            start = i + 1;
        }
        return false;
    }

    int id() {
        return id;
    }

    int parentId() {
        return parentId;
    }

    public int major() {
        return major;
    }

    public int minor() {
        return minor;
    }

    /** The mounted device or export, escapes left as they are. */
    public String device() {
        return device;
    }

    /** As the peer shows it: of the escapes only those of blank and tab are undone. */
    public String mountPoint() {
        return mountPoint;
    }

    /** File system type: {@code ext4}, {@code fuse.sshfs}. */
    public String type() {
        return type;
    }

    /** By the options of this mount or of its file system. */
    public boolean readOnly() {
        return readOnly;
    }

    /** The bytes of the mount point with all escapes undone. */
    byte[] path() {
        return path;
    }

    /**
     * What to give to the kernel, with a NUL at the end.
     *
     * @param rootfs where the host's root is mounted, without a slash at the end; empty for our own
     */
    byte[] path(String rootfs) {
        byte[] root = rootfs.getBytes(StandardCharsets.UTF_8);
        byte[] whole = Arrays.copyOf(root, root.length + path.length + 1);
        System.arraycopy(path, 0, whole, root.length, path.length);
        return whole;
    }

    /** {@code major << 32 | minor}. */
    public long deviceNumber() {
        return (long) major << 32 | minor;
    }

    /** Says how the other lines bear on this one; see {@link #maySleep} and {@link #visibleDevice}. */
    void placed(boolean behindSlow, long visibleDevice) {
        this.behindSlow = behindSlow;
        this.visibleDevice = visibleDevice;
    }

    /** Whether asking about this path may wait for a server: it, or a mount on the way to it, is no local one. */
    public boolean maySleep() {
        return behindSlow;
    }

    /** The device number of what lies on top at this mount point: of this mount, unless another covers it. */
    public long visibleDevice() {
        return visibleDevice;
    }

    @Override
    public String toString() {
        return type + " on " + mountPoint;
    }
}
