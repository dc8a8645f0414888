package dev.sonde.node.oshi;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import oshi.hardware.GlobalMemory;
import oshi.hardware.VirtualMemory;

/** Memory and swap space, under the names that Linux has for them. */
final class OshiMeminfo extends AgentCollector {
    private final GlobalMemory memory;
    private final Series total = gauge("MemTotal", "Memory of the host.");
    private final Series available = gauge("MemAvailable", "Memory that programs can have without swapping.");
    private final Series swapTotal = gauge("SwapTotal", "Swap space.");
    private final Series swapFree = gauge("SwapFree", "Swap space that is not in use.");

    OshiMeminfo(GlobalMemory memory) {
        super("meminfo");
        this.memory = memory;
    }

    private static Series gauge(String field, String help) {
        return MetricFamily.gauge("node_memory_" + field + "_bytes", help).series();
    }

    @Override
    public void update(MetricSink sink) {
        VirtualMemory virtual = memory.getVirtualMemory();
        long swap = virtual.getSwapTotal();
        sink.sample(total, memory.getTotal());
        sink.sample(available, memory.getAvailable());
        sink.sample(swapTotal, swap);
        sink.sample(swapFree, Math.max(0, swap - virtual.getSwapUsed()));
    }
}
