package dev.sonde.node.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.metrics.AgentCollector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of which labels are made: they must not be what the file said in an earlier scrape. */
class RewrittenFilesTest {
    private static final String OSTYPE = "sys/kernel/ostype";

    @TempDir
    Path dir;

    private FixtureTree tree;

    @BeforeEach
    void build() {
        tree = new FixtureTree(dir);
    }

    @Test
    void lnstatFollowsTheNamesOfColumns() throws Exception {
        tree.proc("net/stat/arp_cache", "entries hits\n1 2\n");
        Collected collected = collected(LnstatCollector::new);
        assertThat(collected.scrape()).isEqualTo("""
                        node_lnstat_entries_total{cpu="0",subsystem="arp_cache"} 1
                        node_lnstat_hits_total{cpu="0",subsystem="arp_cache"} 2
                        """);
        tree.proc("net/stat/arp_cache", "hits entries\n1 2\nff 3\n");
        assertThat(collected.scrape()).isEqualTo("""
                        node_lnstat_entries_total{cpu="0",subsystem="arp_cache"} 2
                        node_lnstat_entries_total{cpu="1",subsystem="arp_cache"} 3
                        node_lnstat_hits_total{cpu="0",subsystem="arp_cache"} 1
                        node_lnstat_hits_total{cpu="1",subsystem="arp_cache"} 255
                        """);
    }

    @Test
    void vulnerabilitiesFollowWhatIsDoneAboutThem() throws Exception {
        String file = "devices/system/cpu/vulnerabilities/mds";
        tree.sys(file, "Vulnerable\n");
        Collected collected = collected(CpuVulnerabilitiesCollector::new);
        assertThat(collected.scrape()).contains("mitigation=\"\",state=\"vulnerable\"");
        tree.sys(file, "Mitigation: Clear CPU buffers; SMT disabled\n");
        assertThat(collected.scrape())
                .contains("mitigation=\"Clear CPU buffers; SMT disabled\",state=\"mitigation\"")
                .hasLineCount(1);
        tree.remove("sys/" + file);
        assertThat(collected.scrape()).isEmpty();
    }

    @Test
    void aSysctlThatIsGoneCostsItselfUntilItIsBack() throws Exception {
        tree.proc(OSTYPE, "Linux\n").proc("sys/kernel/pid_max", "32768\n");
        Collected collected = collected(
                SysctlCollector::new,
                "--collector.sysctl.include-info=kernel.ostype",
                "--collector.sysctl.include=kernel.pid_max");
        String both = """
                node_sysctl_info{index="0",name="kernel.ostype",value="Linux"} 1
                node_sysctl_kernel_pid_max 32768
                """;
        assertThat(collected.scrape()).isEqualTo(both);
        tree.proc(OSTYPE, "");
        assertThat(collected.scrape()).isEqualTo("node_sysctl_kernel_pid_max 32768\n");
        tree.proc(OSTYPE, "Linux\n");
        assertThat(collected.scrape()).isEqualTo(both);
        tree.proc(OSTYPE, "Sonde\n").proc("sys/kernel/pid_max", "4194304\n");
        assertThat(collected.scrape()).isEqualTo("""
                        node_sysctl_info{index="0",name="kernel.ostype",value="Sonde"} 1
                        node_sysctl_kernel_pid_max 4194304
                        """);
    }

    @Test
    void aSysctlHasAsManyNamesAsNumbers() {
        tree.proc("sys/fs/file-nr", "1\t2\t3\n");
        assertThatThrownBy(() -> collected(SysctlCollector::new, "--collector.sysctl.include=fs.file-nr:a,b")
                        .scrape())
                .isInstanceOf(IOException.class)
                .hasMessage(tree.paths().proc("sys/fs/file-nr") + ": 3 values, but 2 names for them");
    }

    @Test
    void aNumaNodeThatCannotBeReadCostsItself() throws Exception {
        String nodes = "devices/system/node/";
        tree.sys(nodes + "node0/meminfo", "Node 0 MemFree: 2 kB\n").sys(nodes + "node0/numastat", "numa_hit 3\n");
        tree.sys(nodes + "node1/meminfo", "Node 1 MemFree: x kB\nNode 1 Dirty: 1 kB\n");
        assertThat(collected(MeminfoNumaCollector::new).scrape()).isEqualTo("""
                        node_memory_numa_Dirty{node="1"} 1024
                        node_memory_numa_MemFree{node="0"} 2048
                        node_memory_numa_numa_hit_total{node="0"} 3
                        """);
        tree.remove("sys/" + nodes + "node0");
        assertThatThrownBy(() -> collected(MeminfoNumaCollector::new).scrape())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("node1");
    }

    private Collected collected(Function<NodeContext, AgentCollector> maker, String... arguments) {
        FlagSet flags = new FlagSet("test", "");
        SysctlCollector.flags(flags);
        return new Collected(maker.apply(new NodeContext(tree.paths(), flags.parse(arguments))));
    }
}
