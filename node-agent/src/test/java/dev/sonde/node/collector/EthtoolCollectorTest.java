package dev.sonde.node.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.node.linux.Errno;
import dev.sonde.node.linux.FakeKernel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EthtoolCollectorTest {
    private static final int SUPPORTED = 1 << 5 | 1 << 6 | 1 << 7 | 1 << 13 | 1 << 31;

    @TempDir
    private Path dir;

    private final FakeKernel kernel = FakeKernel.links();
    private String[] names = {"rx_packets", "tx-errs", "", "RX queue 0"};
    private FixtureTree tree;

    @BeforeEach
    void tree() throws IOException {
        tree = new FixtureTree(dir);
        Files.createDirectories(tree.path("sys/class/net/eth0"));
        kernel.ethtool(this::answer);
    }

    /** A driver in the layout of linux/ethtool.h. */
    private int answer(String device, ByteBuffer command) {
        if (!device.equals("eth0")) {
            return -Errno.ENODEV;
        }
        switch (command.getInt(0)) {
            case 1 -> command.putInt(4, SUPPORTED).putInt(8, 1 << 5).put(18, (byte) 1);
            case 3 -> {
                text(command, 4, "virtio_net");
                text(command, 36, "1.0.0");
                text(command, 100, "0000:00:03.0");
                command.putInt(180, names.length);
            }
            case 0x1b -> {
                assertThat(command.getInt(4)).isEqualTo(1);
                assertThat(command.capacity()).isGreaterThan(12 + 2 * 32 * names.length);
                for (int i = 0; i < names.length; i++) {
                    text(command, 12 + 32 * i, names[i]);
                }
            }
            case 0x1d -> {
                for (int i = 0; i < names.length; i++) {
                    command.putLong(8 + 8 * i, 10 - 11L * i);
                }
            }
            default -> {
                return -Errno.EOPNOTSUPP;
            }
        }
        return 0;
    }

    private static void text(ByteBuffer command, int at, String text) {
        byte[] bytes = new byte[32];
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(ascii, 0, bytes, 0, ascii.length);
        command.put(at, bytes);
    }

    private Collected collected(String... args) {
        FlagSet flags = new FlagSet("test", "");
        EthtoolCollector.flags(flags);
        return new Collected(new EthtoolCollector(tree.paths(), flags.parse(args), kernel));
    }

    @Test
    void tellsWhatTheDriverTells() throws Exception {
        assertThat(collected().scrape()).isEqualTo("""
                node_ethtool_info{bus_info="0000:00:03.0",device="eth0",driver="virtio_net",expansion_rom_version="",firmware_version="",version="1.0.0"} 1
                node_ethtool_received_packets_total{device="eth0"} 10
                node_ethtool_received_queue_0{device="eth0"} 1.8446744073709552E19
                node_ethtool_transmitted_errs{device="eth0"} 1.8446744073709552E19
                node_network_advertised_speed_bytes{device="eth0",duplex="full",mode="1000baseT"} 125000000
                node_network_asymmetricpause_advertised{device="eth0"} 0
                node_network_asymmetricpause_supported{device="eth0"} 0
                node_network_autonegotiate_advertised{device="eth0"} 0
                node_network_autonegotiate_supported{device="eth0"} 1
                node_network_autonegotiate{device="eth0"} 1
                node_network_pause_advertised{device="eth0"} 0
                node_network_pause_supported{device="eth0"} 1
                node_network_supported_port_info{device="eth0",type="TP"} 1
                node_network_supported_speed_bytes{device="eth0",duplex="full",mode="1000baseT"} 125000000
                node_network_supported_speed_bytes{device="eth0",duplex="full",mode="25000baseCR"} 3125000000
                """);
    }

    @Test
    void onlyWantedStatistics() throws Exception {
        assertThat(collected("--collector.ethtool.metrics-include=^tx_").scrape("node_ethtool_"))
                .contains("node_ethtool_transmitted_errs")
                .doesNotContain("received");
        assertThat(collected("--collector.ethtool.device-exclude=eth").scrape()).isEmpty();
    }

    @Test
    void namesThatCollideAreLeftOut() throws Exception {
        names = new String[] {"rx-a", "rx_a", "rx:a", "rx_b"};
        assertThat(collected().scrape("node_ethtool_rec"))
                .isEqualTo("node_ethtool_received_b{device=\"eth0\"} 1.8446744073709552E19\n");
    }

    @Test
    void namesMayChangeFromScrapeToScrape() throws Exception {
        Collected collected = collected();
        collected.scrape();
        names = new String[] {"a", "b"};
        assertThat(collected.scrape("node_ethtool_")).contains("node_ethtool_a{", "node_ethtool_b{");
        int layout = collected.run().layout();
        assertThat(collected.run().layout()).isEqualTo(layout);
    }

    @Test
    void aVanishedOrBrokenInterfaceCostsItselfOnly() throws Exception {
        Files.createDirectories(tree.path("sys/class/net/veth1"));
        Files.createDirectories(tree.path("sys/class/net/bad0"));
        kernel.ethtool((device, command) -> device.equals("bad0") ? -5 : answer(device, command));

        assertThat(collected().scrape()).contains("device=\"eth0\"").doesNotContain("veth1", "bad0");
    }

    @Test
    void aSandboxWithoutSocketsIsNoData() {
        kernel.socketError(Errno.EAFNOSUPPORT);
        assertThatThrownBy(() -> collected().scrape())
                .isInstanceOf(NoDataException.class)
                .hasMessage("ethtool: socket: address family not supported by protocol");
    }

    @Test
    void withoutSysfsThereIsNoData() throws IOException {
        Files.delete(tree.path("sys/class/net/eth0"));
        assertThatThrownBy(() -> collected().scrape()).isInstanceOf(IOException.class);
        Files.delete(tree.path("sys/class/net"));
        assertThatThrownBy(() -> collected().scrape()).isInstanceOf(NoDataException.class);
    }

    @Tag("fuzz")
    @Test
    void takesAnyAnswer() throws Exception {
        Random random = new Random(5);
        kernel.ethtool((device, command) -> {
            int request = command.getInt(0);
            answer(device, command);
            for (int i = 0; i < random.nextInt(8); i++) {
                command.put(random.nextInt(Math.min(400, command.capacity())), (byte) random.nextInt(256));
            }
            if (request == 0x1d && random.nextInt(4) == 0) {
                command.putInt(4, random.nextInt());
            }
            return random.nextInt(9) == 0 ? -random.nextInt(130) : 0;
        });
        Collected collected = collected();
        for (int i = 0; i < ParserFuzz.runs(3_000); i++) {
            assertThat(collected.run().size()).isLessThan(100);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "tx_tx_timeouts, transmitted_tx_timeouts",
        "rx_queue_0_tx, received_queue_0_transmitted",
        "__Port.4_Rx__, port_4_received__",
        "rx0_drops, rx0_drops",
        "[3]: rx_ucast, 3_received_ucast",
        "RX_BYTES, received_bytes",
        "rx_dropped, received_dropped_total"
    })
    void names(String statistic, String metric) {
        assertThat(EthtoolNames.metric(statistic, null)).isEqualTo("node_ethtool_" + metric);
    }
}
