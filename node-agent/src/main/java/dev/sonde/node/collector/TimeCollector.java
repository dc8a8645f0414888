package dev.sonde.node.collector;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.LocalZone;
import dev.sonde.node.linux.ZonePeriod;

/** The host's clock, its zone and its clock sources. */
public final class TimeCollector extends AgentCollector {
    private static final MetricFamily OFFSET = MetricFamily.gauge(
            "node_time_zone_offset_seconds", "Local time less UTC, by the zone's abbreviation.", "time_zone");

    private final Series time = MetricFamily.gauge("node_time_seconds", "The host's clock, in Unix time.")
            .series();
    private final LocalZone zone;
    private final Clocksources clocksources;
    private ZonePeriod period;
    private Series offset;

    public TimeCollector(NodeContext context) {
        this(context.paths(), LocalZone.ofProcess());
    }

    TimeCollector(NodePaths paths, LocalZone zone) {
        super("time");
        this.zone = zone;
        clocksources = new Clocksources(paths);
        period = zone.at(System.currentTimeMillis() / 1000);
        offset = OFFSET.series(period.abbreviation());
    }

    @Override
    public void update(MetricSink sink) {
        long now = System.currentTimeMillis();
        sink.decimal(time, now, 3);
        if (!period.holds(Math.floorDiv(now, 1000))) {
            period = zone.at(Math.floorDiv(now, 1000));
            offset = OFFSET.series(period.abbreviation());
        }
        sink.sample(offset, period.offsetSeconds());
        clocksources.update(sink);
    }
}
