package dev.sonde.node.collector;

import static dev.sonde.node.linux.FakeKernel.attribute;
import static dev.sonde.node.linux.FakeKernel.concat;
import static dev.sonde.node.linux.FakeKernel.done;
import static dev.sonde.node.linux.FakeKernel.message;
import static dev.sonde.node.linux.FakeKernel.u32;
import static dev.sonde.node.linux.FakeKernel.u8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.node.linux.Errno;
import dev.sonde.node.linux.FakeKernel;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class WifiCollectorTest {
    private static final int FAMILY = 0x2b;
    private static final byte[] HEAD = new byte[4];
    private static final byte[] ACCESS_POINT = {2, 0, 0, 0, 0, 7};

    /** Element 1, then the SSID. */
    private static final byte[] ELEMENTS = {1, 1, 9, 0, 3, 'n', 'e', 't'};

    private static byte[] family() {
        return concat(HEAD, attribute(1, new byte[] {FAMILY, 0}), attribute(2, "nl80211\0".getBytes()));
    }

    private static byte[] answerTo(byte command) {
        return switch (command) {
            case 5 -> concat(HEAD, u32(3, 4), attribute(4, "wlan0\0".getBytes()), u32(38, 2412));
            case 32 ->
                concat(HEAD, attribute(47, concat(attribute(1, ACCESS_POINT), attribute(6, ELEMENTS), u32(9, 1))));
            default ->
                concat(
                        HEAD,
                        attribute(6, ACCESS_POINT),
                        attribute(
                                21,
                                concat(
                                        u32(1, 150),
                                        u32(2, 77),
                                        attribute(23, FakeKernel.words(1, 1)),
                                        u32(3, 66),
                                        u8(7, -59),
                                        attribute(8, concat(attribute(1, new byte[] {1, 0}), u32(5, 650))),
                                        attribute(14, attribute(1, new byte[] {20, 5})),
                                        u32(9, 3),
                                        u32(10, 4),
                                        u32(11, 5),
                                        u32(12, 6),
                                        u32(16, 3600),
                                        u32(18, 8))));
        };
    }

    private static FakeKernel kernel(boolean hasWifi) {
        return new FakeKernel(request -> {
            boolean control = request.type() == 16;
            if (control && !hasWifi) {
                return List.of(done(request.sequence()));
            }
            byte[] payload = control ? family() : answerTo(request.bytes()[16]);
            return List.of(message(control ? 16 : FAMILY, 2, request.sequence(), payload), done(request.sequence()));
        });
    }

    private static Collected collected(FakeKernel kernel) {
        FlagSet flags = new FlagSet("test", "");
        WifiCollector.flags(flags);
        return new Collected(new WifiCollector(flags.parse(), kernel));
    }

    @Test
    void tellsOfInterfacesAndStations() throws Exception {
        String station = "{device=\"wlan0\",mac_address=\"02:00:00:00:00:07\"} ";
        Collected collected = collected(kernel(true));

        assertThat(collected.scrape().replace(station, " ")).isEqualTo("""
                        node_wifi_interface_frequency_hertz{device="wlan0"} 2412000000
                        node_wifi_station_beacon_loss_total 8
                        node_wifi_station_connected_seconds_total 3600
                        node_wifi_station_inactive_seconds 0.15
                        node_wifi_station_info{bssid="02:00:00:00:00:07",device="wlan0",mode="client",ssid="net"} 1
                        node_wifi_station_receive_bits_per_second 130000000
                        node_wifi_station_receive_bytes_total 4294967297
                        node_wifi_station_received_packets_total 3
                        node_wifi_station_signal_dbm -59
                        node_wifi_station_transmit_bits_per_second 65000000
                        node_wifi_station_transmit_bytes_total 66
                        node_wifi_station_transmit_failed_total 6
                        node_wifi_station_transmit_retries_total 5
                        node_wifi_station_transmitted_packets_total 4
                        """);
        int layout = collected.run().layout();
        assertThat(collected.run().layout()).isEqualTo(layout);
    }

    @Test
    void withoutTheFamilyOrNetlinkThereIsNoData() {
        assertThatThrownBy(() -> collected(kernel(false)).scrape())
                .isInstanceOf(NoDataException.class)
                .hasMessage("netlink: this kernel has no nl80211");
        FakeKernel refusing = kernel(true);
        refusing.socketError(Errno.EPROTONOSUPPORT);
        assertThatThrownBy(() -> collected(refusing).scrape()).isInstanceOf(NoDataException.class);
    }

    @Tag("fuzz")
    @Test
    void takesAnyBytes() throws Exception {
        Random random = new Random(3);
        FakeKernel kernel = new FakeKernel(request -> {
            boolean control = request.type() == 16;
            byte[] payload = control ? family() : answerTo(request.bytes()[16]);
            for (int i = random.nextInt(5); i > 0 && !control; i--) {
                payload[random.nextInt(payload.length)] = (byte) random.nextInt(256);
            }
            return List.of(message(control ? 16 : FAMILY, 2, request.sequence(), payload), done(request.sequence()));
        });
        Collected collected = collected(kernel);
        int read = 0;
        for (int i = 0; i < ParserFuzz.runs(5_000); i++) {
            try {
                collected.run();
                read++;
            } catch (IOException e) {
                assertThat(e).hasMessageStartingWith("netlink: ");
            }
        }
        assertThat(read).isPositive();
    }
}
