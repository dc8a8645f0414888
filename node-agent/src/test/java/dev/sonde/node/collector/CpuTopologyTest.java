package dev.sonde.node.collector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.core.io.DescriptorShare;
import dev.sonde.node.linux.ProcStat;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuTopologyTest {
    private static final String CPUS = "devices/system/cpu/";

    @TempDir
    Path dir;

    private FixtureTree tree;

    @BeforeEach
    void build() {
        tree = new FixtureTree(dir);
        online(0);
    }

    private Collected collected() {
        return new Collected(new CpuCollector(
                tree.paths(), new ProcStat(tree.paths().proc("stat")), new DescriptorShare(8), CpuOptions.DEFAULT));
    }

    private void online(int... cpus) {
        StringBuilder stat = new StringBuilder("cpu  1 2 3 4\n");
        for (int cpu : cpus) {
            stat.append("cpu").append(cpu).append(" 1 2 3 4\n");
        }
        tree.proc("stat", stat.toString());
    }

    private void cpu(int cpu, int inPackage, int core, long coreThrottles, long packageThrottles) {
        String path = CPUS + "cpu" + cpu;
        tree.sys(path + "/topology/physical_package_id", inPackage + "\n")
                .sys(path + "/topology/core_id", core + "\n")
                .sys(path + "/thermal_throttle/core_throttle_count", coreThrottles + "\n")
                .sys(path + "/thermal_throttle/package_throttle_count", packageThrottles + "\n");
    }

    @Test
    void throttlesAreThoseOfTheFirstCpuInASortedListing() throws Exception {
        cpu(0, 0, 0, 5, 30);
        cpu(2, 0, 1, 6, 31);
        cpu(10, 0, 1, 7, 32);
        cpu(3, 1, 0, 8, 33);
        assertThat(collected().scrape("node_cpu_core") + collected().scrape("node_cpu_package"))
                .isEqualTo("""
                        node_cpu_core_throttles_total{core="0",package="0"} 5
                        node_cpu_core_throttles_total{core="0",package="1"} 8
                        node_cpu_core_throttles_total{core="1",package="0"} 7
                        node_cpu_package_throttles_total{package="0"} 30
                        node_cpu_package_throttles_total{package="1"} 33
                        """);
    }

    @Test
    void throttlesAreReadInEachScrape() throws Exception {
        cpu(0, 0, 0, 5, 30);
        Collected collected = collected();
        collected.run();
        tree.sys(CPUS + "cpu0/thermal_throttle/core_throttle_count", "6\n");
        assertThat(collected.scrape("node_cpu_core")).endsWith(" 6\n");
        tree.sys(CPUS + "cpu0/thermal_throttle/core_throttle_count", "");
        assertThat(collected.scrape("node_cpu_core")).isEmpty();
        tree.sys(CPUS + "cpu0/thermal_throttle/core_throttle_count", "7\n");
        assertThat(collected.scrape("node_cpu_core")).endsWith(" 7\n");
    }

    @Test
    void someCpusCountOnlyTheCoresThrottles() throws Exception {
        cpu(0, 0, 0, 5, 30);
        cpu(1, 0, 1, 6, 30);
        tree.remove("sys/" + CPUS + "cpu0/thermal_throttle/package_throttle_count")
                .remove("sys/" + CPUS + "cpu1/thermal_throttle/package_throttle_count")
                .sys(CPUS + "cpu1/topology/physical_package_id", "-1\n");
        assertThat(collected().scrape("node_cpu_core") + collected().scrape("node_cpu_package"))
                .isEqualTo("node_cpu_core_throttles_total{core=\"0\",package=\"0\"} 5\n");
    }

    @Test
    void aCpuThatComesOnlineIsLookedAt() throws Exception {
        cpu(0, 0, 0, 5, 30);
        Collected collected = collected();
        collected.run();
        cpu(1, 0, 1, 6, 30);
        online(0, 1);
        assertThat(collected.scrape("node_cpu_core")).contains("core=\"0\"", "core=\"1\"");
        tree.remove("sys/" + CPUS + "cpu1/thermal_throttle").remove("sys/" + CPUS + "cpu1/topology");
        online(0);
        assertThat(collected.scrape("node_cpu_core")).contains("core=\"0\"").doesNotContain("core=\"1\"");
    }

    @Test
    void manyCpusDoNotHoldManyFiles() throws Exception {
        int[] cpus = new int[200];
        for (int i = 0; i < cpus.length; i++) {
            cpus[i] = i;
            cpu(i, 0, i, i, 1);
        }
        online(cpus);
        Collected collected = collected();
        for (int i = 0; i < 3; i++) {
            assertThat(collected.scrape("node_cpu_core").lines()).hasSize(200);
            assertThat(CollectorConformance.descriptors(tree)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            3           | 3
            1,4-6       | 1 4 5 6
            0-1\\n      | 0 1
            ''          | ''
            x           | ''
            5-3         | ''
            0-999999999 | ''
            """)
    void isolatedCpusAreThoseOfTheList(String list, String cpus) throws Exception {
        tree.sys(CPUS + "isolated", list.replace("\\n", "\n"));
        assertThat(collected()
                        .scrape("node_cpu_isolated")
                        .replaceAll("node_cpu_isolated\\{cpu=\"(\\d+)\"} 1\n", "$1 ")
                        .trim())
                .isEqualTo(cpus);
    }

    @Test
    void onlineIsToldWhereTheFirstCpuCanBeTakenOffline() throws Exception {
        for (int cpu : new int[] {0, 1, 2, 11}) {
            tree.sys(CPUS + "cpu" + cpu + "/online", cpu == 2 ? "0\n" : "1\n");
        }
        String expected = """
                node_cpu_online{cpu="0"} 1
                node_cpu_online{cpu="1"} 1
                node_cpu_online{cpu="11"} 1
                node_cpu_online{cpu="2"} 0
                """;
        assertThat(collected().scrape("node_cpu_online")).isEqualTo(expected);
        tree.sys(CPUS + "online", "0-1,11\n");
        assertThat(collected().scrape("node_cpu_online")).isEqualTo(expected);
        tree.remove("sys/" + CPUS + "cpu0/online");
        assertThat(collected().scrape("node_cpu_online")).isEmpty();
    }

    @Test
    void otherThingsInTheDirectoryAreNoCpus() throws Exception {
        for (String name : new String[] {"cpufreq", "cpuidle", "cpu", "cpu0x", "cpu99999999999"}) {
            tree.sys(CPUS + name + "/online", "1\n");
        }
        assertThat(collected().scrape("node_cpu_online")).isEmpty();
    }
}
