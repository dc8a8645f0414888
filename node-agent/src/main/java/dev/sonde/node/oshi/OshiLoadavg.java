package dev.sonde.node.oshi;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.Series;
import oshi.hardware.CentralProcessor;

/** Load averages, where the system has any: Windows has none. */
final class OshiLoadavg extends AgentCollector {
    private final CentralProcessor processor;
    private final Series[] series = {
        MetricFamily.gauge("node_load1", "Load average over 1 minute.").series(),
        MetricFamily.gauge("node_load5", "Load average over 5 minutes.").series(),
        MetricFamily.gauge("node_load15", "Load average over 15 minutes.").series()
    };
    private final NoDataException nothing = new NoDataException("this system has no load average");

    OshiLoadavg(CentralProcessor processor) {
        super("loadavg");
        this.processor = processor;
    }

    @Override
    public void update(MetricSink sink) throws NoDataException {
        double[] loads = processor.getSystemLoadAverage(series.length);
        for (int i = 0; i < loads.length; i++) {
            if (!(loads[i] >= 0)) {
                throw nothing;
            }
            sink.sample(series[i], loads[i]);
        }
    }
}
