package dev.sonde.node.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.flags.UsageException;
import dev.sonde.core.metrics.NoDataException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopprocessesCollectorTest {
    private static final String CPU = "node_process_group_cpu_seconds_total";
    private static final int MANY = 4096;

    @TempDir
    Path directory;

    private FixtureTree tree;

    @BeforeEach
    void tree() {
        tree = new FixtureTree(directory);
    }

    @Test
    void keepsTheTimeOfProcessesThatEnded() throws Exception {
        process(10, "make", 5, 100, 40);
        process(11, "make", 6, 250, 0);
        Collected collected = collected(MANY);
        collected.run();
        tree.remove("proc/11");
        process(10, "make", 5, 130, 45);

        assertThat(collected.scrape()).contains("""
                node_process_group_cpu_seconds_total{group="make",mode="system"} 0.45
                node_process_group_cpu_seconds_total{group="make",mode="user"} 3.8
                """).contains("node_process_group_processes{group=\"make\"} 1\n");

        tree.remove("proc/10");
        process(12, "sh", 7, 1, 0);

        assertThat(collected.scrape())
                .contains(CPU + "{group=\"make\",mode=\"user\"} 3.8\n")
                .contains("node_process_group_processes{group=\"make\"} 0\n");
    }

    @Test
    void takesANumberThatIsUsedAgainForAnotherProcess() throws Exception {
        process(10, "cc1", 5, 1000, 0);
        Collected collected = collected(MANY);
        collected.run();
        process(10, "cc1", 99, 20, 0);

        assertThat(collected.scrape(CPU)).contains("{group=\"cc1\",mode=\"user\"} 10.2\n");
    }

    @Test
    void countsForTheCommandThatAProcessRunsNow() throws Exception {
        process(10, "bash", 5, 300, 0);
        Collected collected = collected(MANY);
        collected.run();
        process(10, "java", 5, 450, 0);

        assertThat(collected.scrape(CPU))
                .contains("{group=\"bash\",mode=\"user\"} 3\n")
                .contains("{group=\"java\",mode=\"user\"} 1.5\n");
    }

    @Test
    void doesNotCountTwiceWhatCouldNotBeReadForAWhile() throws Exception {
        process(10, "java", 5, 700, 0);
        process(11, "sh", 5, 1, 0);
        Collected collected = collected(MANY);
        collected.run();
        tree.proc("10/stat", "10 (java");
        collected.run();
        assertThat(collected.scrape("node_process_group_processes{group=\"java\""))
                .endsWith(" 0\n");
        process(10, "java", 5, 800, 0);

        assertThat(collected.scrape(CPU)).contains("{group=\"java\",mode=\"user\"} 8\n");
    }

    @Test
    void leavesAGroupShownUntilTwiceAsManyAreBefore() throws Exception {
        process(1, "a", 1, 900, 0, 5);
        process(2, "b", 1, 800, 0, 4);
        process(3, "c", 1, 700, 0, 3);
        Collected collected = collected(MANY, "--collector.topprocesses.count=1");
        assertThat(collected.scrape(CPU)).contains("group=\"a\"").doesNotContain("group=\"b\"");
        process(2, "b", 1, 1000, 0, 6);

        assertThat(collected.scrape(CPU)).contains("group=\"a\"").contains("group=\"b\"");

        process(2, "b", 1, 1100, 0, 6);
        process(3, "c", 1, 1200, 0, 7);

        assertThat(collected.scrape(CPU))
                .doesNotContain("group=\"a\"")
                .contains("group=\"b\"")
                .contains("{group=\"c\",mode=\"user\"} 12\n");
    }

    @Test
    void neverTakesBackWhatOthersHaveUsed() throws Exception {
        process(1, "a", 1, 900, 0, 5);
        process(2, "b", 1, 500, 0, 4);
        Collected collected = collected(MANY, "--collector.topprocesses.count=1");
        assertThat(collected.scrape(CPU)).contains("{group=\"other\",mode=\"user\"} 5\n");
        process(2, "b", 1, 600, 0, 4);

        assertThat(collected.scrape(CPU))
                .contains("{group=\"b\",mode=\"user\"} 6\n")
                .contains("{group=\"other\",mode=\"user\"} 5\n");
    }

    @Test
    void forgetsCommandsThatHaveEndedToTellNewOnesApart() throws Exception {
        for (int pid = 1; pid <= 8; pid++) {
            process(pid, "job" + pid, 1, 10, 0, 1);
        }
        process(9, "big", 1, 1000, 0, 100);
        Collected collected = collected(8, "--collector.topprocesses.count=1");
        assertThat(collected.scrape("node_process_groups")).isEqualTo("node_process_groups 8\n");
        for (int pid = 2; pid <= 8; pid++) {
            tree.remove("proc/" + pid);
        }
        process(20, "late", 1, 5, 0, 1);
        collected.run();
        process(20, "late", 1, 50, 0, 1000);

        assertThat(collected.scrape(CPU)).contains("{group=\"late\",mode=\"user\"} 0.45\n");
    }

    @Test
    void hasNoDataWithoutProcesses() {
        assertThatThrownBy(() -> collected(MANY).run())
                .isInstanceOf(NoDataException.class)
                .hasMessageEndingWith("/proc: no processes");
    }

    @Test
    void refusesANumberThatIsNone() {
        assertThatThrownBy(() -> collected(MANY, "--collector.topprocesses.count=0"))
                .hasMessage("--collector.topprocesses.count: 0 is not between 1 and 1000");
    }

    private void process(int pid, String command, long start, long user, long system) {
        process(pid, command, start, user, system, 1);
    }

    private void process(int pid, String command, long start, long user, long system, long pages) {
        tree.proc(
                pid + "/stat",
                pid + " (" + command + ") S 1 1 1 0 -1 4194304 0 0 0 0 " + user + ' ' + system + " 0 0 20 0 1 0 "
                        + start + " 4096 " + pages + " 0\n");
    }

    private Collected collected(int mostGroups, String... arguments) throws IOException, UsageException {
        FlagSet flags = new FlagSet("test", "");
        TopprocessesCollector.flags(flags);
        flags.parse(arguments);
        return new Collected(new TopprocessesCollector(new NodeContext(tree.paths(), flags), mostGroups));
    }
}
