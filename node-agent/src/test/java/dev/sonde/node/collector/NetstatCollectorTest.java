package dev.sonde.node.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetstatCollectorTest {
    @TempDir
    Path dir;

    private FixtureTree tree;

    @BeforeEach
    void build() {
        tree = new FixtureTree(dir)
                .proc("net/netstat", """
                        TcpExt: SyncookiesSent EmbryonicRsts ListenDrops
                        TcpExt: 1 2 3
                        IpExt: InNoRoutes InOctets OutOctets
                        IpExt: 4 18446744073709551615 6
                        MPTcpExt:
                        MPTcpExt:
                        """)
                .proc("net/snmp", """
                        Ip: Forwarding DefaultTTL
                        Ip: 1 64
                        Tcp: MaxConn ActiveOpens
                        Tcp: -1 8
                        """)
                .proc("net/snmp6", """
                        Ip6InOctets                     \t9
                        Icmp6OutType143                 \t10
                        Udp6InErrors                    \t11
                        NoVersion                       \t12
                        """);
    }

    @Test
    void givesWhatThePeerGivesByDefault() throws Exception {
        NetstatCollector collector = new NetstatCollector(tree.paths(), NetstatCollector.DEFAULT_FIELDS);
        assertThat(Collected.text(collector)).isEqualTo("""
                        node_netstat_Ip6_InOctets 9
                        node_netstat_IpExt_InOctets 1.8446744073709552E19
                        node_netstat_IpExt_OutOctets 6
                        node_netstat_Ip_Forwarding 1
                        node_netstat_TcpExt_ListenDrops 3
                        node_netstat_TcpExt_SyncookiesSent 1
                        node_netstat_Tcp_ActiveOpens 8
                        node_netstat_Udp6_InErrors 11
                        """);
        assertThat(Collected.families(collector)).startsWith("untyped node_netstat_Ip6_InOctets\n");
    }

    @Test
    void givesAllWhenAsked() throws Exception {
        assertThat(Collected.text(new NetstatCollector(tree.paths(), "")))
                .contains("node_netstat_Tcp_MaxConn -1\n", "node_netstat_Icmp6_OutType143 10\n")
                .doesNotContain("NoVersion");
    }

    @Test
    void worksWithoutVersion6() throws Exception {
        tree.remove("proc/net/snmp6");
        assertThat(Collected.text(new NetstatCollector(tree.paths(), "Octets")))
                .isEqualTo("node_netstat_IpExt_InOctets 1.8446744073709552E19\nnode_netstat_IpExt_OutOctets 6\n");
    }

    @Test
    void followsNamesThatChange() throws Exception {
        Collected collected = new Collected(new NetstatCollector(tree.paths(), "^Ip_|^Udp_"));
        assertThat(collected.scrape()).isEqualTo("node_netstat_Ip_DefaultTTL 64\nnode_netstat_Ip_Forwarding 1\n");
        tree.proc("net/snmp", "Udp: New\nUdp: 5\nIp: Forwarding Newer DefaultTTL\nIp: 2 3 64");
        assertThat(collected.scrape()).isEqualTo("""
                        node_netstat_Ip_DefaultTTL 64
                        node_netstat_Ip_Forwarding 2
                        node_netstat_Ip_Newer 3
                        node_netstat_Udp_New 5
                        """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            net/snmp    | Tcp: A B\\nTcp: 1\\n       | Tcp:
            net/snmp    | Tcp: A\\nTcp: 1 2\\n       | Tcp:
            net/snmp    | Tcp: A B\\nTcp: 1 x\\n     | "x"
            net/snmp    | Tcp: A B\\nUdp: 1 2\\n     | Udp: 1 2
            net/netstat | TcpExt: A B\\n             | TcpExt: A B
            net/netstat | TcpExt A B\\nTcpExt 1 2\\n | TcpExt A B
            net/netstat | ''                         | empty
            net/netstat | TcpExt: A B\\nTcp          | Tcp
            net/snmp6   | Ip6InOctets y\\n           | Ip6InOctets y
            """)
    void failsAndNamesFileAndValue(String file, String content, String named) {
        tree.proc(file, content.replace("\\n", "\n"));
        assertThatThrownBy(() -> Collected.text(new NetstatCollector(tree.paths(), "")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(tree.paths().proc(file) + ": ")
                .hasMessageContaining(named);
    }
}
