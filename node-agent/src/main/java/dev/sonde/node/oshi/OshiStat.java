package dev.sonde.node.oshi;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.software.os.OperatingSystem;

/** When the host was started, and its interrupts and context switches where they are counted. */
final class OshiStat extends AgentCollector {
    private final OperatingSystem system;
    private final CentralProcessor processor;
    private final Series boot = MetricFamily.gauge("node_boot_time_seconds", "When the host was started, in Unix time.")
            .series();
    private final Series interrupts =
            MetricFamily.counter("node_intr_total", "Interrupts serviced.").series();
    private final Series switches = MetricFamily.counter("node_context_switches_total", "Context switches of all CPUs.")
            .series();

    OshiStat(SystemInfo info) {
        super("stat");
        system = info.getOperatingSystem();
        processor = info.getHardware().getProcessor();
    }

    @Override
    public void update(MetricSink sink) {
        sink.sample(boot, system.getSystemBootTime());
        sampleIfCounted(sink, interrupts, processor.getInterrupts());
        sampleIfCounted(sink, switches, processor.getContextSwitches());
    }

    /** What a system does not count is 0 or -1 for OSHI. */
    private static void sampleIfCounted(MetricSink sink, Series series, long count) {
        if (count > 0) {
            sink.sample(series, count);
        }
    }
}
