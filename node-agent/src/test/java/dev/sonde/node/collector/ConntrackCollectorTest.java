package dev.sonde.node.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.core.metrics.NoDataException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConntrackCollectorTest {
    private static final String HEADER = "entries  clashres found new invalid ignore delete chainlength insert"
            + " insert_failed drop early_drop icmp_error  expect_new expect_create expect_delete search_restart\n";

    @TempDir
    Path dir;

    private FixtureTree tree;

    @BeforeEach
    void build() {
        tree = new FixtureTree(dir)
                .proc("sys/net/netfilter/nf_conntrack_count", "123\n")
                .proc("sys/net/netfilter/nf_conntrack_max", "65536\n");
    }

    @Test
    void sumsHexadecimalColumnsOfAllCpus() throws Exception {
        tree.proc(
                "net/stat/nf_conntrack",
                HEADER
                        + "00000021  00000001 00000002 3 ffffffff 5 6 7 8 9 a b c d e f 10\n"
                        + "00000021  00000001 0000000f 3 00000002 5 6 7 8 9 a b c d e f 10\n");
        assertThat(Collected.text(new ConntrackCollector(tree.paths()))).isEqualTo("""
                        node_nf_conntrack_entries 123
                        node_nf_conntrack_entries_limit 65536
                        node_nf_conntrack_stat_drop 20
                        node_nf_conntrack_stat_early_drop 22
                        node_nf_conntrack_stat_found 17
                        node_nf_conntrack_stat_ignore 10
                        node_nf_conntrack_stat_insert 16
                        node_nf_conntrack_stat_insert_failed 18
                        node_nf_conntrack_stat_invalid 4294967297
                        node_nf_conntrack_stat_search_restart 32
                        """);
    }

    @Test
    void aKernelMayNotCountAllOfThem() throws Exception {
        tree.proc(
                "net/stat/nf_conntrack", HEADER.replace(" search_restart", "") + "1 2 3 4 5 6 7 8 9 a b c d e f 10\n");
        assertThat(Collected.text(new ConntrackCollector(tree.paths())))
                .contains("node_nf_conntrack_stat_early_drop 12\n")
                .doesNotContain("search_restart");
    }

    @Test
    void aKernelMayBeBuiltWithoutStatistics() throws Exception {
        assertThat(Collected.text(new ConntrackCollector(tree.paths())))
                .isEqualTo("node_nf_conntrack_entries 123\nnode_nf_conntrack_entries_limit 65536\n");
    }

    @Test
    void noDataWhereTheModuleIsNotLoadedUntilItIs() throws Exception {
        tree.remove("proc/sys/net/netfilter");
        Collected collected = new Collected(new ConntrackCollector(tree.paths()));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(collected::run).isInstanceOf(NoDataException.class);
        }
        tree.proc("sys/net/netfilter/nf_conntrack_count", "5\n");
        assertThat(collected.scrape()).startsWith("node_nf_conntrack_entries 5\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 2 3\n", "0 1 2 3 4 5 6 7 8 9 a b c d e f\n", "0 1 2 3 4 5 6 7 8 9 a b c d e f g\n"})
    void keepsTheSizeWhenALineOfStatisticsIsBad(String line) throws Exception {
        tree.proc("net/stat/nf_conntrack", HEADER + line);
        assertThat(Collected.text(new ConntrackCollector(tree.paths())))
                .isEqualTo("node_nf_conntrack_entries 123\nnode_nf_conntrack_entries_limit 65536\n");
    }
}
