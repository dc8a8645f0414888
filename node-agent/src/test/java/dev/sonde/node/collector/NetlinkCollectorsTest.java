package dev.sonde.node.collector;

import static dev.sonde.node.linux.FakeKernel.attribute;
import static dev.sonde.node.linux.FakeKernel.concat;
import static dev.sonde.node.linux.FakeKernel.done;
import static dev.sonde.node.linux.FakeKernel.link;
import static dev.sonde.node.linux.FakeKernel.message;
import static dev.sonde.node.linux.FakeKernel.name;
import static dev.sonde.node.linux.FakeKernel.u32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.node.linux.Errno;
import dev.sonde.node.linux.FakeKernel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The collectors whose every number is a netlink answer. */
class NetlinkCollectorsTest {
    private static final int GET_LINK = 18;

    @TempDir
    private Path dir;

    /** Links lo, eth0 and br0 under 1, 2 and 70000; every other question gets these payloads. */
    private static FakeKernel kernel(int type, byte[]... payloads) {
        byte[][] links = {
            link(1, 772, 9, name("lo")), link(2, 1, 1, name("eth0")), link(70_000, 1, 1, name("br0")),
        };
        return new FakeKernel(request -> {
            boolean forLinks = request.type() == GET_LINK;
            byte[] all = {};
            for (byte[] payload : forLinks ? links : payloads) {
                all = concat(all, message(forLinks ? 16 : type, 2, request.sequence(), payload));
            }
            return List.of(all, done(request.sequence()));
        });
    }

    private static FlagSet flags(String... args) {
        FlagSet flags = new FlagSet("test", "");
        ArpCollector.flags(flags);
        QdiscCollector.flags(flags);
        return flags.parse(args);
    }

    private FixtureTree tree() {
        return new FixtureTree(dir);
    }

    private ArpCollector arp(FakeKernel kernel, String... args) {
        return new ArpCollector(tree().paths(), flags(args), kernel);
    }

    private static FakeKernel neighbours() {
        return kernel(
                28,
                FakeKernel.neighbour(2, 2, 2),
                FakeKernel.neighbour(2, 70_000, 0x20),
                FakeKernel.neighbour(2, 2, 4),
                FakeKernel.neighbour(2, 1, 0x40),
                FakeKernel.neighbour(2, 99, 2));
    }

    @Test
    void neighboursByInterface() throws Exception {
        assertThat(Collected.text(arp(neighbours()))).isEqualTo("""
                node_arp_entries{device="br0"} 1
                node_arp_entries{device="eth0"} 2
                """);
        assertThat(Collected.text(arp(neighbours(), "--collector.arp.device-include=^eth")))
                .isEqualTo("""
                        node_arp_entries{device="eth0"} 2
                        """);
    }

    @Test
    void neighboursFromTheFileWhileThereIsNoNetlink() throws Exception {
        tree().proc("net/arp", "heading\n10.0.0.1 0x1 0x2 02:00:00:00:00:01 * eth7\n");
        FakeKernel kernel = neighbours();
        kernel.socketError(Errno.EAFNOSUPPORT);
        Collected collected = new Collected(arp(kernel));

        assertThat(collected.scrape()).isEqualTo("node_arp_entries{device=\"eth7\"} 1\n");
        assertThat(collected.scrape()).isEqualTo("node_arp_entries{device=\"eth7\"} 1\n");
        kernel.socketError(0);
        assertThat(collected.scrape()).contains("node_arp_entries{device=\"eth0\"} 2\n");
    }

    @Test
    void aBrokenFileLeavesNothingBehind() throws Exception {
        String good = "heading\n10.0.0.1 0x1 0x2 02:00:00:00:00:01 * eth7\n\n";
        tree().proc("net/arp", good + "10.0.0.1 0x1\n");
        Collected collected = new Collected(arp(neighbours(), "--no-collector.arp.netlink"));

        assertThatThrownBy(collected::scrape)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("net/arp: malformed line \"10.0.0.1 0x1\"");
        tree().proc("net/arp", good);
        assertThat(collected.scrape()).isEqualTo("node_arp_entries{device=\"eth7\"} 1\n");
    }

    @Test
    void socketsOfBothFamilies() throws Exception {
        byte[] one = FakeKernel.tcpSocket(1, 3, 5);
        FakeKernel kernel = kernel(20, one, FakeKernel.tcpSocket(11, 0, 0), FakeKernel.tcpSocket(14, 0, 0));

        assertThat(Collected.text(new TcpstatCollector(tree().paths(), kernel))).isEqualTo("""
                node_tcp_connection_states{state="closing"} 1
                node_tcp_connection_states{state="established"} 1
                node_tcp_connection_states{state="rx_queued_bytes"} 3
                node_tcp_connection_states{state="tx_queued_bytes"} 5
                node_tcp_connection_states{state="unknown"} 1
                """);
        tree().proc("net/tcp6", "");
        assertThat(Collected.text(new TcpstatCollector(tree().paths(), kernel)))
                .contains("{state=\"established\"} 2\n", "{state=\"rx_queued_bytes\"} 6\n");
        assertThat(Collected.text(new TcpstatCollector(tree().paths(), kernel(20))))
                .isEmpty();
    }

