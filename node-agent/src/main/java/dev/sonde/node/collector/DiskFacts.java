package dev.sonde.node.collector;

import dev.sonde.core.io.KernelFile;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.UdevData;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one block device is: labels from udev's database and from sysfs. One thread at a time.
 *
 * <p>They hardly ever change, and a host may have thousands of devices, so a scrape does not read them all again. udev
 * puts a new file in place of an old one, which changes the time of its directory: then all are looked at. Besides that a few
 * devices' files are looked at in turn, which finds what was written in place, and whether the device rotates.
 */
final class DiskFacts {
    private static final MetricFamily INFO = MetricFamily.gauge(
            "node_disk_info",
            "Numbers, names and make of a block device; always 1.",
            "device",
            "major",
            "minor",
            "path",
            "wwn",
            "model",
            "serial",
            "revision",
            "rotational");
    private static final MetricFamily FILE_SYSTEM = MetricFamily.gauge(
            "node_disk_filesystem_info",
            "File system on a block device; always 1.",
            "device",
            "type",
            "usage",
            "uuid",
            "version");
    private static final MetricFamily DEVICE_MAPPER = MetricFamily.gauge(
            "node_disk_device_mapper_info",
            "Names of a device of the device mapper; always 1.",
            "device",
            "name",
            "uuid",
            "vg_name",
            "lv_name",
            "lv_layer");

    private static final Logger log = LoggerFactory.getLogger(DiskFacts.class);

    /** A number that udev knows of ATA drives, by its key without {@code ID_ATA_}. */
    private enum Ata {
        WRITE_CACHE("write_cache", "Whether an ATA drive has a write cache."),
        WRITE_CACHE_ENABLED("write_cache_enabled", "Whether the write cache of an ATA drive is on."),
        ROTATION_RATE_RPM("rotation_rate_rpm", "Rotations per minute of an ATA drive, 0 when it does not rotate.");

        final MetricFamily family;

        Ata(String name, String help) {
            family = MetricFamily.gauge("node_disk_ata_" + name, help, "device");
        }
    }

    /** Decides in each scrape whose files are looked at. */
    static final class Freshness {
        private static final int LOOKS = 4;

        /** Changes that follow each other faster may leave a directory with the same time. */
        private static final long GRAIN_MILLIS = 1000;

        private final File directory;
        private long modified;
        private boolean recent;
        private boolean all;
        private boolean present;
        private int devices = 1;
        private int place;
        private int turn;

        Freshness(String directory) {
            this.directory = new File(directory);
        }

        void begin() {
            long time = directory.lastModified();
            all = recent || time != modified;
            present = time != 0;
            modified = time;
            recent = time > System.currentTimeMillis() - GRAIN_MILLIS;
            devices = Math.max(1, place);
            place = 0;
            turn = (turn + LOOKS) % devices;
        }

        /** Whether the next device's turn has come. */
        boolean look() {
            return Math.floorMod(place++ - turn, devices) < LOOKS || all;
        }

        /** Whether there is a database. */
        boolean hasUdev() {
            return present;
        }

        /** Whether every device has its turn in every scrape. */
        boolean fewDevices() {
            return devices <= LOOKS;
        }
    }

    private final String device;
    private final String udevData;
    private final KernelFile rotational;
    private File udev = new File("");
    private int major = -1;
    private int minor = -1;
    private long modified;
    private long size;
    private boolean rotates;
    private Series[] series = {};
    private long[] values = {};

    DiskFacts(String device, NodePaths paths) {
        this.device = device;
        udevData = paths.udevData();
        // The kernel writes cciss!c0d0 in sysfs for the device cciss/c0d0.
        rotational = new KernelFile(paths.sys("block/" + device.replace('/', '!') + "/queue/rotational"), 32);
    }

    void update(MetricSink sink, int majorNumber, int minorNumber, Freshness freshness) {
        boolean other = majorNumber != major || minorNumber != minor;
        if (other) {
            major = majorNumber;
            minor = minorNumber;
            udev = new File(udevData + "/b" + major + ':' + minor);
        }
        if (freshness.look() || other) {
            look(other, freshness.hasUdev());
            if (!freshness.fewDevices()) {
                rotational.close();
            }
        }
        for (int i = 0; i < series.length; i++) {
            sink.sample(series[i], values[i]);
        }
    }

    private void look(boolean other, boolean hasUdev) {
        long nowModified = hasUdev ? udev.lastModified() : 0;
        long nowSize = hasUdev ? udev.length() : 0;
        boolean nowRotates =
                rotational.read() && rotational.length() > 0 && rotational.bytes()[0] == '1';
        if (other || nowModified != modified || nowSize != size || nowRotates != rotates) {
            modified = nowModified;
            size = nowSize;
            rotates = nowRotates;
            build(UdevData.read(udev.getPath()));
        }
    }

    private void build(Map<String, String> udevKnows) {
        List<Series> all = new ArrayList<>();
        List<Long> numbers = new ArrayList<>();
        all.add(INFO.series(
                device,
                Integer.toString(major),
                Integer.toString(minor),
                udevKnows.getOrDefault("ID_PATH", ""),
                udevKnows.getOrDefault("ID_WWN", ""),
                udevKnows.getOrDefault("ID_MODEL", ""),
                serial(udevKnows),
                udevKnows.getOrDefault("ID_REVISION", ""),
                rotates ? "1" : "0"));
        numbers.add(1L);
        labels(FILE_SYSTEM, udevKnows, all, numbers, "ID_FS_TYPE", "ID_FS_USAGE", "ID_FS_UUID", "ID_FS_VERSION");
        labels(DEVICE_MAPPER, udevKnows, all, numbers, "DM_NAME", "DM_UUID", "DM_VG_NAME", "DM_LV_NAME", "DM_LV_LAYER");
        if (!udevKnows.getOrDefault("ID_ATA", "").isEmpty()) {
            for (Ata ata : Ata.values()) {
                number(ata, udevKnows.getOrDefault("ID_ATA_" + ata, ""), all, numbers);
            }
        }
        series = all.toArray(new Series[0]);
        values = new long[series.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers.get(i);
        }
    }

    /** What is printed on the disk if the drive tells, else what udev made up. */
    private static String serial(Map<String, String> udevKnows) {
        for (String key : new String[] {"SCSI_IDENT_SERIAL", "ID_SERIAL_SHORT"}) {
            String serial = udevKnows.getOrDefault(key, "");
            if (!serial.isEmpty()) {
                return serial;
            }
        }
        return udevKnows.getOrDefault("ID_SERIAL", "");
    }

    /** A family whose labels are the values of these keys, if the first is known. */
    private void labels(
            MetricFamily family, Map<String, String> udevKnows, List<Series> all, List<Long> numbers, String... keys) {
        String[] labels = new String[keys.length + 1];
        labels[0] = device;
        for (int i = 0; i < keys.length; i++) {
            labels[i + 1] = udevKnows.getOrDefault(keys[i], "");
        }
        if (!labels[1].isEmpty()) {
            all.add(family.series(labels));
            numbers.add(1L);
        }
    }

    private void number(Ata ata, String text, List<Series> all, List<Long> numbers) {
        try {
            if (!text.isEmpty()) {
                numbers.add(Long.parseLong(text));
                all.add(ata.family.series(device));
            }
        } catch (NumberFormatException e) {
            log.warn("udev says {} of {}, which is no number, device={}", text, ata, device);
        }
    }
}
