package dev.sonde.node.collector;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.io.ReadError;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.Listing;
import dev.sonde.node.linux.SysfsAttribute;
import dev.sonde.node.linux.Unsigned;
import dev.sonde.node.textfile.PathNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Energy that parts of the CPU packages took, {@code class/powercap} of sysfs: {@code
 * Documentation/power/powercap/powercap.rst}. No data where there are no such zones or where none may be read: since
 * 2020 the counters are root's alone.
 */
public final class RaplCollector extends AgentCollector {
    private static final String ZONE_LABEL = "collector.rapl.enable-zone-label";
    private static final int MICROJOULES = 6;
    private static final int LIST_EVERY = 32;

    private final boolean zoneLabel;
    private final Listing listing;
    private final SysfsAttribute attributes = new SysfsAttribute(RaplCollector.class);
    private final NoDataException absent;
    private final NoDataException denied;
    private List<SeriesFile> zones = List.of();
    private int scrapes;

    public static void flags(FlagSet flags) {
        flags.bool(ZONE_LABEL, false, "Name the zone in a label instead of in the metric's name.");
    }

    public RaplCollector(NodeContext context) {
        this(context.paths(), context.flags().getBool(ZONE_LABEL));
    }

    RaplCollector(NodePaths paths, boolean zoneLabel) {
        super("rapl");
        this.zoneLabel = zoneLabel;
        listing = new Listing(paths.sys("class/powercap"));
        absent = new NoDataException(listing.directory() + ": no power capping");
        denied = new NoDataException(listing.directory() + ": may not read energy_uj of any zone");
    }

    @Override
    public void update(MetricSink sink) throws NoDataException {
        if (!listing.read()) {
            throw absent;
        }
        if (listing.changed() || scrapes++ % LIST_EVERY == 0) {
            zones = SeriesFile.known(zones, look());
        }
        boolean given = zones.isEmpty();
        boolean forbidden = false;
        for (SeriesFile zone : zones) {
            if (attributes.readUnsigned(zone.path)) {
                Unsigned.decimal(sink, zone.series, attributes.number(), MICROJOULES);
                given = true;
            } else if (attributes.error() == ReadError.DENIED) {
                forbidden = true;
            } else {
                scrapes = 0;
            }
        }
        if (!given && forbidden) {
            throw denied;
        }
    }

    /**
     * The zones: {@code package-1} is index 1 of package; those of the same name without a number (the dram of each
     * package) are counted.
     */
    private List<SeriesFile> look() {
        List<SeriesFile> found = new ArrayList<>();
        Map<String, Integer> used = new HashMap<>();
        for (String entry : listing.names()) {
            String path = listing.directory() + '/' + entry;
            if (!attributes.read(path + "/name")) {
                continue;
            }
            String name = attributes.text();
            int dash = name.indexOf('-');
            int index = dash >= 0 && name.indexOf('-', dash + 1) < 0 ? number(name.substring(dash + 1)) : -1;
            if (index >= 0) {
                name = name.substring(0, dash);
            } else {
                index = used.getOrDefault(name, 0);
            }
            used.put(name, index + 1);
            found.add(
                    new SeriesFile(path + "/energy_uj", series(name, Integer.toString(index), PathNames.clean(path))));
        }
        return found;
    }

    private static int number(String digits) {
        if (digits.isEmpty() || digits.length() > 9) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number;
    }

    private Series series(String name, String index, String path) {
        if (zoneLabel) {
            return MetricFamily.counter(
                            "node_rapl_joules_total",
                            "Energy that a zone of the CPU took.",
                            "index",
                            "path",
                            "rapl_zone")
                    .series(index, path, name);
        }
        return MetricFamily.counter(
                        "node_rapl_" + Names.collapsed(name) + "_joules_total",
                        "Energy that zones " + name + " of the CPU took.",
                        "index",
                        "path")
                .series(index, path);
    }
}
