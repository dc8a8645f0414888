package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.BinaryNumber;
import dev.sonde.node.linux.SysfsAttribute;

/** A mounted file system. What cannot be read has no sample. One thread at a time. */
final class BcachefsFileSystem {
    private static final String DEVICE = "dev-";

    private static final MetricFamily INFO =
            MetricFamily.gauge("node_bcachefs_info", "A mounted file system; always 1.", "uuid");
    private static final MetricFamily CACHE_SIZE = MetricFamily.gauge(
            "node_bcachefs_btree_cache_size_bytes", "Memory that holds nodes of the B-trees.", "uuid");
    private static final MetricFamily[] COMPRESSION = {
        MetricFamily.gauge(
                "node_bcachefs_compression_compressed_bytes", "Size of compressed data.", "uuid", "algorithm"),
        MetricFamily.gauge(
                "node_bcachefs_compression_uncompressed_bytes",
                "Size of compressed data before it was compressed.",
                "uuid",
                "algorithm")
    };
    private static final MetricFamily[] ERRORS = {
        MetricFamily.counter("node_bcachefs_errors_total", "Errors found by their kind.", "uuid", "error_type")
    };
    private static final MetricFamily[] WRITES = {
        MetricFamily.counter("node_bcachefs_btree_writes_total", "Writes of nodes of the B-trees.", "uuid", "type"),
        MetricFamily.gauge(
                "node_bcachefs_btree_write_average_size_bytes",
                "Average size of the writes of nodes of the B-trees.",
                "uuid",
                "type")
    };

    private final String uuid;
    private final String directory;
    private final Series info;
    private final Series cacheSize;
    private final BcachefsTable compression;
    private final BcachefsTable errors;
    private final BcachefsTable writes;
    private final DeviceList<BcachefsCounter> counters;
    private final DeviceList<BcachefsDevice> devices;

    BcachefsFileSystem(String uuid, String directory) {
        this.uuid = uuid;
        this.directory = directory;
        info = INFO.series(uuid);
        cacheSize = CACHE_SIZE.series(uuid);
        compression = new BcachefsTable(directory + "/compression_stats", true, COMPRESSION, uuid);
        errors = new BcachefsTable(directory + "/errors", false, ERRORS, uuid);
        writes = new BcachefsTable(directory + "/btree_write_stats", true, WRITES, uuid);
        counters = new DeviceList<>(directory + "/counters", new Counters());
        devices = new DeviceList<>(directory, new Devices());
    }

    private final class Counters implements LabelCache.Builder<BcachefsCounter> {
        @Override
        public BcachefsCounter build(String name) {
            MetricFamily family = MetricFamily.counter(
                    "node_bcachefs_" + Names.collapsed(name) + "_total",
                    "Counter " + name + " of bcachefs since the file system was made.",
                    "uuid");
            return new BcachefsCounter(directory + "/counters/" + name, family.series(uuid));
        }
    }

    private final class Devices implements LabelCache.Builder<BcachefsDevice> {
        @Override
        public BcachefsDevice build(String entry) {
            return new BcachefsDevice(uuid, entry.substring(DEVICE.length()), directory + '/' + entry + '/');
        }
    }

    /** Hands over what there is; false when there is no such directory. */
    boolean update(MetricSink sink, SysfsAttribute attribute, ByteCursor cursor, BinaryNumber number) {
        String[] entries = devices.begin();
        if (entries == null) {
            return false;
        }
        sink.sample(info, 1);
        if (attribute.read(directory + "/btree_cache_size")
                && number.parse(attribute.bytes(), attribute.start(), attribute.end())) {
            sink.sample(cacheSize, number.value());
        }
        compression.update(sink, attribute, cursor, number);
        errors.update(sink, attribute, cursor, number);
        writes.update(sink, attribute, cursor, number);
        counters(sink, attribute, cursor, number);
        for (String entry : entries) {
            BcachefsDevice device = entry.startsWith(DEVICE) ? devices.get(entry) : null;
            if (device != null) {
                device.update(sink, attribute, cursor, number);
            }
        }
        return true;
    }

    private void counters(MetricSink sink, SysfsAttribute attribute, ByteCursor cursor, BinaryNumber number) {
        String[] names = counters.begin();
        if (names == null) {
            return;
        }
        for (String name : names) {
            BcachefsCounter counter = counters.get(name);
            if (counter != null) {
                counter.update(sink, attribute, cursor, number);
            }
        }
    }
}
