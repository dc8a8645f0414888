package dev.sonde.core.runtime;

import dev.sonde.core.config.WatchedFile;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import org.jspecify.annotations.Nullable;

/** Tells whether the configuration file that lies there is the one in force, and since when. */
public final class ConfigMetrics extends AgentCollector {
    private volatile @Nullable WatchedFile<?> file;
    private final Series successful = MetricFamily.gauge(
                    "sonde_config_last_reload_successful",
                    "Whether the configuration file, when last looked at, could be used.")
            .series();
    private final Series since = MetricFamily.gauge(
                    "sonde_config_last_reload_success_timestamp_seconds", "When the configuration in force was read.")
            .series();

    public ConfigMetrics() {
        super("config");
    }

    /** Says of which file to tell: it may be read only after the collectors are made that follow it. */
    public void tellOf(WatchedFile<?> watched) {
        file = watched;
    }

    @Override
    public void update(MetricSink sink) {
        WatchedFile<?> now = file;
        if (now != null) {
            sink.sample(successful, now.isGood() ? 1L : 0L);
            sink.sample(since, now.loadedAtMillis() / 1000.0);
        }
    }
}
