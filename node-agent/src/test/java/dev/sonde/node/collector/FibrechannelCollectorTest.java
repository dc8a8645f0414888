package dev.sonde.node.collector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.core.flags.FlagSet;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FibrechannelCollectorTest {
    @TempDir
    Path directory;

    @Test
    void losesOnlyTheDeviceThatHasGone() throws Exception {
        FixtureTree tree = new FixtureTree(directory);
        tree.sys("class/fc_host/host1/speed", "8 Gbit\n").sys("class/fc_host/host1/statistics/tx_frames", "0x7\n");
        Collected collected =
                new Collected(new FibrechannelCollector(new NodeContext(tree.paths(), new FlagSet("test", ""))));
        String whole = collected.scrape();
        assertThat(whole).contains("node_fibrechannel_tx_frames_total{fc_host=\"host1\"} 7\n");
        // As between the list of ports and the reading of their files.
        Files.createSymbolicLink(tree.path("sys/class/fc_host/host2"), Path.of("../../devices/gone"));

        assertThat(collected.scrape()).isEqualTo(whole);
    }
}
