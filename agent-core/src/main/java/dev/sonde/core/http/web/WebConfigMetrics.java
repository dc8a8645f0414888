package dev.sonde.core.http.web;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;

/** Tells whether the web config file that lies there is the one in force, and since when. */
public final class WebConfigMetrics extends AgentCollector {
    private final WebConfigFile file;
    private final Series successful = MetricFamily.gauge(
                    "sonde_web_config_last_reload_successful",
                    "Whether the web config file and the files it names, when last looked at, could be used.")
            .series();
    private final Series since = MetricFamily.gauge(
                    "sonde_web_config_last_reload_success_timestamp_seconds", "When the web config in force was read.")
            .series();

    public WebConfigMetrics(WebConfigFile file) {
        super("web_config");
        this.file = file;
    }

    @Override
    public void update(MetricSink sink) {
        sink.sample(successful, file.lastReloadSuccessful() ? 1L : 0L);
        sink.sample(since, file.lastReloadSuccessMillis() / 1000.0);
    }
}
