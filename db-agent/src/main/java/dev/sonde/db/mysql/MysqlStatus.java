package dev.sonde.db.mysql;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;

/** Whether a target answers: part of every page, also of one that was sent before the target had answered. */
final class MysqlStatus extends AgentCollector {
    private static final int NANO_DIGITS = 9;

    private final Links links;
    private final Series up =
            MetricFamily.gauge("mysql_up", "Whether the server answered.").series();
    private final Series connecting = MetricFamily.gauge(
                    "mysql_exporter_collector_duration_seconds", "Time that the collector took.", "collector")
            .series("connection");

    MysqlStatus(Links links) {
        super("mysql_status");
        this.links = links;
    }

    @Override
    public void update(MetricSink sink) {
        sink.sample(up, links.isUp(sink.scrapeId()) ? 1L : 0L);
        sink.decimal(connecting, links.connectNanos(sink.scrapeId()), NANO_DIGITS);
    }
}
