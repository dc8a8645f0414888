package dev.sonde.node.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.core.io.DescriptorShare;
import dev.sonde.node.linux.ProcStat;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CpuCollectorTest {
    @TempDir
    Path dir;

    private static Collected collected(FixtureTree tree) {
        return new Collected(new CpuCollector(
                tree.paths(), new ProcStat(tree.paths().proc("stat")), new DescriptorShare(8), CpuOptions.DEFAULT));
    }

    private static String stat(String... cpus) {
        return "cpu  1 2 3 4 5 6 7 8 9 10\n" + String.join("\n", cpus) + "\nintr 5 0 0\n";
    }

    @Test
    void givesTheTimesOfEachCpu() throws Exception {
        FixtureTree tree = new FixtureTree(dir)
                .proc("stat", stat("cpu0 30171 36 1038 11157 12 0 3470 7 101 250", "cpu10 1 2 3 4 5 6 7 8 9 10 11 12"));
        assertThat(collected(tree).scrape()).isEqualTo("""
                        node_cpu_guest_seconds_total{cpu="0",mode="nice"} 2.5
                        node_cpu_guest_seconds_total{cpu="0",mode="user"} 1.01
                        node_cpu_guest_seconds_total{cpu="10",mode="nice"} 0.1
                        node_cpu_guest_seconds_total{cpu="10",mode="user"} 0.09
                        node_cpu_seconds_total{cpu="0",mode="idle"} 111.57
                        node_cpu_seconds_total{cpu="0",mode="iowait"} 0.12
                        node_cpu_seconds_total{cpu="0",mode="irq"} 0
                        node_cpu_seconds_total{cpu="0",mode="nice"} 0.36
                        node_cpu_seconds_total{cpu="0",mode="softirq"} 34.7
                        node_cpu_seconds_total{cpu="0",mode="steal"} 0.07
                        node_cpu_seconds_total{cpu="0",mode="system"} 10.38
                        node_cpu_seconds_total{cpu="0",mode="user"} 301.71
                        node_cpu_seconds_total{cpu="10",mode="idle"} 0.04
                        node_cpu_seconds_total{cpu="10",mode="iowait"} 0.05
                        node_cpu_seconds_total{cpu="10",mode="irq"} 0.06
                        node_cpu_seconds_total{cpu="10",mode="nice"} 0.02
                        node_cpu_seconds_total{cpu="10",mode="softirq"} 0.07
                        node_cpu_seconds_total{cpu="10",mode="steal"} 0.08
                        node_cpu_seconds_total{cpu="10",mode="system"} 0.03
                        node_cpu_seconds_total{cpu="10",mode="user"} 0.01
                        """);
    }

    @Test
    void columnsThatAnOldKernelLacksAreZero() throws Exception {
        FixtureTree tree = new FixtureTree(dir).proc("stat", stat("cpu0 1 2 3 4 5 6 7"));
        assertThat(collected(tree).scrape())
                .contains(
                        "mode=\"softirq\"} 0.07\n",
                        "mode=\"steal\"} 0\n",
                        "guest_seconds_total{cpu=\"0\",mode=\"user\"} 0\n");
    }

    @Test
    void neverFallsAndStartsAnewWhenIdleJumpsBack() throws Exception {
        FixtureTree tree = new FixtureTree(dir).proc("stat", stat("cpu0 100 0 100 1000 50 0 0 0 0 0"));
        Collected collected = collected(tree);
        collected.run();

        tree.proc("stat", stat("cpu0 110 0 90 701 40 0 0 0 0 0"));
        assertThat(collected.scrape("node_cpu_seconds"))
                .contains("\"user\"} 1.1\n", "\"system\"} 1\n", "\"idle\"} 10\n", "\"iowait\"} 0.5\n");

        tree.proc("stat", stat("cpu0 7 0 8 700 9 0 0 0 0 0"));
        assertThat(collected.scrape("node_cpu_seconds"))
                .contains("\"user\"} 0.07\n", "\"system\"} 0.08\n", "\"idle\"} 7\n", "\"iowait\"} 0.09\n");
    }

    @Test
    void forgetsACpuThatIsGone() throws Exception {
        String both = stat("cpu0 9 9 9 9", "cpu1 100 9 9 200");
        FixtureTree tree = new FixtureTree(dir).proc("stat", both);
        Collected collected = collected(tree);
        collected.run();
        tree.proc("stat", stat("cpu0 9 9 9 9"));
        assertThat(collected.scrape()).doesNotContain("cpu=\"1\"");
        tree.proc("stat", stat("cpu0 9 9 9 9", "cpu1 5 9 9 100"));
        assertThat(collected.scrape("node_cpu_seconds_total{cpu=\"1\"")).contains("\"user\"} 0.05\n", "\"idle\"} 1\n");
        assertThat(collected.scrape()).contains("node_cpu_seconds_total{cpu=\"0\",mode=\"user\"} 0.09\n");
    }

    @Test
    void aCounterBelowZeroIsAHugeOne() throws Exception {
        FixtureTree tree = new FixtureTree(dir).proc("stat", stat("cpu0 1 1 1 1 1 1 1 18446744073709551615 1 1"));
        Collected collected = collected(tree);
        assertThat(collected.scrape("node_cpu_seconds")).contains("\"steal\"} 1.8446744073709552E17\n");
        tree.proc("stat", stat("cpu0 1 1 1 1 1 1 1 5 1 1"));
        assertThat(collected.scrape("node_cpu_seconds")).contains("\"steal\"} 1.8446744073709552E17\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cpu  1 2 3 4\nintr 5\n",
                "cpu0 1 2 3\n",
                "cpu0 1 2 3 x\n",
                "cpu0 1 2 3 -4\n",
                "cpu0 1 2 3 nan\n",
                "cpu0 1 2 3 4\ncpu0 1 2 3 4\n",
                "cpu1 1 2 3 4\ncpu0 1 2 3 4\n",
                "cpux 1 2 3 4\n",
                "cpu99999999999 1 2 3 4\n",
                "cpu0 1 2 3 4\ncpu1 1 2",
                "cpu0\0 1 2 3 4\n"
            })
    void failsOnWhatItCannotRead(String content) {
        FixtureTree tree = new FixtureTree(dir).proc("stat", content);
        assertThatThrownBy(() -> collected(tree).run())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(tree.paths().proc("stat") + ": ");
    }

    @Test
    void withoutGuests() throws Exception {
        FixtureTree tree = new FixtureTree(dir).proc("stat", stat("cpu0 1 2 3 4"));
        CpuOptions options = new CpuOptions(false, false, true, null, null);
        assertThat(Collected.families(new CpuCollector(
                        tree.paths(), new ProcStat(tree.paths().proc("stat")), new DescriptorShare(8), options)))
                .isEqualTo("counter node_cpu_seconds_total\n");
    }
}
