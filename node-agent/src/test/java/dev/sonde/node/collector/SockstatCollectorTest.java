package dev.sonde.node.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SockstatCollectorTest {
    @TempDir
    Path dir;

    @Test
    void givesBothFamilies() throws Exception {
        FixtureTree tree = new FixtureTree(dir)
                .proc("net/sockstat", """
                        sockets: used 229
                        TCP: inuse 4 orphan 0 tw 4 alloc 17 mem 3
                        UDPLITE: inuse 0
                        FRAG: inuse 0 memory 5
                        """)
                .proc("net/sockstat6", "TCP6: inuse 17\nFRAG6: inuse 0 memory 1\n");
        assertThat(Collected.text(new SockstatCollector(tree.paths(), 65536))).isEqualTo("""
                        node_sockstat_FRAG6_inuse 0
                        node_sockstat_FRAG6_memory 1
                        node_sockstat_FRAG_inuse 0
                        node_sockstat_FRAG_memory 5
                        node_sockstat_TCP6_inuse 17
                        node_sockstat_TCP_alloc 17
                        node_sockstat_TCP_inuse 4
                        node_sockstat_TCP_mem 3
                        node_sockstat_TCP_mem_bytes 196608
                        node_sockstat_TCP_orphan 0
                        node_sockstat_TCP_tw 4
                        node_sockstat_UDPLITE_inuse 0
                        node_sockstat_sockets_used 229
                        """);
    }

    @Test
    void aMissingFileIsNoFailure() throws Exception {
        FixtureTree tree = new FixtureTree(dir);
        Collected collected = new Collected(new SockstatCollector(tree.paths(), 4096));
        assertThat(collected.scrape()).isEmpty();
        tree.proc("net/sockstat", "TCP: inuse 1");
        assertThat(collected.scrape()).isEqualTo("node_sockstat_TCP_inuse 1\n");
    }

    @Test
    void aStateThatComesOrGoesIsFollowed() throws Exception {
        FixtureTree tree = new FixtureTree(dir).proc("net/sockstat", "TCP: inuse 1 tw 2\nUDP: inuse 3\n");
        Collected collected = new Collected(new SockstatCollector(tree.paths(), 4096));
        collected.run();
        tree.proc("net/sockstat", "UDP: inuse 4\nTCP: tw 5 more 6\n");
        assertThat(collected.scrape())
                .isEqualTo("node_sockstat_TCP_more 6\nnode_sockstat_TCP_tw 5\nnode_sockstat_UDP_inuse 4\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"TCP inuse 1\n", "TCP: inuse x\n", "TCP: inuse\n", "TCP: inuse 1 mem 99999999999999999999\n"})
    void failsOnWhatItCannotRead(String content) {
        FixtureTree tree = new FixtureTree(dir).proc("net/sockstat", content);
        assertThatThrownBy(() -> Collected.text(new SockstatCollector(tree.paths(), 4096)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(tree.paths().proc("net/sockstat") + ": ")
                .hasMessageContaining("TCP");
    }
}
