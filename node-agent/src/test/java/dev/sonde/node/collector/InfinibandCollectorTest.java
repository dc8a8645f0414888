package dev.sonde.node.collector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.core.flags.FlagSet;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfinibandCollectorTest {
    @TempDir
    Path directory;

    @Test
    void losesOnlyTheDeviceThatHasGone() throws Exception {
        FixtureTree tree = new FixtureTree(directory);
        tree.sys("class/infiniband/mlx5_0/ports/1/state", "4: ACTIVE\n")
                .sys("class/infiniband/mlx5_0/fw_ver", "16.35\n");
        FlagSet flags = new FlagSet("test", "");
        InfinibandCollector.flags(flags);
        flags.parse();
        Collected collected = new Collected(new InfinibandCollector(new NodeContext(tree.paths(), flags)));
        String whole = collected.scrape();
        assertThat(whole).contains("node_infiniband_state_id{device=\"mlx5_0\",port=\"1\"} 4\n");
        // As between the list of adapters and the reading of their files.
        Files.createSymbolicLink(tree.path("sys/class/infiniband/mlx5_1"), Path.of("../../devices/gone"));

        assertThat(collected.scrape()).isEqualTo(whole);
    }
}
