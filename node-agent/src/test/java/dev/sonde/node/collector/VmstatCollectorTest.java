package dev.sonde.node.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VmstatCollectorTest {
    private static final String CONTENT = """
            nr_free_pages 977769
            pgpgin 7344136
            pgpgout 18446744073709551615
            pswpin 1476
            pgalloc_dma 1
            pgfault 2320168809
            pgmajfault 507162
            thp_fault_alloc 3
            oom_kill 0
            """;

    @TempDir
    Path dir;

    @Test
    void givesTheFieldsThatThePeerGivesByDefault() throws Exception {
        FixtureTree tree = new FixtureTree(dir).proc("vmstat", CONTENT);
        VmstatCollector collector = new VmstatCollector(tree.paths(), VmstatCollector.DEFAULT_FIELDS);
        assertThat(Collected.text(collector)).isEqualTo("""
                        node_vmstat_oom_kill 0
                        node_vmstat_pgfault 2320168809
                        node_vmstat_pgmajfault 507162
                        node_vmstat_pgpgin 7344136
                        node_vmstat_pgpgout 1.8446744073709552E19
                        node_vmstat_pswpin 1476
                        """);
        assertThat(Collected.families(collector)).startsWith("untyped node_vmstat_oom_kill\n");
    }

    @Test
    void searchesThePatternAnywhere() throws Exception {
        FixtureTree tree = new FixtureTree(dir).proc("vmstat", CONTENT);
        assertThat(Collected.text(new VmstatCollector(tree.paths(), "fault_")))
                .isEqualTo("node_vmstat_thp_fault_alloc 3\n");
    }

    @Test
    void takesSignedNumbersAndALastLineWithoutItsEnd() throws Exception {
        FixtureTree tree = new FixtureTree(dir).proc("vmstat", "nr_a -5\n\nnr_b 6");
        assertThat(Collected.text(new VmstatCollector(tree.paths(), "")))
                .isEqualTo("node_vmstat_nr_a -5\nnode_vmstat_nr_b 6\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pgpgin\n", "pgpgin 1\npgpgout x\n", "pgpgin 1\npgpg", "pgpgin 1\r\n", "\0\0\0\n"})
    void failsWhole(String content) {
        FixtureTree tree = new FixtureTree(dir).proc("vmstat", content);
        assertThatThrownBy(() -> Collected.text(new VmstatCollector(tree.paths(), "^pg")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(tree.paths().proc("vmstat") + ": ");
    }

    @Test
    void refusesABadPattern() {
        assertThatThrownBy(() -> new VmstatCollector(new FixtureTree(dir).paths(), "("))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("collector.vmstat.fields");
    }
}
