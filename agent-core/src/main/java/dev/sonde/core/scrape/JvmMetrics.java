package dev.sonde.core.scrape;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;

/** What can be said of the agent's own JVM without loading its management classes, which cost more than they tell. */
public final class JvmMetrics extends AgentCollector {
    private final Runtime runtime = Runtime.getRuntime();
    private final Series used = MetricFamily.gauge(
                    "jvm_memory_used_bytes", "Heap of the agent in use, garbage included.", "area")
            .series("heap");
    private final Series committed = MetricFamily.gauge(
                    "jvm_memory_committed_bytes", "Heap that the agent has.", "area")
            .series("heap");
    private final Series most = MetricFamily.gauge("jvm_memory_max_bytes", "Heap that the agent may have.", "area")
            .series("heap");
    private final Series info;

    public JvmMetrics() {
        super("jvm");
        info = MetricFamily.gauge("jvm_runtime_info", "The JVM that the agent runs on.", "runtime", "vendor", "version")
                .series(
                        System.getProperty("java.runtime.name", ""),
                        System.getProperty("java.vendor", ""),
                        System.getProperty("java.runtime.version", ""));
    }

    @Override
    public void update(MetricSink sink) {
        long total = runtime.totalMemory();
        sink.sample(used, total - runtime.freeMemory());
        sink.sample(committed, total);
        sink.sample(most, runtime.maxMemory());
        sink.sample(info, 1L);
    }
}
