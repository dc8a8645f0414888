package dev.sonde.node.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilefdCollectorTest {
    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1024 0 1631329             | 1024 | 1631329
            7 0 9223372036854775807    | 7    | 9223372036854775807
            7 0 18446744073709551615   | 7    | 1.8446744073709552E19
            7 0 5 6                    | 7    | 5
            """)
    void givesFirstAndLast(String content, String allocated, String maximum) throws Exception {
        FixtureTree tree = new FixtureTree(dir).proc("sys/fs/file-nr", content.replace(' ', '\t') + "\n");
        assertThat(Collected.text(new FilefdCollector(tree.paths())))
                .isEqualTo("node_filefd_allocated %s\nnode_filefd_maximum %s\n".formatted(allocated, maximum));
        assertThat(Collected.families(new FilefdCollector(tree.paths())))
                .isEqualTo("gauge node_filefd_allocated\ngauge node_filefd_maximum\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1024\t0\n", "1024\t0\tx\n", "-1\t0\t5\n", "\0"})
    void failsOnWhatItCannotRead(String content) {
        FixtureTree tree = new FixtureTree(dir).proc("sys/fs/file-nr", content);
        assertThatThrownBy(() -> Collected.text(new FilefdCollector(tree.paths())))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(tree.paths().proc("sys/fs/file-nr") + ": ");
    }
}
