package dev.sonde.node.collector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.io.DescriptorShare;
import dev.sonde.node.linux.ProcStat;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpufreqCollectorTest {
    private static final String CPUS = "devices/system/cpu/";
    private static final String GOVERNORS = "node_cpu_scaling_governor";

    @TempDir
    Path dir;

    private FixtureTree tree;

    @BeforeEach
    void twoCpus() {
        tree = new FixtureTree(dir).sys(CPUS + "offline", "\n");
        cpu(0, 800_000);
        cpu(1, 900_000);
    }

    @Test
    void followsCpusThatComeAndGo() throws Exception {
        Collected collected = new Collected(collector());
        assertThat(collected.scrape("node_cpu_scaling_freq"))
                .isEqualTo(frequency(0, "800000000") + frequency(1, "900000000"));
        tree.sys(CPUS + "offline", "1\n");
        assertThat(collected.scrape("node_cpu_scaling_freq")).isEqualTo(frequency(0, "800000000"));
        cpu(2, 700_000);
        tree.sys(CPUS + "offline", "\n");
        assertThat(collected.scrape("node_cpu_scaling_freq"))
                .isEqualTo(frequency(0, "800000000") + frequency(1, "900000000") + frequency(2, "700000000"));
    }

    @Test
    void followsTheGovernorThatIsChosen() throws Exception {
        tree.sys(CPUS + "offline", "1\n");
        Collected collected = new Collected(collector());
        assertThat(collected.scrape(GOVERNORS)).isEqualTo("""
                        node_cpu_scaling_governor{cpu="0",governor="performance"} 0
                        node_cpu_scaling_governor{cpu="0",governor="powersave"} 1
                        """);
        tree.sys(CPUS + "cpu0/cpufreq/scaling_governor", "performance\n");
        assertThat(collected.scrape(GOVERNORS)).isEqualTo("""
                        node_cpu_scaling_governor{cpu="0",governor="performance"} 1
                        node_cpu_scaling_governor{cpu="0",governor="powersave"} 0
                        """);
    }

    @Test
    void keepsNoFilesOfManyCpusOpen() throws Exception {
        for (int i = 2; i < 20; i++) {
            cpu(i, 800_000 + i);
        }
        Collected collected = new Collected(collector(20 * CpufreqPolicy.KEPT_OPEN - 1));
        assertThat(collected.scrape("node_cpu_scaling_freq")).hasLineCount(20);
        // The list of those that are offline.
        assertThat(CollectorConformance.descriptors(tree)).isEqualTo(1);
    }

    @Test
    void mayWaitForFirmware() {
        assertThat(collector().mayBlock()).isFalse();
        tree.sys(CPUS + "cpu0/cpufreq/scaling_driver", "cppc_cpufreq\n");
        assertThat(collector().mayBlock()).isTrue();
    }

    @Test
    void keepsFilesOpenWithinItsShare() throws Exception {
        Collected collected = new Collected(collector(2 * CpufreqPolicy.KEPT_OPEN));
        for (int i = 0; i < 3; i++) {
            tree.sys(CPUS + "offline", i % 2 == 0 ? "\n" : "1\n");
            collected.scrape();
            assertThat(CollectorConformance.descriptors(tree)).isEqualTo(i % 2 == 0 ? 5 : 3);
        }
    }

    private CpufreqCollector collector() {
        return collector(64);
    }

    private CpufreqCollector collector(int descriptors) {
        return new CpufreqCollector(new NodeContext(
                tree.paths(),
                new FlagSet("test", ""),
                new ProcStat(tree.paths().proc("stat")),
                new DescriptorShare(descriptors)));
    }

    private void cpu(int number, int kilohertz) {
        String path = CPUS + "cpu" + number + "/cpufreq/";
        tree.sys(path + "scaling_cur_freq", kilohertz + "\n")
                .sys(path + "scaling_governor", "powersave\n")
                .sys(path + "scaling_available_governors", "performance powersave \n");
    }

    private static String frequency(int cpu, String hertz) {
        return "node_cpu_scaling_frequency_hertz{cpu=\"" + cpu + "\"} " + hertz + '\n';
    }
}
