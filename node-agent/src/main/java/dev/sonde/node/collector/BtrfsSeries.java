package dev.sonde.node.collector;

import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The series of one Btrfs file system. One thread at a time. */
final class BtrfsSeries implements LabelCache.Builder<Series[]> {
    static final int SIZE = 0;
    static final int USED = 1;
    static final int RATIO = 2;

    private static final int MOST_ROWS = 10_000;

    private static final MetricFamily INFO =
            MetricFamily.gauge("node_btrfs_info", "Label of a Btrfs file system; always 1.", "uuid", "label");
    private static final MetricFamily RESERVE =
            MetricFamily.gauge("node_btrfs_global_rsv_size_bytes", "Bytes of the global reserve.", "uuid");
    private static final MetricFamily COMMITS =
            MetricFamily.counter("node_btrfs_commits_total", "Transactions committed.", "uuid");
    private static final MetricFamily LAST_COMMIT =
            MetricFamily.gauge("node_btrfs_last_commit_seconds", "What the last commit took.", "uuid");
    private static final MetricFamily MAX_COMMIT =
            MetricFamily.gauge("node_btrfs_max_commit_seconds", "What the slowest commit took.", "uuid");
    private static final MetricFamily COMMIT_TIME =
            MetricFamily.counter("node_btrfs_commit_seconds_total", "What all commits together took.", "uuid");
    private static final MetricFamily RESERVED = MetricFamily.gauge(
            "node_btrfs_reserved_bytes",
            "Bytes reserved for writes under way, by type of block group.",
            "uuid",
            "block_group_type");
    private static final MetricFamily[] LAYOUT = {
        ofLayout("size_bytes", "Bytes allocated, by type and layout of block groups."),
        ofLayout("used_bytes", "Bytes used, by type and layout of block groups."),
        ofLayout("allocation_ratio", "Bytes of disk that a byte takes, by type and layout of block groups.")
    };
    private static final String SIZE_NAME = "node_btrfs_device_size_bytes";
    private static final String SIZE_HELP = "Size of a device of the file system.";
    private static final MetricFamily DEVICE_SIZE = MetricFamily.gauge(SIZE_NAME, SIZE_HELP, "uuid", "device");
    private static final MetricFamily DEVICE_SIZE_AND_UUID =
            MetricFamily.gauge(SIZE_NAME, SIZE_HELP, "uuid", "device", "btrfs_dev_uuid");
    private static final MetricFamily UNUSED = MetricFamily.gauge(
            "node_btrfs_device_unused_bytes",
            "Bytes of a device that no block group has.",
            "uuid",
            "device",
            "btrfs_dev_uuid");
    private static final MetricFamily ERRORS = MetricFamily.counter(
            "node_btrfs_device_errors_total",
            "Errors of a device since they were last reset.",
            "uuid",
            "device",
            "btrfs_dev_uuid",
            "type");
    private static final String[] ERROR_TYPES = {"write", "read", "flush", "corruption", "generation"};

    final Series reserve;
    final Series commits;
    final Series lastCommit;
    final Series maxCommit;
    final Series commitTime;
    private final String uuid;
    private final InfoSeries info = new InfoSeries(INFO);
    private final LabelCache<Series[]> rows = new LabelCache<>(MOST_ROWS, this);

    BtrfsSeries(String uuid) {
        this.uuid = uuid;
        reserve = RESERVE.series(uuid);
        commits = COMMITS.series(uuid);
        lastCommit = LAST_COMMIT.series(uuid);
        maxCommit = MAX_COMMIT.series(uuid);
        commitTime = COMMIT_TIME.series(uuid);
    }

    private static MetricFamily ofLayout(String name, String help) {
        return MetricFamily.gauge("node_btrfs_" + name, help, "uuid", "block_group_type", "mode");
    }

    String uuid() {
        return uuid;
    }

    void info(MetricSink sink, String label) {
        info.sample(sink, uuid, label);
    }

    void begin() {
        rows.begin();
    }

    /** By size, use and ratio; null for one too many. */
    Series @Nullable [] layout(String group, String mode) {
        return row("layout\n" + group + '\n' + mode);
    }

    @Nullable Series reserved(String group) {
        return first(row("reserved\n" + group));
    }

    /** Of a device of which no more than its size is known. */
    @Nullable Series size(String device) {
        return first(row("size\n" + device));
    }

    /** Size, what is unused, and the five kinds of errors. */
    Series @Nullable [] device(String device, String deviceUuid) {
        return row("device\n" + device + '\n' + deviceUuid);
    }

    private static @Nullable Series first(Series @Nullable [] row) {
        return row == null ? null : row[0];
    }

    private Series @Nullable [] row(String text) {
        byte[] key = text.getBytes(StandardCharsets.UTF_8);
        return rows.get(key, 0, key.length);
    }

    @Override
    public Series[] build(String key) {
        String[] parts = key.split("\n", 3);
        return switch (parts[0]) {
            case "layout" -> SeriesRow.of(LAYOUT, uuid, parts[1], parts[2]);
            case "reserved" -> new Series[] {RESERVED.series(uuid, parts[1])};
            case "size" -> new Series[] {DEVICE_SIZE.series(uuid, parts[1])};
            default -> device(key.substring(parts[0].length() + 1));
        };
    }

    private Series[] device(String nameAndUuid) {
        int end = nameAndUuid.lastIndexOf('\n');
        String name = nameAndUuid.substring(0, end);
        String deviceUuid = nameAndUuid.substring(end + 1);
        Series[] row = new Series[2 + ERROR_TYPES.length];
        row[0] = DEVICE_SIZE_AND_UUID.series(uuid, name, deviceUuid);
        row[1] = UNUSED.series(uuid, name, deviceUuid);
        for (int i = 0; i < ERROR_TYPES.length; i++) {
            row[2 + i] = ERRORS.series(uuid, name, deviceUuid, ERROR_TYPES[i]);
        }
        return row;
    }
}
