package dev.sonde.node.collector;

import static dev.sonde.node.linux.FakeKernel.address;
import static dev.sonde.node.linux.FakeKernel.attribute;
import static dev.sonde.node.linux.FakeKernel.concat;
import static dev.sonde.node.linux.FakeKernel.done;
import static dev.sonde.node.linux.FakeKernel.link;
import static dev.sonde.node.linux.FakeKernel.name;
import static dev.sonde.node.linux.FakeKernel.newAddress;
import static dev.sonde.node.linux.FakeKernel.newLink;
import static dev.sonde.node.linux.FakeKernel.stats64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.node.linux.Errno;
import dev.sonde.node.linux.FakeKernel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetdevCollectorTest {
    private static final long[] COUNTERS = {
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100, 200, 400, 800, 15, 1000, 10, 20, 19, 40, 80, 22, 23, 24
    };
    private static final String DEV = """
            Inter-|   Receive                                                |  Transmit
             face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
                lo: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16
            eth0:21474836480    2    3    4    5     6          7         8        9      10   11   12   13    14      15 18446744073709551615
            """;

    @TempDir
    private Path dir;

    private FixtureTree tree;

    @BeforeEach
    void tree() {
        tree = new FixtureTree(dir).proc("net/dev", DEV);
    }

    private Collected collected(FakeKernel kernel, String... args) {
        FlagSet flags = new FlagSet("test", "");
        Profile.flags(flags);
        NetdevCollector.flags(flags);
        flags.parse(args);
        return new Collected(new NetdevCollector(tree.paths(), NetdevOptions.of(flags), kernel));
    }

    private static String shortened(String text) {
        return text.replace("node_network_", "").replaceAll("_total\\{device=\"eth0\"}", "");
    }

    @Test
    void sumsAsTheKernelDoesForProc() throws Exception {
        FakeKernel kernel = FakeKernel.links(link(4, 1, 0, name("eth0"), stats64(COUNTERS)));

        assertThat(shortened(collected(kernel).scrape())).isEqualTo("""
                        receive_bytes 3
                        receive_compressed 22
                        receive_drop 1007
                        receive_errs 5
                        receive_fifo 15
                        receive_frame 1500
                        receive_multicast 9
                        receive_nohandler 24
                        receive_packets 1
                        transmit_bytes 4
                        transmit_carrier 150
                        transmit_colls 10
                        transmit_compressed 23
                        transmit_drop 8
                        transmit_errs 6
                        transmit_fifo 19
                        transmit_packets 2
                        """);
    }

    @Test
    void detailed() throws Exception {
        FakeKernel kernel = FakeKernel.links(link(4, 1, 0, name("eth0"), stats64(COUNTERS)));

        assertThat(shortened(collected(kernel, "--collector.netdev.enable-detailed-metrics")
                        .scrape()))
                .isEqualTo("""
                        collisions 10
                        multicast 9
                        receive_bytes 3
                        receive_compressed 22
                        receive_crc_errors 400
                        receive_dropped 7
                        receive_errors 5
                        receive_fifo_errors 15
                        receive_frame_errors 800
                        receive_length_errors 100
                        receive_missed_errors 1000
                        receive_nohandler 24
                        receive_over_errors 200
                        receive_packets 1
                        transmit_aborted_errors 10
                        transmit_bytes 4
                        transmit_carrier_errors 20
                        transmit_compressed 23
                        transmit_dropped 8
                        transmit_errors 6
                        transmit_fifo_errors 19
                        transmit_heartbeat_errors 40
                        transmit_packets 2
                        transmit_window_errors 80
                        """);
    }

    @Test
    void fromProc() throws Exception {
        FakeKernel kernel = FakeKernel.links(link(4, 1, 0, name("wrong"), stats64(COUNTERS)));

        assertThat(shortened(
                        collected(kernel, "--no-collector.netdev.netlink", "--collector.netdev.device-exclude=^lo$")
                                .scrape()))
                .isEqualTo("""
                        receive_bytes 21474836480
                        receive_compressed 7
                        receive_drop 4
                        receive_errs 3
                        receive_fifo 5
                        receive_frame 6
                        receive_multicast 8
                        receive_packets 2
                        transmit_bytes 9
                        transmit_carrier 15
                        transmit_colls 14
                        transmit_compressed 1.8446744073709552E19
                        transmit_drop 12
                        transmit_errs 11
                        transmit_fifo 13
                        transmit_packets 10
                        """);
        assertThat(kernel.requests()).isZero();
    }

    @Test
    void detailedNamesFromProc() throws Exception {
        assertThat(shortened(collected(
                                FakeKernel.links(),
                                "--no-collector.netdev.netlink",
                                "--collector.netdev.enable-detailed-metrics",
                                "--collector.netdev.device-whitelist=^eth")
                        .scrape()))
                .contains("receive_dropped 4\n", "receive_errors 3\n", "transmit_errors 11\n", "receive_fifo 5\n");
    }

    @Test
    void withoutNetlinkProcIsRead() throws Exception {
        FakeKernel kernel = FakeKernel.links(link(4, 1, 0, name("eth0"), stats64(COUNTERS)));
        kernel.socketError(Errno.EPERM);
        Collected collected = collected(kernel);

        assertThat(shortened(collected.scrape())).contains("receive_bytes 21474836480\n");
        kernel.socketError(0);
        assertThat(shortened(collected.scrape())).contains("receive_bytes 3\n");
    }

    @Test
    void aliasAsLabel() throws Exception {
        FakeKernel kernel = FakeKernel.links(
                link(1, 772, 0, name("lo"), stats64(COUNTERS)),
                link(4, 1, 0, name("eth0"), attribute(20, "to \"B\"\0".getBytes()), stats64(COUNTERS)));
        tree.sys("class/net/eth0/ifalias", "from sysfs\n").sys("class/net/lo/ifalias", "\n");

        assertThat(collected(kernel, "--collector.netdev.label-ifalias").scrape("node_network_receive_bytes"))
                .isEqualTo("""
                        node_network_receive_bytes_total{device="eth0",ifalias="to \\"B\\""} 3
                        node_network_receive_bytes_total{device="lo",ifalias=""} 3
                        """);
        assertThat(collected(kernel, "--collector.netdev.label-ifalias", "--no-collector.netdev.netlink")
                        .scrape("node_network_receive_bytes"))
                .isEqualTo("""
                        node_network_receive_bytes_total{device="eth0",ifalias="from sysfs"} 21474836480
                        node_network_receive_bytes_total{device="lo",ifalias=""} 1
                        """);
    }

    @Test
    void addresses() throws Exception {
        byte[] v6 = new byte[16];
        v6[15] = 1;
        FakeKernel kernel = new FakeKernel(request -> request.type() == 18
                ? List.of(
                        newLink(request.sequence(), link(1, 772, 0, name("lo"))),
                        newLink(request.sequence(), link(4, 1, 0, name("eth0"))),
                        done(request.sequence()))
                : List.of(
                        concat(
                                newAddress(request.sequence(), address(2, 8, 1, attribute(1, new byte[] {127, 0, 0, 1
                                }))),
                                newAddress(
                                        request.sequence(),
                                        address(
                                                2,
                                                32,
                                                4,
                                                attribute(1, new byte[] {10, 0, 0, 2}),
                                                attribute(2, new byte[] {10, 0, 0, 1}))),
                                newAddress(request.sequence(), address(10, 128, 1, attribute(1, v6))),
                                newAddress(request.sequence(), address(10, 64, 77, attribute(1, v6))),
                                newAddress(request.sequence(), address(10, 64, 1, attribute(1, new byte[4]))),
                                newAddress(request.sequence(), address(28, 64, 1, attribute(1, v6)))),
                        done(request.sequence())));

        String all = """
                node_network_address_info{address="10.0.0.1",device="eth0",netmask="32",scope="global"} 1
                node_network_address_info{address="127.0.0.1",device="lo",netmask="8",scope="link-local"} 1
                node_network_address_info{address="::1",device="lo",netmask="128",scope="link-local"} 1
                """;
        assertThat(collected(kernel, "--collector.netdev.address-info").scrape())
                .isEqualTo(all);
        assertThat(collected(kernel, "--collector.netdev.address-info", "--no-collector.netdev.netlink")
                        .scrape("node_network_address"))
                .isEqualTo(all);
        assertThat(collected(kernel, "--collector.netdev.address-info", "--collector.netdev.device-blacklist=lo")
                        .scrape())
                .isEqualTo(all.lines().findFirst().orElseThrow() + "\n");
    }

    @Test
    void manyScrapesHandOverTheSameSeries() throws Exception {
        FakeKernel kernel = FakeKernel.links(
                link(1, 772, 0, name("lo"), stats64(COUNTERS)), link(4, 1, 0, name("eth0"), stats64(COUNTERS)));
        Collected collected = collected(kernel);
        collected.scrape();
        int layout = collected.run().layout();

        for (int i = 0; i < 50; i++) {
            assertThat(collected.run().layout()).isEqualTo(layout);
        }
        assertThat(kernel.opened()).isEqualTo(1);
    }

    @Test
    void brokenProcIsAnErrorThatNamesTheLine() {
        tree.proc("net/dev", DEV.replace("eth0:", "eth0 "));
        assertThatThrownBy(() -> collected(FakeKernel.links(), "--no-collector.netdev.netlink")
                        .scrape())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("net/dev: malformed line \"eth0");
        tree.proc("net/dev", DEV.substring(0, DEV.length() - 60));
        assertThatThrownBy(() -> collected(FakeKernel.links(), "--no-collector.netdev.netlink")
                        .scrape())
                .isInstanceOf(IOException.class);
    }

    @Test
    void emptyProcHasNoInterfaces() throws Exception {
        for (String content : new String[] {"", "\n", "a\nb", "a\nb\n", "a\nb\n\n"}) {
            tree.proc("net/dev", content);
            assertThat(collected(FakeKernel.links(), "--no-collector.netdev.netlink")
                            .scrape())
                    .isEmpty();
        }
    }
}