    @Test
    void routes() throws Exception {
        byte[] mapped = new byte[16];
        mapped[10] = mapped[11] = (byte) 255;
        mapped[12] = 10;
        byte[] gateway = attribute(5, new byte[] {10, 0, 0, 1});
        byte[] direct = FakeKernel.route(2, 24, 2, 1, attribute(1, new byte[] {10, 0, 0, 0}), u32(4, 2));
        FakeKernel kernel = kernel(
                24,
                FakeKernel.route(2, 0, 16, 1, u32(4, 2), gateway, u32(6, 100), attribute(7, new byte[] {10, 0, 0, 2})),
                direct,
                direct,
                FakeKernel.route(10, 104, 77, 1, attribute(1, mapped), u32(4, 99)),
                FakeKernel.route(10, 7, 192, 1, attribute(9, FakeKernel.nextHop(70_000, 4))));

        assertThat(Collected.text(new NetworkRouteCollector(kernel))).isEqualTo("""
                node_network_route_info{dest="10.0.0.0/24",device="eth0",gw="",priority="0",proto="kernel",src="",weight=""} 1
                node_network_route_info{dest="10.0.0.0/8",device="",gw="",priority="0",proto="unknown",src="",weight=""} 1
                node_network_route_info{dest="::/7",device="br0",gw="",priority="0",proto="eigrp",src="",weight="5"} 1
                node_network_route_info{dest="default",device="eth0",gw="10.0.0.1",priority="100",proto="dhcp",src="10.0.0.2",weight=""} 1
                node_network_routes{device=""} 1
                node_network_routes{device="br0"} 1
                node_network_routes{device="eth0"} 3
                """);
    }

    @Test
    void disciplines() throws Exception {
        FakeKernel kernel = kernel(
                36,
                FakeKernel.qdisc(
                        2,
                        -1,
                        attribute(1, "htb\0".getBytes()),
                        attribute(
                                7,
                                concat(
                                        attribute(1, FakeKernel.words(1, 1, 2)),
                                        attribute(3, FakeKernel.words(3, 4, 5, 6, 7))))),
                FakeKernel.qdisc(70_000, -1, attribute(1, "fq\0".getBytes())),
                FakeKernel.qdisc(99, -1, attribute(1, "gone\0".getBytes())));

        assertThat(Collected.text(new QdiscCollector(flags("--collector.qdisk.device-include=eth"), kernel)))
                .isEqualTo("""
                        node_qdisc_backlog{device="eth0",kind="htb"} 4
                        node_qdisc_bytes_total{device="eth0",kind="htb"} 4294967297
                        node_qdisc_current_queue_length{device="eth0",kind="htb"} 3
                        node_qdisc_drops_total{device="eth0",kind="htb"} 5
                        node_qdisc_overlimits_total{device="eth0",kind="htb"} 7
                        node_qdisc_packets_total{device="eth0",kind="htb"} 2
                        node_qdisc_requeues_total{device="eth0",kind="htb"} 6
                        """);
        assertThat(Collected.text(new QdiscCollector(flags(), kernel))).contains("{device=\"br0\",kind=\"fq\"} 0\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {Errno.EPERM, Errno.EAFNOSUPPORT, Errno.EPROTONOSUPPORT, Errno.ENOSYS})
    void whatTheSandboxForbidsIsNoData(int errno) {
        for (AgentCollector collector : refused(errno)) {
            assertThatThrownBy(() -> Collected.text(collector))
                    .as(collector.name())
                    .isInstanceOf(NoDataException.class)
                    .hasMessage("netlink: socket: " + Errno.text(errno));
        }
    }

    @Test
    void whatBreaksIsAnError() {
        for (AgentCollector collector : refused(Errno.ENOBUFS)) {
            assertThatThrownBy(() -> Collected.text(collector))
                    .as(collector.name())
                    .isInstanceOf(IOException.class)
                    .hasMessage("netlink: socket: no buffer space available");
        }
    }

    private List<AgentCollector> refused(int errno) {
        FakeKernel kernel = kernel(0);
        kernel.socketError(errno);
        return List.of(
                new TcpstatCollector(tree().paths(), kernel),
                new NetworkRouteCollector(kernel),
                new QdiscCollector(flags(), kernel));
    }

    @Test
    void manyScrapesHandOverTheSameSeriesThroughOneSocketEach() throws Exception {
        FakeKernel kernel = neighbours();
        Collected collected = new Collected(arp(kernel));
        collected.scrape();
        int layout = collected.run().layout();
        for (int i = 0; i < 50; i++) {
            assertThat(collected.run().layout()).isEqualTo(layout);
        }
        assertThat(kernel.opened()).isEqualTo(2);
    }
}
