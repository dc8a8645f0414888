package dev.sonde.jmx;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.core.runtime.BuildInfo;

/** The family by which dashboards list the JVMs with an agent; the label {@code name} says which kind, as the peer's. */
final class JmxBuildInfo extends AgentCollector {
    private final Series series;

    JmxBuildInfo(boolean inside, BuildInfo build) {
        super("build_info");
        series = MetricFamily.gauge(
                        "jmx_exporter_build_info", "1, labelled with the build of the agent.", "name", "version")
                .series(inside ? "sonde_jmx_agent" : "sonde_jmx_standalone", build.version());
    }

    @Override
    public void update(MetricSink sink) {
        sink.sample(series, 1L);
    }
}
