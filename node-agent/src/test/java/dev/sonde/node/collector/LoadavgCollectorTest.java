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

class LoadavgCollectorTest {
    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0.00 0.01 0.05 1/191 4242\\n | 0    | 0.01 | 0.05
            12.50 7 0.99                | 12.5 | 7    | 0.99
            1024.31 998.00 3.10 9/9 1   | 1024.31 | 998 | 3.1
            """)
    void readsThreeAverages(String content, String one, String five, String fifteen) throws Exception {
        FixtureTree tree = new FixtureTree(dir).proc("loadavg", content.replace("\\n", "\n"));
        assertThat(Collected.text(new LoadavgCollector(tree.paths())))
                .isEqualTo("node_load1 %s\nnode_load15 %s\nnode_load5 %s\n".formatted(one, fifteen, five));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "0.10 0.20\n", "0.10 0.20 x 1/2 3\n", "1,5 1 1\n", "nan 1 1\n", "\0\0\0\0"})
    void namesFileAndLineOfWhatItCannotRead(String content) {
        FixtureTree tree = new FixtureTree(dir).proc("loadavg", content);
        assertThatThrownBy(() -> Collected.text(new LoadavgCollector(tree.paths())))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(tree.paths().proc("loadavg") + ": ");
    }

    @Test
    void gauges() throws Exception {
        FixtureTree tree = new FixtureTree(dir).proc("loadavg", "1 2 3");
        assertThat(Collected.families(new LoadavgCollector(tree.paths())))
                .isEqualTo("gauge node_load1\ngauge node_load15\ngauge node_load5\n");
    }
}
