package dev.sonde.node.oshi;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.Series;
import oshi.hardware.HardwareAbstractionLayer;

/** Temperature of the CPU, the one zone that OSHI knows. */
final class OshiThermalZone extends AgentCollector {
    private final HardwareAbstractionLayer hardware;
    private final Series temperature = MetricFamily.gauge(
                    "node_thermal_zone_temp", "Temperature of a thermal zone in Celsius.", "zone", "type")
            .series("0", "cpu");
    private final NoDataException nothing = new NoDataException("no temperature that OSHI knows");

    OshiThermalZone(HardwareAbstractionLayer hardware) {
        super("thermal_zone");
        this.hardware = hardware;
    }

    @Override
    public boolean mayBlock() {
        return true;
    }

    @Override
    public void update(MetricSink sink) throws NoDataException {
        double celsius = hardware.getSensors().getCpuTemperature();
        if (!(celsius > 0)) {
            throw nothing; // 0 and NaN are OSHI's words for that
        }
        sink.sample(temperature, celsius);
    }
}
