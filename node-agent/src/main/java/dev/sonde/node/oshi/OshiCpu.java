package dev.sonde.node.oshi;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import java.util.Locale;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;

/** Time of each CPU by what it did. */
final class OshiCpu extends AgentCollector {
    private static final MetricFamily SECONDS =
            MetricFamily.counter("node_cpu_seconds_total", "Time that the CPU spent in the mode.", "cpu", "mode");
    private static final int MILLISECONDS = 3;

    private static final TickType[] EVERYWHERE = {TickType.USER, TickType.NICE, TickType.SYSTEM, TickType.IDLE};
    private static final TickType[] WINDOWS = {
        TickType.USER, TickType.SYSTEM, TickType.IDLE, TickType.IRQ, TickType.SOFTIRQ
    };

    private final CentralProcessor processor;
    private final TickType[] modes;
    private Series[][] series = {};

    /** @param osName as Java has it: no other modes than the system's own are reported */
    OshiCpu(CentralProcessor processor, String osName) {
        super("cpu");
        this.processor = processor;
        modes = osName.equals("Linux") ? TickType.values() : osName.startsWith("Windows") ? WINDOWS : EVERYWHERE;
    }

    @Override
    public void update(MetricSink sink) {
        long[][] millis = processor.getProcessorCpuLoadTicks();
        if (series.length != millis.length) {
            series = series(millis.length);
        }
        for (int cpu = 0; cpu < millis.length; cpu++) {
            for (int i = 0; i < modes.length; i++) {
                sink.decimal(series[cpu][i], millis[cpu][modes[i].getIndex()], MILLISECONDS);
            }
        }
    }

    private Series[][] series(int cpus) {
        Series[][] made = new Series[cpus][modes.length];
        for (int cpu = 0; cpu < cpus; cpu++) {
            for (int i = 0; i < modes.length; i++) {
                made[cpu][i] =
                        SECONDS.series(Integer.toString(cpu), modes[i].name().toLowerCase(Locale.ROOT));
            }
        }
        return made;
    }
}
