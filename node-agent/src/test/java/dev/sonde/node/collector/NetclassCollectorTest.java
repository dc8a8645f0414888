package dev.sonde.node.collector;

import static dev.sonde.node.linux.FakeKernel.attribute;
import static dev.sonde.node.linux.FakeKernel.concat;
import static dev.sonde.node.linux.FakeKernel.done;
import static dev.sonde.node.linux.FakeKernel.link;
import static dev.sonde.node.linux.FakeKernel.message;
import static dev.sonde.node.linux.FakeKernel.name;
import static dev.sonde.node.linux.FakeKernel.newLink;
import static dev.sonde.node.linux.FakeKernel.stats64;
import static dev.sonde.node.linux.FakeKernel.u32;
import static dev.sonde.node.linux.FakeKernel.u8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.io.DescriptorShare;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.node.linux.Errno;
import dev.sonde.node.linux.FakeKernel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetclassCollectorTest {
    private static final String ETH0 = """
            node_network_address_assign_type{device="eth0"} 3
            node_network_carrier_changes_total{device="eth0"} 5
            node_network_carrier_down_changes_total{device="eth0"} 2
            node_network_carrier_up_changes_total{device="eth0"} 3
            node_network_carrier{device="eth0"} 1
            node_network_device_id{device="eth0"} 32
            node_network_dormant{device="eth0"} 0
            node_network_flags{device="eth0"} 4867
            node_network_iface_id{device="eth0"} 4
            node_network_iface_link_mode{device="eth0"} 1
            node_network_iface_link{device="eth0"} 9
            node_network_info{address="02:fc:00:00:00:01",adminstate="up",broadcast="ff:ff:ff:ff:ff:ff",device="eth0",duplex="full",ifalias="up",operstate="up"} 1
            node_network_mtu_bytes{device="eth0"} 1400
            node_network_name_assign_type{device="eth0"} 4
            node_network_net_dev_group{device="eth0"} 7
            node_network_protocol_type{device="eth0"} 1
            node_network_speed_bytes{device="eth0"} 125000000
            node_network_transmit_queue_length{device="eth0"} 1000
            node_network_up{device="eth0"} 1
            """;

    @TempDir
    private Path dir;

    private FixtureTree tree;
    private final List<byte[]> links = new ArrayList<>();
    private final FakeKernel kernel = new FakeKernel(request -> {
        List<byte[]> answer = new ArrayList<>();
        for (byte[] link : links) {
            answer.add(newLink(request.sequence(), link));
        }
        answer.add(done(request.sequence()));
        return answer;
    });

    @BeforeEach
    void tree() {
        tree = new FixtureTree(dir).sys("class/net/bonding_masters", "bond0\n");
    }

    private void device(String name, String... attributes) {
        for (String attribute : attributes) {
            int equals = attribute.indexOf('=');
            tree.sys(
                    "class/net/" + name + "/" + attribute.substring(0, equals), attribute.substring(equals + 1) + "\n");
        }
    }

    private void eth0InSysfs() {
        device(
                "eth0",
                "addr_assign_type=3",
                "address=02:fc:00:00:00:01",
                "broadcast=ff:ff:ff:ff:ff:ff",
                "carrier=1",
                "carrier_changes=5",
                "carrier_down_count=2",
                "carrier_up_count=3",
                "dev_id=0x20",
                "dormant=0",
                "duplex=full",
                "flags=0x1303",
                "ifalias=up",
                "ifindex=4",
                "iflink=9",
                "link_mode=1",
                "mtu=1400",
                "name_assign_type=4",
                "netdev_group=7",
                "operstate=up",
                "speed=1000",
                "tx_queue_len=1000",
                "type=1");
    }

    private static byte[] eth0(int flags, int operState, int carrierChanges) {
        return link(
                4,
                1,
                flags,
                name("eth0"),
                attribute(1, new byte[] {2, (byte) 0xfc, 0, 0, 0, 1}),
                attribute(2, new byte[] {-1, -1, -1, -1, -1, -1}),
                attribute(20, "up\0".getBytes(StandardCharsets.UTF_8)),
                u32(4, 1400),
                u32(5, 9),
                u32(13, 1000),
                u8(16, operState),
                u8(17, 1),
                u32(27, 7),
                u32(30, 2),
                u8(33, 1),
                u32(35, carrierChanges),
                u32(47, 3),
                u32(48, 2),
                u32(61, 1));
    }

    private Collected collected(String... args) {
        FlagSet flags = new FlagSet("test", "");
        Profile.flags(flags);
        NetclassCollector.flags(flags);
        flags.parse(args);
        return new Collected(
                new NetclassCollector(tree.paths(), NetclassOptions.of(flags), new DescriptorShare(30), kernel));
    }

    @Test
    void sysfsAndNetlinkTellTheSame() throws Exception {
        eth0InSysfs();
        kernel.socketError(Errno.EPERM);
        assertThat(collected().scrape()).isEqualTo(ETH0);

        kernel.socketError(0);
        links.add(eth0(0x11043, 6, 5));
        tree.sys("class/net/eth0/mtu", "9999\n");
        assertThat(collected().scrape()).isEqualTo(ETH0);
    }

    @Test
    void aLinkThatIsDownHasNoCarrierAndNoSpeed() throws Exception {
        eth0InSysfs();
        for (String attribute : new String[] {"speed", "duplex"}) {
            Files.delete(dir.resolve("sys/class/net/eth0/" + attribute));
        }
        links.add(eth0(0x1002, 2, 6));

        assertThat(collected().scrape())
                .contains(
                        "adminstate=\"down\"",
                        "duplex=\"\"",
                        "operstate=\"down\"",
                        "node_network_up{device=\"eth0\"} 0")
                .doesNotContain("carrier{", "dormant", "speed");
    }

    @Test
    void speedIsReadAgainWhenTheStateChangesOrItsTurnComes() throws Exception {
        eth0InSysfs();
        links.add(eth0(0x11043, 6, 5));
        Collected collected = collected();
        collected.run();
        tree.sys("class/net/eth0/speed", "10000\n");
        assertThat(collected.scrape()).contains("speed_bytes{device=\"eth0\"} 125000000\n");

        links.set(0, eth0(0x11043, 6, 7));
        assertThat(collected.scrape()).contains("speed_bytes{device=\"eth0\"} 1250000000\n");

        tree.sys("class/net/eth0/speed", "-1\n");
        for (int i = 0; i < NetclassDevice.READ_EVERY; i++) {
            collected.run();
        }
        assertThat(collected.scrape()).contains("speed_bytes{device=\"eth0\"} -125000\n");
    }

    @Test
    void theSpeedOfABondIsReadInEveryScrape() throws Exception {
        eth0InSysfs();
        links.add(eth0(0x11443, 6, 5));
        Collected collected = collected();
        collected.run();
        tree.sys("class/net/eth0/speed", "2000\n");

        assertThat(collected.scrape()).contains("speed_bytes{device=\"eth0\"} 250000000\n");
    }

    @Test
    void flagsChooseDevicesAndSpeeds() throws Exception {
        eth0InSysfs();
        device("veth1", "ifindex=5", "address=", "speed=-1");
        links.add(eth0(0x11043, 6, 5));
        links.add(link(5, 1, 0, name("veth1")));

        assertThat(collected("--collector.netclass.ignored-devices=^veth").scrape())
                .isEqualTo(ETH0);
        assertThat(collected().scrape()).contains("speed_bytes{device=\"veth1\"} -125000");
        assertThat(collected("--collector.netclass.ignore-invalid-speed").scrape())
                .contains("node_network_up{device=\"veth1\"} 0")
                .doesNotContain("speed_bytes{device=\"veth1\"}");
        assertThatThrownBy(() -> collected("--collector.netclass.ignored-devices=["))
                .hasMessageContaining("--collector.netclass.ignored-devices: [");
    }

    @Test
    void aSysfsOfAnotherNamespaceWinsOverNetlink() throws Exception {
        eth0InSysfs();
        links.add(link(2, 1, 0, name("eth0"), u32(4, 1)));
        assertThat(collected().scrape()).isEqualTo(ETH0);

        links.clear();
        links.add(eth0(0x11043, 6, 5));
        links.add(link(5, 1, 0, name("only-here")));
        assertThat(collected().scrape()).isEqualTo(ETH0);

        links.remove(1);
        device("only-there", "ifindex=6");
        assertThat(collected().scrape()).contains(ETH0.lines().toList()).contains("device=\"only-there\"");
    }

    @Test
    void comesBackToNetlinkWhenTheTwoAgree() throws Exception {
        eth0InSysfs();
        links.add(eth0(0x11043, 6, 5));
        links.add(link(5, 1, 0, name("late")));
        Collected collected = collected();
        assertThat(collected.scrape()).isEqualTo(ETH0);
        tree.sys("class/net/eth0/mtu", "9999\n");
        assertThat(collected.scrape()).contains("mtu_bytes{device=\"eth0\"} 9999");

        links.remove(1);
        for (int i = 0; i < NetclassDevice.READ_EVERY; i++) {
            collected.run();
        }

        assertThat(collected.scrape()).isEqualTo(ETH0);
    }

    @Test
    void interfacesComeAndGo() throws Exception {
        eth0InSysfs();
        links.add(eth0(0x11043, 6, 5));
        Collected collected = collected();
        collected.run();
        device("veth1", "ifindex=5", "address=", "addr_assign_type=1");
        links.add(link(5, 1, 0, name("veth1")));
        assertThat(collected.scrape()).contains("address_assign_type{device=\"veth1\"} 1");

        device("veth1", "ifindex=6", "addr_assign_type=0");
        links.set(1, link(6, 1, 0, name("veth1")));
        assertThat(collected.scrape())
                .contains("address_assign_type{device=\"veth1\"} 0", "iface_id{device=\"veth1\"} 6");

        links.remove(1);
        try (var files = Files.list(dir.resolve("sys/class/net/veth1"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(dir.resolve("sys/class/net/veth1"));
        assertThat(collected.scrape()).isEqualTo(ETH0);
    }

    @Test
    void aDirectoryWithoutAttributesIsNoInterface() throws Exception {
        eth0InSysfs();
        kernel.socketError(Errno.EAFNOSUPPORT);
        Files.createDirectories(dir.resolve("sys/class/net/gone"));

        assertThat(collected().scrape()).isEqualTo(ETH0);
    }

    @Test
    void attributesThatAreNoNumbersAreAbsent() throws Exception {
        kernel.socketError(Errno.EPERM);
        device("x", "ifindex=1", "flags=0xzz", "mtu=", "speed=fast", "tx_queue_len=99999999999999999999", "dev_id=0x");
        tree.write("sys/class/net/x/ifalias", new byte[] {'a', 0, '\n', (byte) 0xff, ' '});

        assertThat(collected().scrape()).isEqualTo("""
                        node_network_iface_id{device="x"} 1
                        node_network_info{address="",adminstate="unknown",broadcast="",device="x",duplex="",ifalias="a\0\\n\ufffd",operstate=""} 1
                        node_network_up{device="x"} 0
                        """);
    }

    @Test
    void keepsFilesOpenWithinItsShareAndGivesThemBack() throws Exception {
        eth0InSysfs();
        kernel.socketError(Errno.EPERM);
        FlagSet flags = new FlagSet("test", "");
        Profile.flags(flags);
        NetclassCollector.flags(flags);
        flags.parse();
        DescriptorShare none = new DescriptorShare(0);
        Collected opening = new Collected(new NetclassCollector(tree.paths(), NetclassOptions.of(flags), none, kernel));
        String text = opening.scrape();
        assertThat(CollectorConformance.descriptors(tree)).isZero();

        DescriptorShare share = new DescriptorShare(30);
        Collected keeping =
                new Collected(new NetclassCollector(tree.paths(), NetclassOptions.of(flags), share, kernel));
        assertThat(keeping.scrape()).isEqualTo(text);
        assertThat(CollectorConformance.descriptors(tree)).isBetween(15L, 30L);
        assertThat(share.take(30)).isFalse();

        tree.remove("sys/class/net/eth0");
        for (int i = 0; i < 20; i++) {
            assertThat(keeping.scrape()).isEmpty();
        }
        assertThat(CollectorConformance.descriptors(tree)).isZero();
        assertThat(share.take(30)).isTrue();
    }

    @Test
    void withoutSysfsThereIsNoData() throws Exception {
        Files.delete(dir.resolve("sys/class/net/bonding_masters"));
        Files.delete(dir.resolve("sys/class/net"));
        links.add(eth0(0x11043, 6, 5));

        assertThatThrownBy(() -> collected().scrape()).isInstanceOf(NoDataException.class);
    }

    @Test
    void inNetlinksOwnTerms() throws Exception {
        eth0InSysfs();
        byte[] altNames = concat(attribute(53, "one\0".getBytes()), attribute(53, "two\0".getBytes()));
        byte[] link = concat(eth0(0x11002, 2, 5), attribute(52, altNames), stats64(1, 2, -1));
        byte[] ethtoolHeader = attribute(0x8001, u32(1, 4));
        FakeKernel all = new FakeKernel(request -> switch (request.type()) {
            case 18 -> List.of(newLink(request.sequence(), link), done(request.sequence()));
            case 16 ->
                List.of(
                        message(
                                16,
                                2,
                                request.sequence(),
                                concat(new byte[4], attribute(2, "nl80211\0".getBytes()), attribute(1, new byte[] {30, 0
                                }))),
                        message(
                                16,
                                2,
                                request.sequence(),
                                concat(new byte[4], attribute(2, "ethtool\0".getBytes()), attribute(1, new byte[] {21, 0
                                }))),
                        done(request.sequence()));
            case 21 ->
                List.of(
                        message(
                                21,
                                2,
                                request.sequence(),
                                concat(new byte[4], ethtoolHeader, u32(5, 10_000), u8(6, 1))),
                        done(request.sequence()));
            default -> throw new AssertionError("type " + request.type());
        });
        FlagSet flags = new FlagSet("test", "");
        Profile.flags(flags);
        NetclassCollector.flags(flags);
        flags.parse("--collector.netclass.netlink", "--collector.netclass_rtnl.with-stats");
        Collected collected = new Collected(
                new NetclassCollector(tree.paths(), NetclassOptions.of(flags), new DescriptorShare(30), all));

        String text = collected.scrape();
        assertThat(text)
                .contains(
                        "node_network_altnames_info{altname=\"one\",device=\"eth0\"} 1\n",
                        "node_network_altnames_info{altname=\"two\",device=\"eth0\"} 1\n",
                        "node_network_carrier{device=\"eth0\"} 1\n",
                        "node_network_dormant{device=\"eth0\"} 1\n",
                        "node_network_flags{device=\"eth0\"} 69634\n",
                        "node_network_speed_bytes{device=\"eth0\"} 1250000000\n",
                        "duplex=\"Full\"",
                        "node_network_receive_bytes_total{device=\"eth0\"} 1.8446744073709552E19\n",
                        "node_network_transmit_window_errors_total{device=\"eth0\"} 0\n")
                .doesNotContain("adminstate");
        assertThat(collected.scrape()).isEqualTo(text);
        assertThat(Collected.families(
                        new NetclassCollector(tree.paths(), NetclassOptions.of(flags), new DescriptorShare(30), all)))
                .contains("gauge node_network_receive_bytes_total\n", "counter node_network_carrier_changes_total\n");
    }

    @Test
    void withoutEthtoolThereIsNoSpeed() throws Exception {
        eth0InSysfs();
        links.add(eth0(0x11043, 6, 5));
        FlagSet flags = new FlagSet("test", "");
        Profile.flags(flags);
        NetclassCollector.flags(flags);
        flags.parse("--collector.netclass.netlink");

        assertThat(new Collected(new NetclassCollector(
                                tree.paths(), NetclassOptions.of(flags), new DescriptorShare(30), kernel))
                        .scrape())
                .contains("duplex=\"\"")
                .doesNotContain("speed");

        kernel.socketError(Errno.EPERM);
        kernel.receiveError(Errno.ENOBUFS);
        assertThatThrownBy(() -> new Collected(new NetclassCollector(
                                tree.paths(), NetclassOptions.of(flags), new DescriptorShare(30), kernel))
                        .scrape())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("netlink: socket");
    }
}
