package dev.sonde.node.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.node.linux.ProcStat;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatCollectorTest {
    private static final String CONTENT = """
            cpu  4 0 0 0
            cpu0 4 0 0 0
            intr 8885917 17 0 0 1 79281 0 0
            ctxt 38014093
            btime 1418183276
            processes 26442
            procs_running 2
            procs_blocked 1
            softirq 5057579 250191 1481983 1647 211099 186066 0 1783454 622196 12499 508444
            """;

    @TempDir
    Path dir;

    private StatCollector collector(FixtureTree tree, boolean softirq) {
        return new StatCollector(new ProcStat(tree.paths().proc("stat")), softirq);
    }

    @Test
    void givesCountersAndGauges() throws Exception {
        FixtureTree tree = new FixtureTree(dir).proc("stat", CONTENT);
        assertThat(Collected.text(collector(tree, false))).isEqualTo("""
                        node_boot_time_seconds 1418183276
                        node_context_switches_total 38014093
                        node_forks_total 26442
                        node_intr_total 8885917
                        node_procs_blocked 1
                        node_procs_running 2
                        """);
        assertThat(Collected.families(collector(tree, true))).isEqualTo("""
                        counter node_context_switches_total
                        counter node_forks_total
                        counter node_intr_total
                        counter node_softirqs_total
                        gauge node_boot_time_seconds
                        gauge node_procs_blocked
                        gauge node_procs_running
                        """);
    }

    @Test
    void givesSoftwareInterruptsWhenAsked() throws Exception {
        FixtureTree tree = new FixtureTree(dir).proc("stat", CONTENT);
        assertThat(new Collected(collector(tree, true)).scrape("node_softirqs")).isEqualTo("""
                        node_softirqs_total{vector="block"} 186066
                        node_softirqs_total{vector="block_iopoll"} 0
                        node_softirqs_total{vector="hi"} 250191
                        node_softirqs_total{vector="hrtimer"} 12499
                        node_softirqs_total{vector="net_rx"} 211099
                        node_softirqs_total{vector="net_tx"} 1647
                        node_softirqs_total{vector="rcu"} 508444
                        node_softirqs_total{vector="sched"} 622196
                        node_softirqs_total{vector="tasklet"} 1783454
                        node_softirqs_total{vector="timer"} 1481983
                        """);
    }

    @Test
    void leavesOutWhatAnOldKernelDoesNotCount() throws Exception {
        FixtureTree tree = new FixtureTree(dir)
                .proc("stat", "cpu  1 2 3 4\ncpu0 1 2 3 4\nintr 5 5\nctxt 18446744073709551615\nbtime 6\nprocesses 7");
        assertThat(Collected.text(collector(tree, true))).isEqualTo("""
                        node_boot_time_seconds 6
                        node_context_switches_total 1.8446744073709552E19
                        node_forks_total 7
                        node_intr_total 5
                        """);
    }

    @Test
    void aBadLineOfACpuIsNotOurs() throws Exception {
        FixtureTree tree = new FixtureTree(dir).proc("stat", CONTENT.replace("cpu0 4", "cpu0 x"));
        assertThat(Collected.text(collector(tree, true))).contains("node_forks_total 26442");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cpu0 1 2 3 4\n",
                "intr\nctxt 1\n",
                "intr -1\n",
                "ctxt 1e3\n",
                "btime nan\n",
                "processes 18446744073709551616\n",
                "ctxt 5\nsoftirq 1 2 3\n",
                "\0\0\0"
            })
    void failsOnWhatItCannotRead(String content) {
        FixtureTree tree = new FixtureTree(dir).proc("stat", content);
        assertThatThrownBy(() -> Collected.text(collector(tree, true)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(tree.paths().proc("stat") + ": ");
    }

    @Test
    void readsOncePerScrape() throws Exception {
        FixtureTree tree = new FixtureTree(dir).proc("stat", CONTENT);
        ProcStat stat = new ProcStat(tree.paths().proc("stat"));
        stat.read(1);
        tree.proc("stat", CONTENT.replace("ctxt 38014093", "ctxt 5"));
        stat.read(1);
        assertThat(stat.counter(ProcStat.CONTEXT_SWITCHES)).isEqualTo(38014093);
        stat.read(2);
        assertThat(stat.counter(ProcStat.CONTEXT_SWITCHES)).isEqualTo(5);
        tree.remove("proc/stat");
        ProcStat missing = new ProcStat(tree.paths().proc("stat"));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> missing.read(3)).isInstanceOf(IOException.class);
        }
    }
}
