package dev.sonde.node.oshi;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import oshi.software.os.OperatingSystem;

/** How many processes and threads there are; their states would take one look at each. */
final class OshiProcesses extends AgentCollector {
    private final OperatingSystem system;
    private final Series threads = MetricFamily.gauge("node_processes_threads", "Threads of all processes.")
            .series();
    private final Series pids =
            MetricFamily.gauge("node_processes_pids", "Processes.").series();

    OshiProcesses(OperatingSystem system) {
        super("processes");
        this.system = system;
    }

    @Override
    public boolean mayBlock() {
        return true;
    }

    @Override
    public void update(MetricSink sink) {
        sink.sample(threads, system.getThreadCount());
        sink.sample(pids, system.getProcessCount());
    }
}
