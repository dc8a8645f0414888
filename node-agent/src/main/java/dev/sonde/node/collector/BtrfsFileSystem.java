package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.BtrfsControl;
import dev.sonde.node.linux.BtrfsControl.Device;
import dev.sonde.node.linux.BtrfsControl.Volume;
import dev.sonde.node.linux.NumberLines;
import dev.sonde.node.linux.NumberLines.Line;
import dev.sonde.node.linux.SysfsAttribute;
import dev.sonde.node.linux.Unsigned;
import java.io.File;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A mounted file system. What it does not tell has no sample: kernels before 6.0 do not count commits. */
final class BtrfsFileSystem {
    private static final int SECTOR = 512;
    private static final int MILLISECONDS = 3;
    private static final int COMMITS = 0;
    private static final int LAST = 1;
    private static final int MAX = 2;
    private static final int TOTAL = 3;

    /** Block groups; {@code mixed} ones hold both data and metadata. */
    private static final String[] GROUPS = {"data", "metadata", "system", "mixed"};

    private final String id;
    private final String directory;
    private final ByteCursor cursor = new ByteCursor();
    private final NumberLines commits = new NumberLines(
            new Line("commits", 1, 1, false),
            new Line("last_commit_ms", 1, 1, false),
            new Line("max_commit_ms", 1, 1, false),
            new Line("total_commit_ms", 1, 1, false));
    private BtrfsSeries series;

    BtrfsFileSystem(String id, String directory) {
        this.id = id;
        this.directory = directory;
        series = new BtrfsSeries(id);
    }

    void update(MetricSink sink, SysfsAttribute attributes, @Nullable Volume volume) {
        String[] devices = list("devices");
        if (devices == null) {
            return;
        }
        String uuid = attributes.textOrEmpty(directory + "metadata_uuid");
        if (!series.uuid().equals(uuid.isEmpty() ? id : uuid)) {
            series = new BtrfsSeries(uuid.isEmpty() ? id : uuid);
        }
        series.info(sink, attributes.textOrEmpty(directory + "label"));
        if (attributes.readUnsigned(directory + "allocation/global_rsv_size")) {
            Unsigned.sample(sink, series.reserve, attributes.number());
        }
        commits(sink);
        series.begin();
        for (String group : GROUPS) {
            group(sink, attributes, group, devices.length);
        }
        if (volume == null) {
            sizes(sink, attributes, devices);
        } else {
            devices(sink, volume);
        }
    }

    private String @Nullable [] list(String name) {
        String[] names = new File(directory, name).list();
        if (names != null) {
            Arrays.sort(names);
        }
        return names;
    }

    private void commits(MetricSink sink) {
        try (KernelFile file = new KernelFile(directory + "commit_stats", 256)) {
            if (!file.read()) {
                return;
            }
            commits.parse(cursor.reset(file));
            if (!commits.isForeign()) {
                Unsigned.sample(sink, series.commits, commits.number(COMMITS, 0));
                Unsigned.decimal(sink, series.lastCommit, commits.number(LAST, 0), MILLISECONDS);
                Unsigned.decimal(sink, series.maxCommit, commits.number(MAX, 0), MILLISECONDS);
                Unsigned.decimal(sink, series.commitTime, commits.number(TOTAL, 0), MILLISECONDS);
            }
        }
    }

    private void group(MetricSink sink, SysfsAttribute attributes, String group, int devices) {
        String place = "allocation/" + group;
        String[] entries = list(place);
        if (entries == null) {
            return;
        }
        if (attributes.readUnsigned(directory + place + "/bytes_reserved")) {
            Series reserved = series.reserved(group);
            if (reserved != null) {
                Unsigned.sample(sink, reserved, attributes.number());
            }
        }
        for (String entry : entries) {
            // The layouts are directories among some twenty files.
            String layout = directory + place + '/' + entry;
            if (new File(layout).isDirectory()) {
                Series[] row = series.layout(group, entry);
                if (row == null) {
                    continue;
                }
                if (attributes.readUnsigned(layout + "/total_bytes")) {
                    Unsigned.sample(sink, row[BtrfsSeries.SIZE], attributes.number());
                }
                if (attributes.readUnsigned(layout + "/used_bytes")) {
                    Unsigned.sample(sink, row[BtrfsSeries.USED], attributes.number());
                }
                sink.sample(row[BtrfsSeries.RATIO], ratio(entry, devices));
            }
        }
    }

    /** Bytes of disk for a byte of the file system; 0 for a layout that we do not know. */
    private static double ratio(String layout, int devices) {
        return switch (layout) {
            case "single", "raid0" -> 1;
            case "dup", "raid1", "raid10" -> 2;
            case "raid1c3" -> 3;
            case "raid1c4" -> 4;
            case "raid5" -> devices / (devices - 1.0);
            case "raid6" -> devices / (devices - 2.0);
            default -> 0;
        };
    }

    private void sizes(MetricSink sink, SysfsAttribute attributes, String[] devices) {
        for (String device : devices) {
            if (attributes.readUnsigned(directory + "devices/" + device + "/size")) {
                Series size = series.size(device);
                if (size != null) {
                    Unsigned.sample(sink, size, attributes.number() * SECTOR);
                }
            }
        }
    }

    private void devices(MetricSink sink, Volume volume) {
        for (Device device : volume.devices()) {
            Series[] row = series.device(device.name(), device.uuid());
            if (row != null) {
                Unsigned.sample(sink, row[0], device.total());
                Unsigned.sample(sink, row[1], device.total() - device.used());
                for (int i = 0; i < BtrfsControl.ERRORS; i++) {
                    Unsigned.sample(sink, row[2 + i], device.errors().get(i));
                }
            }
        }
    }
}
