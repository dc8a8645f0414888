package dev.sonde.node.collector;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.RawText;
import dev.sonde.node.linux.SystemCallException;
import dev.sonde.node.linux.SystemCalls;
import dev.sonde.node.linux.Unsigned;
import dev.sonde.node.linux.Wifi;
import dev.sonde.node.linux.WifiInterface;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Wireless interfaces and their stations, by nl80211, of the network namespace that the agent itself is in. No data
 * where the kernel has none or a sandbox allows no netlink.
 */
public final class WifiCollector extends AgentCollector {
    private static final int MAX_SERIES = 100_000;
    private static final String FIXTURES = "collector.wifi.fixtures";
    private static final int MILLISECONDS = 3;

    private static final MetricFamily FREQUENCY = MetricFamily.gauge(
            "node_wifi_interface_frequency_hertz", "Frequency that a wireless interface is tuned to.", "device");
    private static final MetricFamily INFO = MetricFamily.gauge(
            "node_wifi_station_info",
            "Network that a wireless interface belongs to; always 1.",
            "device",
            "bssid",
            "ssid",
            "mode");

    /** By the places of {@link WifiInterface.Station#numbers}. */
    private static final MetricFamily[] STATION = {
        counter("connected_seconds_total", "Seconds since a station connected."),
        gauge("inactive_seconds", "Seconds since a station was heard last."),
        gauge("receive_bits_per_second", "Rate at which a station is received."),
        gauge("transmit_bits_per_second", "Rate at which a station is sent to."),
        counter("receive_bytes_total", "Bytes received from a station."),
        counter("transmit_bytes_total", "Bytes sent to a station."),
        gauge("signal_dbm", "Strength of a station's signal."),
        counter("transmit_retries_total", "Packets to a station sent again."),
        counter("transmit_failed_total", "Packets to a station given up."),
        counter("beacon_loss_total", "Times that a station's beacon was missed."),
        counter("transmitted_packets_total", "Packets sent to a station."),
        counter("received_packets_total", "Packets received from a station.")
    };

    private final String fixtures;
    private final KernelAccess kernel;
    private final NoDataException absent = new NoDataException("netlink: this kernel has no nl80211");
    private final LabelCache<Series> frequencies = new LabelCache<>(MAX_SERIES, new LabelCache.Builder<>() {
        @Override
        public Series build(String key) {
            return FREQUENCY.series(key);
        }
    });
    private final LabelCache<Series> networks = new LabelCache<>(MAX_SERIES, new LabelCache.Builder<>() {
        @Override
        public Series build(String key) {
            String[] parts = key.split("\n", 4);
            return INFO.series(parts[0], parts[1], parts[3], parts[2]);
        }
    });
    private final LabelCache<Series[]> stations = new LabelCache<>(MAX_SERIES, new LabelCache.Builder<>() {
        @Override
        public Series[] build(String key) {
            String[] parts = key.split("\n", 2);
            Series[] series = new Series[STATION.length];
            for (int i = 0; i < series.length; i++) {
                series[i] = STATION[i].series(parts[0], parts[1]);
            }
            return series;
        }
    });
    private @Nullable Wifi wifi;

    public WifiCollector(NodeContext context) {
        this(context.flags(), null);
    }

    /** @param calls null for the system's own, which are looked up at the first scrape */
    WifiCollector(FlagSet flags, @Nullable SystemCalls calls) {
        super("wifi");
        fixtures = flags.getString(FIXTURES);
        kernel = new KernelAccess(calls);
    }

    public static void flags(FlagSet flags) {
        flags.string(FIXTURES, "", "Directory with recorded answers to report instead of what the kernel says.");
    }

    private static MetricFamily counter(String name, String help) {
        return MetricFamily.counter("node_wifi_station_" + name, help, "device", "mac_address");
    }

    private static MetricFamily gauge(String name, String help) {
        return MetricFamily.gauge("node_wifi_station_" + name, help, "device", "mac_address");
    }

    @Override
    public void update(MetricSink sink) throws NoDataException, IOException {
        List<WifiInterface> found = fixtures.isEmpty() ? ask() : WifiFixtures.read(fixtures);
        frequencies.begin();
        networks.begin();
        stations.begin();
        for (WifiInterface device : found) {
            sample(sink, frequencies, device.name(), device.frequency() * 1_000_000);
            WifiInterface.Network network = device.network();
            if (network != null) {
                sample(
                        sink,
                        networks,
                        device.name()
                                + '\n'
                                + address(network.address())
                                + '\n'
                                + mode(network.status())
                                + '\n'
                                + network.ssid(),
                        1);
            }
            for (WifiInterface.Station station : device.stations()) {
                byte[] key = (device.name() + '\n' + address(station.address())).getBytes(StandardCharsets.UTF_8);
                Series[] series = stations.get(key, 0, key.length);
                if (series != null) {
                    emit(sink, series, station.numbers());
                }
            }
        }
    }

    private List<WifiInterface> ask() throws NoDataException, IOException {
        Wifi asked = wifi;
        if (asked == null) {
            asked = wifi = new Wifi(kernel.calls());
        }
        try {
            List<WifiInterface> found = asked.read();
            if (found == null) {
                throw absent;
            }
            return found;
        } catch (SystemCallException e) {
            throw KernelAccess.failure(e);
        }
    }

    private static void sample(MetricSink sink, LabelCache<Series> cache, String text, long value) {
        byte[] key = text.getBytes(StandardCharsets.UTF_8);
        Series series = cache.get(key, 0, key.length);
        if (series != null) {
            sink.sample(series, value);
        }
    }

    private static void emit(MetricSink sink, Series[] series, long[] numbers) {
        for (int i = 0; i < series.length; i++) {
            if (i == WifiInterface.INACTIVE_MILLIS) {
                sink.decimal(series[i], numbers[i], MILLISECONDS);
            } else if (i == WifiInterface.SIGNAL_DBM) {
                sink.sample(series[i], numbers[i]);
            } else {
                Unsigned.sample(sink, series[i], numbers[i]);
            }
        }
    }

    private static String address(byte[] bytes) {
        RawText text = new RawText();
        text.set(bytes, 0, bytes.length);
        return text.address();
    }

    private static String mode(int status) {
        return switch (status) {
            case 0, 1 -> "client";
            case 2 -> "ad-hoc";
            default -> "unknown";
        };
    }
}
