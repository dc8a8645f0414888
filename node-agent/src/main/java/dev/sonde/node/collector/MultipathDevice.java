package dev.sonde.node.collector;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.Listing;
import dev.sonde.node.linux.RawText;
import dev.sonde.node.linux.SysfsAttribute;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One device of the device mapper, which may have several paths. One thread at a time. */
final class MultipathDevice {
    /** The kernel counts in sectors of this size whatever the device has. */
    private static final int SECTOR = 512;

    private static final byte[] MULTIPATH = "mpath-".getBytes(StandardCharsets.US_ASCII);

    private static final MetricFamily INFO = MetricFamily.gauge(
            "node_dmmultipath_device_info", "Names of a multipathed device; always 1.", "device", "sysfs_name", "uuid");
    private static final MetricFamily ACTIVE =
            family("active", "Whether a multipathed device is active (1) or suspended (0).");
    private static final MetricFamily SIZE = family("size_bytes", "Size of a multipathed device.");
    private static final MetricFamily PATHS = family("paths", "Paths to a multipathed device.");
    private static final MetricFamily PATHS_ACTIVE =
            family("paths_active", "Paths to a multipathed device that can be used.");
    private static final MetricFamily PATHS_FAILED =
            family("paths_failed", "Paths to a multipathed device that cannot be used.");
    private static final MetricFamily PATH_STATE = MetricFamily.gauge(
            "node_dmmultipath_path_state",
            "State of a path to a multipathed device; always 1.",
            "device",
            "path",
            "state");

    private static MetricFamily family(String name, String help) {
        return MetricFamily.gauge("node_dmmultipath_device_" + name, help, "device", "sysfs_name");
    }

    /** A device that is a path to this one. */
    private static final class Path {
        final String name;
        final String state;
        final RawText known = new RawText();

        @Nullable Series series;

        Path(String name, String state) {
            this.name = name;
            this.state = state;
        }
    }

    private final String directory;
    private final String name;
    private final Listing slaves;
    private final RawText uuid = new RawText();
    private final RawText mapName = new RawText();
    private List<Path> paths = List.of();
    private Series[] series = {};

    MultipathDevice(String name, String directory) {
        this.directory = directory;
        this.name = name;
        slaves = new Listing(directory + '/' + name + "/slaves");
    }

    void update(MetricSink sink, SysfsAttribute attribute) {
        boolean other = attribute.readInto(uuid, path("/dm/uuid"));
        if (!isMultipath()) {
            return;
        }
        other |= attribute.readInto(mapName, path("/dm/name"));
        slaves.read();
        if (other || slaves.changed()) {
            build();
        }
        sink.sample(series[0], 1);
        if (attribute.readUnsigned(path("/dm/suspended"))) {
            sink.sample(series[1], attribute.number() == 1 ? 0 : 1);
        }
        if (attribute.readNumber(path("/size"))) {
            sink.sample(series[2], attribute.number() * SECTOR);
        }
        int active = 0;
        for (Path path : paths) {
            active += state(sink, attribute, path) ? 1 : 0;
        }
        sink.sample(series[3], paths.size());
        sink.sample(series[4], active);
        sink.sample(series[5], paths.size() - active);
    }

    private boolean isMultipath() {
        boolean starts = uuid.length() >= MULTIPATH.length;
        for (int i = 0; starts && i < MULTIPATH.length; i++) {
            starts = uuid.bytes()[i] == MULTIPATH[i];
        }
        return starts;
    }

    /** {@code running} is the word of SCSI for a device that can be used, {@code live} that of NVMe. */
    private boolean state(MetricSink sink, SysfsAttribute attribute, Path path) {
        boolean changed = attribute.readInto(path.known, path.state);
        boolean active = attribute.is("running") || attribute.is("live");
        Series shown = path.series;
        if (changed || shown == null) {
            String text = path.known.length() == 0 ? "unknown" : path.known.text();
            shown = path.series = PATH_STATE.series(mapName.text(), path.name, text);
        }
        sink.sample(shown, 1);
        return active;
    }

    private String path(String file) {
        return directory + '/' + name + file;
    }

    private void build() {
        String device = mapName.text();
        series = new Series[] {
            INFO.series(device, name, uuid.text()),
            ACTIVE.series(device, name),
            SIZE.series(device, name),
            PATHS.series(device, name),
            PATHS_ACTIVE.series(device, name),
            PATHS_FAILED.series(device, name)
        };
        paths = new ArrayList<>();
        for (String path : slaves.names()) {
            paths.add(new Path(path, directory + '/' + path + "/device/state"));
        }
    }
}
