package dev.sonde.node.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.flags.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cgroupv2CollectorTest {
    @TempDir
    Path directory;

    private FixtureTree tree;

    @BeforeEach
    void tree() {
        tree = new FixtureTree(directory).sys("fs/cgroup/cgroup.controllers", "pids\n");
    }

    @Test
    void losesOnlyTheGroupThatHasGone() throws Exception {
        tree.sys("fs/cgroup/a.slice/pids.current", "1\n").sys("fs/cgroup/b.slice/pids.current", "2\n");
        Collected collected = collected();
        collected.run();
        // As between the list of groups and the reading of its files.
        tree.remove("sys/fs/cgroup/a.slice/pids.current");

        assertThat(collected.scrape()).isEqualTo("""
                node_cgroup_left_out_groups 0
                node_cgroup_pids_current{cgroup="/b.slice"} 2
                """);
    }

    @Test
    void seesAfterAWhileThatAControllerIsSwitchedOn() throws Exception {
        Files.createDirectories(tree.path("sys/fs/cgroup/a.slice"));
        Collected collected = collected();
        assertThat(collected.scrape("node_cgroup_pids")).isEmpty();
        tree.sys("fs/cgroup/a.slice/pids.current", "1\n");
        for (int scrape = 0; scrape < 16; scrape++) {
            collected.run();
        }

        assertThat(collected.scrape("node_cgroup_pids")).isEqualTo("node_cgroup_pids_current{cgroup=\"/a.slice\"} 1\n");
    }

    @Test
    void showsGroupsThatComeAndGoWithinTheLimit() throws Exception {
        Collected collected = collected("--collector.cgroupv2.limit=1");
        for (int i = 0; i < 100; i++) {
            tree.sys("fs/cgroup/job" + i + "/pids.current", i + "\n");

            assertThat(collected.scrape("node_cgroup_left_out_groups")).endsWith(" 0\n");
            tree.remove("sys/fs/cgroup/job" + i);
        }
    }

    @Test
    void findsGroupsThatAreNamedLikeFiles() throws Exception {
        tree.sys("fs/cgroup/cpu.slice/memory.service/pids.current", "4\n")
                .sys("fs/cgroup/cpu.slice/pids.current", "5\n");

        assertThat(collected().scrape("node_cgroup_pids")).isEqualTo("""
                node_cgroup_pids_current{cgroup="/cpu.slice"} 5
                node_cgroup_pids_current{cgroup="/cpu.slice/memory.service"} 4
                """);
    }

    @Test
    void refusesADepthOfNothing() {
        assertThatThrownBy(() -> collected("--collector.cgroupv2.depth=0"))
                .hasMessage("--collector.cgroupv2.depth: 0 is less than 1");
    }

    private Collected collected(String... arguments) throws UsageException {
        FlagSet flags = new FlagSet("test", "");
        Cgroupv2Collector.flags(flags);
        flags.parse(arguments);
        return new Collected(new Cgroupv2Collector(new NodeContext(tree.paths(), flags)));
    }
}
