package dev.sonde.node.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeminfoCollectorTest {
    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MemTotal:       24684084 kB          | node_memory_MemTotal_bytes 25276502016
            Active(anon):      10 kB             | node_memory_Active_anon_bytes 10240
            HugePages_Total:       7             | node_memory_HugePages_Total 7
            SecPageTables: 0 kB                  | node_memory_SecPageTables_bytes 0
            DirectMap4k:\\t52 kB                  | node_memory_DirectMap4k_bytes 53248
            VmallocTotal:   34359738367 kB       | node_memory_VmallocTotal_bytes 35184372087808
            Far: 9007199254740993 kB             | node_memory_Far_bytes 9.223372036854776E18
            Farther: 9223372036854775807 kB      | node_memory_Farther_bytes 9.44473296573929E21
            Odd name!: 1 kB                      | node_memory_Odd_name_bytes 1024
            """)
    void namesAndScalesFields(String line, String expected) throws Exception {
        FixtureTree tree = new FixtureTree(dir).proc("meminfo", line.replace("\\t", "\t") + "\n");
        assertThat(Collected.text(new MeminfoCollector(tree.paths()))).isEqualTo(expected + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "MemTotal: 1 kB\nMemFree: x kB\n",
                "MemTotal: 1 kB\nMemFree:\n",
                "MemTotal: 1 kB\nMemF",
                "MemTotal: -1 kB\n",
                "MemTotal: 18446744073709551615 kB\n",
                "MemTotal: 1.5 kB\n",
                ": 1 kB\n",
                "\0\0\0\0\0\n"
            })
    void failsWhole(String content) {
        FixtureTree tree = new FixtureTree(dir).proc("meminfo", content);
        assertThatThrownBy(() -> Collected.text(new MeminfoCollector(tree.paths())))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(tree.paths().proc("meminfo") + ": ");
    }

    @Test
    void takesFieldsThatComeAndGo() throws Exception {
        FixtureTree tree = new FixtureTree(dir).proc("meminfo", "A: 1 kB\nB: 2 kB\n");
        Collected collected = new Collected(new MeminfoCollector(tree.paths()));
        assertThat(collected.scrape()).isEqualTo("node_memory_A_bytes 1024\nnode_memory_B_bytes 2048\n");
        tree.proc("meminfo", "A: 1 kB\nC: 3\n\nB: 2 kB");
        assertThat(collected.scrape())
                .isEqualTo("node_memory_A_bytes 1024\nnode_memory_B_bytes 2048\nnode_memory_C 3\n");
    }
}
