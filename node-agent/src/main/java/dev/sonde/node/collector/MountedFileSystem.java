package dev.sonde.node.collector;

import dev.sonde.core.log.StateLog;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.Errno;
import dev.sonde.node.linux.FileSystemReading;
import dev.sonde.node.linux.Mount;
import dev.sonde.node.linux.MountVisibility;
import dev.sonde.node.linux.StatCall;
import org.jspecify.annotations.Nullable;

/** One mount on the page: its series, kept, and the way to its numbers. */
final class MountedFileSystem {
    private static final String[] LABELS = {"device", "mountpoint", "fstype", "device_error"};
    private static final MetricFamily SIZE = gauge("size_bytes", "Size of the file system.");
    private static final MetricFamily FREE =
            gauge("free_bytes", "Free space of the file system, with what is kept for root.");
    private static final MetricFamily AVAILABLE = gauge("avail_bytes", "Free space that any user may take.");
    private static final MetricFamily FILES = gauge("files", "Inodes of the file system.");
    private static final MetricFamily FILES_FREE = gauge("files_free", "Free inodes of the file system.");
    private static final MetricFamily PURGEABLE =
            gauge("purgeable_bytes", "Space that macOS could free; always 0 on Linux.");
    private static final MetricFamily READ_ONLY =
            gauge("readonly", "1 for a mount that is read-only, by its own options or the file system's.");
    private static final MetricFamily DEVICE_ERROR =
            gauge("device_error", "1 when the mount could not be asked; the label device_error says why.");
    private static final MetricFamily MOUNT_INFO = MetricFamily.gauge(
            "node_filesystem_mount_info",
            "Device number of a mounted file system; always 1.",
            "device",
            "major",
            "minor",
            "mountpoint");

    private static final String NO_ANSWER = "mountpoint timeout";
    private static final String NOT_VISIBLE = "mount not visible to the agent";
    private static final String FINE = "";

    private final Mount mount;
    private final String mountPoint;
    private final String labels;
    private final StatCall call;
    private final Series size;
    private final Series free;
    private final Series available;
    private final Series files;
    private final Series filesFree;
    private final Series purgeable;
    private final Series info;
    private final Series fineReadOnly;
    private final Series fineDeviceError;

    private String error = FINE;
    private Series readOnly;
    private Series deviceError;
    private @Nullable MountedFileSystem covered;
    private long judgedDevice = FileSystemReading.UNKNOWN_DEVICE;
    private boolean judgedVisible;

    /** @param mountPoint as shown, without the path of the host's root */
    MountedFileSystem(Mount mount, String mountPoint, StatCall call) {
        this.mount = mount;
        this.mountPoint = mountPoint;
        this.labels = mount.device() + '\0' + mountPoint + '\0' + mount.type();
        this.call = call;
        this.size = series(SIZE, FINE);
        this.free = series(FREE, FINE);
        this.available = series(AVAILABLE, FINE);
        this.files = series(FILES, FINE);
        this.filesFree = series(FILES_FREE, FINE);
        this.purgeable = series(PURGEABLE, FINE);
        this.info = MOUNT_INFO.series(
                mount.device(), Integer.toString(mount.major()), Integer.toString(mount.minor()), mountPoint);
        this.fineReadOnly = this.readOnly = series(READ_ONLY, FINE);
        this.fineDeviceError = this.deviceError = series(DEVICE_ERROR, FINE);
    }

    private static MetricFamily gauge(String name, String help) {
        return MetricFamily.gauge("node_filesystem_" + name, help, LABELS);
    }

    private Series series(MetricFamily family, String error) {
        return family.series(mount.device(), mountPoint, mount.type(), error);
    }

    Mount mount() {
        return mount;
    }

    /** The same for mounts whose series would be the same. */
    String labels() {
        return labels;
    }

    StatCall call() {
        return call;
    }

    /** Says which mount with the same labels lies beneath; only device number is then reported. */
    void covers(@Nullable MountedFileSystem below) {
        covered = below == null || below.info.equals(info) ? null : below;
    }

    /** Hands over what the call brought; one that had to be answered elsewhere and was not has timed out. */
    void emit(MetricSink sink, boolean answered, MountVisibility visibility, StateLog log) {
        FileSystemReading reading = call.reading();
        if (!answered) {
            changeTo(NO_ANSWER, log);
        } else if (call.result() != 0) {
            changeTo(Errno.text(-call.result()), log);
        } else if (isVisible(reading, visibility)) {
            changeTo(FINE, log);
        } else {
            changeTo(NOT_VISIBLE, log);
        }
        sink.sample(deviceError, error.isEmpty() ? 0 : 1);
        sink.sample(readOnly, mount.readOnly() ? 1 : 0);
        if (error.isEmpty()) {
            bytes(sink, size, reading.blocks, reading.blockSize);
            bytes(sink, free, reading.blocksFree, reading.blockSize);
            bytes(sink, available, reading.blocksAvailable, reading.blockSize);
            if (reading.inodesKnown) {
                bytes(sink, files, reading.files, 1);
                bytes(sink, filesFree, reading.filesFree, 1);
            }
            // Nothing to purge on Linux; the peer says so since 1.11.
            sink.sample(purgeable, 0);
            info(sink);
        }
    }

    private void info(MetricSink sink) {
        sink.sample(info, 1);
        for (MountedFileSystem below = covered; below != null; below = below.covered) {
            sink.sample(below.info, 1);
        }
    }

    private static void bytes(MetricSink sink, Series series, long blocks, long blockSize) {
        if (blocks >= 0 && blocks <= Long.MAX_VALUE >>> 22 && blockSize <= 1 << 22) {
            sink.sample(series, blocks * blockSize);
        } else {
            double unsigned = blocks >= 0 ? blocks : (blocks >>> 1 | blocks & 1) * 2.0;
            sink.sample(series, unsigned * blockSize);
        }
    }

    private boolean isVisible(FileSystemReading reading, MountVisibility visibility) {
        if (!reading.mountRoot) {
            return false;
        }
        if (reading.device == mount.visibleDevice() || reading.device == FileSystemReading.UNKNOWN_DEVICE) {
            return true;
        }
        if (reading.device != judgedDevice) {
            judgedDevice = reading.device;
            judgedVisible = visibility.shows(mount, reading.device);
        }
        return judgedVisible;
    }

    private void changeTo(String now, StateLog log) {
        if (now.equals(error)) {
            return;
        }
        if (!error.isEmpty()) {
            log.recovered(this + error, this + " is no longer in error: " + error);
        }
        if (now.isEmpty()) {
            readOnly = fineReadOnly;
            deviceError = fineDeviceError;
        } else {
            readOnly = series(READ_ONLY, now);
            deviceError = series(DEVICE_ERROR, now);
            log.failed(this + now, this + ": " + now, null);
        }
        error = now;
    }

    @Override
    public String toString() {
        return mount + " from " + mount.device();
    }
}
