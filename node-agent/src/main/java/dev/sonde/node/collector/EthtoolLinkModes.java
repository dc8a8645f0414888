package dev.sonde.node.collector;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import java.util.ArrayList;
import java.util.List;

/**
 * The modes of one interface's link: ports, speeds and what it can agree upon with the other end. The bits are those of
 * ETHTOOL_LINK_MODE_* in linux/ethtool.h. One thread at a time.
 */
final class EthtoolLinkModes {
    private static final int AUTONEGOTIATE = 6;
    private static final int PAUSE = 13;
    private static final int ASYMMETRIC_PAUSE = 14;
    private static final long BYTES_OF_MEGABIT = 125_000;

    /** Bit and port. */
    private static final String[] PORTS = {"7 TP", "8 AUI", "9 MII", "10 FIBRE", "11 BNC", "16 Backplane"};

    /** Bit, megabits per second, mode and duplex. */
    private static final String[] SPEEDS = """
            0 10 10baseT half
            1 10 10baseT full
            2 100 100baseT half
            3 100 100baseT full
            4 1000 1000baseT half
            5 1000 1000baseT full
            12 10000 10000baseT full
            15 2500 2500baseX full
            17 1000 1000baseKX full
            18 10000 10000baseKX4 full
            19 10000 10000baseKR full
            20 10000 10000baseR_FEC full
            21 20000 20000baseMLD2 full
            22 20000 20000baseKR2 full
            23 40000 40000baseKR4 full
            24 40000 40000baseCR4 full
            25 40000 40000baseSR4 full
            26 40000 40000baseLR4 full
            27 56000 56000baseKR4 full
            28 56000 56000baseCR4 full
            29 56000 56000baseSR4 full
            30 56000 56000baseLR4 full
            31 25000 25000baseCR full
            """.split("\n");

    private static final MetricFamily PORT = MetricFamily.gauge(
            "node_network_supported_port_info", "Kind of port that a network interface can have; always 1.",
            "device", "type");
    private static final MetricFamily SUPPORTED_SPEED = speed("supported", "can run at");
    private static final MetricFamily ADVERTISED_SPEED = speed("advertised", "offers to the other end");
    private static final MetricFamily AUTONEGOTIATES =
            flag("autonegotiate", "agrees upon its speed with the other end");
    private static final MetricFamily[] SUPPORTED = {
        flag("autonegotiate_supported", "can agree upon its speed with the other end"),
        flag("pause_supported", "knows pause frames"),
        flag("asymmetricpause_supported", "knows pause frames in one direction")
    };
    private static final MetricFamily[] ADVERTISED = {
        flag("autonegotiate_advertised", "offers to agree upon its speed"),
        flag("pause_advertised", "offers pause frames"),
        flag("asymmetricpause_advertised", "offers pause frames in one direction")
    };

    private final String device;
    private final Series autonegotiates;
    private int supported;
    private int advertised;
    private boolean known;
    private Series[] series = {};
    private long[] values = {};

    EthtoolLinkModes(String device) {
        this.device = device;
        autonegotiates = AUTONEGOTIATES.series(device);
    }

    private static MetricFamily speed(String name, String what) {
        return MetricFamily.gauge(
                "node_network_" + name + "_speed_bytes",
                "Bytes per second of a mode that a network interface " + what + ".",
                "device",
                "duplex",
                "mode");
    }

    private static MetricFamily flag(String name, String what) {
        return MetricFamily.gauge("node_network_" + name, "1 when a network interface " + what + ", else 0.", "device");
    }

    void emit(MetricSink sink, int nowSupported, int nowAdvertised, int nowAutonegotiates) {
        if (!known || supported != nowSupported || advertised != nowAdvertised) {
            known = true;
            supported = nowSupported;
            advertised = nowAdvertised;
            build();
        }
        for (int i = 0; i < series.length; i++) {
            sink.sample(series[i], values[i]);
        }
        sink.sample(autonegotiates, nowAutonegotiates);
    }

    private void build() {
        List<Series> all = new ArrayList<>();
        List<Long> numbers = new ArrayList<>();
        for (String port : PORTS) {
            int blank = port.indexOf(' ');
            if (has(supported, Integer.parseInt(port.substring(0, blank)))) {
                all.add(PORT.series(device, port.substring(blank + 1)));
                numbers.add(1L);
            }
        }
        modes(SUPPORTED_SPEED, SUPPORTED, supported, all, numbers);
        modes(ADVERTISED_SPEED, ADVERTISED, advertised, all, numbers);
        series = all.toArray(new Series[0]);
        values = new long[series.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers.get(i);
        }
    }

    private void modes(MetricFamily speed, MetricFamily[] flags, int bits, List<Series> all, List<Long> numbers) {
        for (String row : SPEEDS) {
            String[] words = row.split(" ");
            if (has(bits, Integer.parseInt(words[0]))) {
                all.add(speed.series(device, words[3], words[2]));
                numbers.add(Long.parseLong(words[1]) * BYTES_OF_MEGABIT);
            }
        }
        int[] places = {AUTONEGOTIATE, PAUSE, ASYMMETRIC_PAUSE};
        for (int i = 0; i < places.length; i++) {
            all.add(flags[i].series(device));
            numbers.add(has(bits, places[i]) ? 1L : 0L);
        }
    }

    private static boolean has(int bits, int bit) {
        return (bits & 1 << bit) != 0;
    }
}
