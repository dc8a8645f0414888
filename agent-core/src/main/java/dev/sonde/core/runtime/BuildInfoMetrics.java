package dev.sonde.core.runtime;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;

/** The {@code <peer>_build_info} family, by which dashboards list the instances of an exporter. */
public final class BuildInfoMetrics extends AgentCollector {
    private final Series series;

    /** @param prefix the peer's name, {@code node_exporter} */
    public BuildInfoMetrics(String prefix, BuildInfo build) {
        super("build_info");
        series = MetricFamily.gauge(
                        prefix + "_build_info",
                        "1, labelled with the build of the agent and what it runs on.",
                        "branch",
                        "goarch",
                        "goos",
                        "goversion",
                        "revision",
                        "tags",
                        "version")
                .series(
                        build.branch(),
                        build.goarch(),
                        build.goos(),
                        build.goVersion(),
                        build.revision(),
                        build.tags(),
                        build.version());
    }

    @Override
    public void update(MetricSink sink) {
        sink.sample(series, 1L);
    }
}
