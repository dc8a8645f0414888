package dev.sonde.node.collector;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.Devices;
import dev.sonde.node.linux.RawText;
import dev.sonde.node.linux.SysfsAttribute;
import org.jspecify.annotations.Nullable;

/**
 * Temperatures of thermal zones and states of cooling devices, {@code class/thermal} of sysfs: {@code
 * Documentation/driver-api/thermal/sysfs-api.rst}. A sensor that has no value now (EAGAIN of a radio that is off,
 * EINVAL, ENODATA) has no series. A host without any is nothing special.
 */
public final class ThermalZoneCollector extends AgentCollector {
    private static final String ZONE = "thermal_zone";
    private static final String COOLING = "cooling_device";
    private static final int MILLIDEGREES = 3;

    private static final MetricFamily TEMPERATURE =
            MetricFamily.gauge("node_thermal_zone_temp", "Temperature of a thermal zone in Celsius.", "zone", "type");
    private static final MetricFamily CURRENT = MetricFamily.gauge(
            "node_cooling_device_cur_state", "How far a cooling device cools or throttles now.", "name", "type");
    private static final MetricFamily MOST = MetricFamily.gauge(
            "node_cooling_device_max_state", "How far a cooling device can cool or throttle.", "name", "type");

    /** A zone or a cooling device: its number, and the series that its type is a label of. */
    private static final class Thing {
        final String path;
        final String number;
        final boolean zone;
        final RawText type = new RawText();

        @Nullable Series first;

        @Nullable Series second;

        Thing(String path, String number, boolean zone) {
            this.path = path;
            this.number = number;
            this.zone = zone;
        }
    }

    private final Devices<Thing> things;
    private final SysfsAttribute attributes = new SysfsAttribute(ThermalZoneCollector.class);

    public ThermalZoneCollector(NodeContext context) {
        this(context.paths());
    }

    ThermalZoneCollector(NodePaths paths) {
        super("thermal_zone");
        things = new Devices<>(paths.sys("class/thermal"), new Devices.Builder<>() {
            @Override
            public @Nullable Thing build(String name, String path) {
                return thing(name, path);
            }
        });
    }

    private static @Nullable Thing thing(String name, String path) {
        if (Devices.isNumbered(name, ZONE)) {
            return new Thing(path, name.substring(ZONE.length()), true);
        }
        return Devices.isNumbered(name, COOLING) ? new Thing(path, name.substring(COOLING.length()), false) : null;
    }

    @Override
    public void update(MetricSink sink) {
        things.read();
        for (int i = 0; i < things.size(); i++) {
            Thing thing = things.get(i);
            // the number of one that went may be that of another now
            if (attributes.readInto(thing.type, thing.path + "/type")) {
                thing.first = null;
                thing.second = null;
            }
            if (thing.zone) {
                zone(sink, thing);
            } else {
                cooling(sink, thing);
            }
        }
    }

    private void zone(MetricSink sink, Thing zone) {
        if (attributes.readNumber(zone.path + "/temp")) {
            Series series = zone.first;
            if (series == null) {
                series = zone.first = TEMPERATURE.series(zone.number, zone.type.toString());
            }
            sink.decimal(series, attributes.number(), MILLIDEGREES);
        }
    }

    private void cooling(MetricSink sink, Thing device) {
        // intel_powerclamp says -1 while it does nothing
        if (attributes.readNumber(device.path + "/cur_state")) {
            Series series = device.first;
            if (series == null) {
                series = device.first = CURRENT.series(device.number, device.type.toString());
            }
            sink.sample(series, attributes.number());
        }
        if (attributes.readNumber(device.path + "/max_state")) {
            Series series = device.second;
            if (series == null) {
                series = device.second = MOST.series(device.number, device.type.toString());
            }
            sink.sample(series, attributes.number());
        }
    }
}
