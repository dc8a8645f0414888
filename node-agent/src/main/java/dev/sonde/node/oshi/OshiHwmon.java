package dev.sonde.node.oshi;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.Series;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.hardware.Sensors;

/** Fans and the CPU's voltage. OSHI names no chip, so they are all of the chip {@code oshi}. */
final class OshiHwmon extends AgentCollector {
    private static final String CHIP = "oshi";

    private final HardwareAbstractionLayer hardware;
    private final Rows fans = new Rows(MetricFamily.gauge("node_hwmon_fan_rpm", "Speed of a fan.", "chip", "sensor"));
    private final Series voltage = MetricFamily.gauge("node_hwmon_in_volts", "Voltage of a sensor.", "chip", "sensor")
            .series(CHIP, "in0");
    private final NoDataException nothing = new NoDataException("no sensor that OSHI knows");

    OshiHwmon(HardwareAbstractionLayer hardware) {
        super("hwmon");
        this.hardware = hardware;
    }

    @Override
    public boolean mayBlock() {
        return true;
    }

    @Override
    public void update(MetricSink sink) throws NoDataException {
        Sensors sensors = hardware.getSensors();
        int[] speeds = sensors.getFanSpeeds();
        double volts = sensors.getCpuVoltage();
        if (speeds.length == 0 && !(volts > 0)) {
            throw nothing;
        }
        fans.begin();
        for (int i = 0; i < speeds.length; i++) {
            Series[] row = fans.get(CHIP, "fan" + (i + 1));
            if (row != null) {
                sink.sample(row[0], speeds[i]);
            }
        }
        if (volts > 0) {
            sink.sample(voltage, volts);
        }
    }
}
