package dev.sonde.node.collector;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.EthtoolDevice;
import dev.sonde.node.linux.Unsigned;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The series of one interface's driver; made anew when it tells other texts or names. One thread at a time. */
final class EthtoolSeries {
    private static final MetricFamily INFO = MetricFamily.gauge(
            "node_ethtool_info",
            "Driver of a network interface; always 1.",
            "bus_info",
            "device",
            "driver",
            "expansion_rom_version",
            "firmware_version",
            "version");

    private final String device;
    private final boolean wanted;
    private final @Nullable Pattern metrics;
    private final EthtoolLinkModes modes;
    private byte[] driver = {};
    private byte[] names = {};
    private @Nullable Series info;

    /** By place in the driver's list; null for what is not reported. */
    private @Nullable Series[] statistics = {};

    EthtoolSeries(String device, boolean wanted, @Nullable Pattern metrics) {
        this.device = device;
        this.wanted = wanted;
        this.metrics = metrics;
        modes = new EthtoolLinkModes(device);
    }

    String device() {
        return device;
    }

    boolean isWanted() {
        return wanted;
    }

    void link(MetricSink sink, int supported, int advertised, int autonegotiates) {
        modes.emit(sink, supported, advertised, autonegotiates);
    }

    /** @param texts as {@link EthtoolDevice#driver} has them */
    void info(MetricSink sink, byte[] texts) {
        Series known = info;
        if (known == null || !Arrays.equals(driver, texts)) {
            driver = texts.clone();
            known = info = INFO.series(
                    EthtoolDevice.text(texts, 96),
                    device,
                    EthtoolDevice.text(texts, 0),
                    EthtoolDevice.text(texts, 128),
                    EthtoolDevice.text(texts, 64),
                    EthtoolDevice.text(texts, 32));
        }
        sink.sample(known, 1);
    }

    void statistics(MetricSink sink, EthtoolDevice values) {
        if (!Arrays.equals(names, values.names())) {
            names = values.names().clone();
            build();
        }
        for (int i = 0; i < Math.min(statistics.length, values.statistics()); i++) {
            Series series = statistics[i];
            if (series != null) {
                Unsigned.sample(sink, series, values.value(i));
            }
        }
    }

    /** Names that come to the same metric are all left out, as it cannot be told which of them it would be. */
    private void build() {
        int n = names.length / EthtoolDevice.NAME;
        List<String> metricNames = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            metricNames.add(EthtoolNames.metric(EthtoolDevice.text(names, i * EthtoolDevice.NAME), metrics));
        }
        Map<String, Integer> occurrences = new HashMap<>();
        for (String name : metricNames) {
            occurrences.merge(name, 1, Integer::sum);
        }
        statistics = new Series[n];
        for (int i = 0; i < n; i++) {
            String name = metricNames.get(i);
            if (!name.isEmpty() && occurrences.get(name) == 1) {
                statistics[i] = MetricFamily.untyped(name, EthtoolNames.help(name), "device")
                        .series(device);
            }
        }
    }
}
