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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables of procfs that grow and shrink with the host's CPUs, sockets and interrupts while the agent runs. */
class GrowingTablesTest {
    private static final String UDP_HEADER = "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when\n";

    @TempDir
    Path dir;

    private FixtureTree tree;

    @BeforeEach
    void build() {
        tree = new FixtureTree(dir);
    }

    @Test
    void interruptsFollowCpusAndDevices() throws Exception {
        tree.proc("interrupts", "    CPU0 CPU1\n 1: 10 20 PIC i8042\nLOC: 1 2 Local\n");
        Collected collected = collected(InterruptsCollector::new);
        assertThat(collected.scrape()).hasLineCount(4);
        tree.proc("interrupts", "    CPU0\n 1: 11 PIC nvme\n");
        assertThat(collected.scrape()).isEqualTo("""
                        node_interrupts_total{cpu="0",devices="nvme",info="PIC",type="1"} 11
                        """);
        tree.proc("interrupts", "    CPU0 CPU1 CPU2\n 1: 12 0 30 PIC nvme\n");
        assertThat(collected.scrape()).isEqualTo("""
                        node_interrupts_total{cpu="0",devices="nvme",info="PIC",type="1"} 12
                        node_interrupts_total{cpu="1",devices="nvme",info="PIC",type="1"} 0
                        node_interrupts_total{cpu="2",devices="nvme",info="PIC",type="1"} 30
                        """);
    }

    @Test
    void anInterruptWithoutCountsCostsItself() throws Exception {
        tree.proc("interrupts", "    CPU0 CPU1\n 1: 10 x PIC a\n 2: 10 20 PIC b\n 3: -1 20 PIC c\n 4 5 6\n");
        assertThat(collected(InterruptsCollector::new).scrape()).isEqualTo("""
                        node_interrupts_total{cpu="0",devices="b",info="PIC",type="2"} 10
                        node_interrupts_total{cpu="1",devices="b",info="PIC",type="2"} 20
                        """);
    }

    @Test
    void anInterruptThatIsThereTwiceCountsOnce() throws Exception {
        tree.proc("interrupts", "    CPU0\n 1: 10 PIC a\n 1: 11 PIC a\n 1: 12 PIC b\n");
        Collected collected = collected(InterruptsCollector::new);
        for (int i = 0; i < 2; i++) {
            assertThat(collected.scrape()).isEqualTo("""
                            node_interrupts_total{cpu="0",devices="a",info="PIC",type="1"} 10
                            node_interrupts_total{cpu="0",devices="b",info="PIC",type="1"} 12
                            """);
        }
    }

    @Test
    void aColumnOfNetworkCachesThatIsThereTwiceCountsOnce() throws Exception {
        tree.proc("net/stat/arp_cache", "entries lookups entries\n1 2 3\n4 5 6\n");
        assertThat(collected(LnstatCollector::new).scrape()).isEqualTo("""
                        node_lnstat_entries_total{cpu="0",subsystem="arp_cache"} 1
                        node_lnstat_entries_total{cpu="1",subsystem="arp_cache"} 4
                        node_lnstat_lookups_total{cpu="0",subsystem="arp_cache"} 2
                        node_lnstat_lookups_total{cpu="1",subsystem="arp_cache"} 5
                        """);
    }

    @Test
    void aNetworkCacheThatCannotBeReadCostsTheOthersNothing() throws Exception {
        tree.proc("net/stat/arp_cache", "entries\nx\n1\n").proc("net/stat/rt_cache", "entries\n1f\n");
        assertThat(collected(LnstatCollector::new).scrape()).isEqualTo("""
                        node_lnstat_entries_total{cpu="0",subsystem="rt_cache"} 31
                        """);
    }

    @Test
    void interruptsAreEitherIncludedOrExcluded() {
        assertThatThrownBy(() -> collected(
                        InterruptsCollector::new,
                        "--collector.interrupts.name-include=a",
                        "--collector.interrupts.name-exclude=b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mutually exclusive");
    }

    @Test
    void socketsAreSummedOverAllPieces() throws Exception {
        StringBuilder udp = new StringBuilder(UDP_HEADER);
        for (int i = 0; i < 5000; i++) {
            udp.append(i).append(": 0100007F:0035 00000000:0000 07 00000002:0000000A 00:00000000 00000000\n");
        }
        tree.proc("net/udp", udp.toString());
        Collected collected = collected(UdpQueuesCollector::new);
        assertThat(collected.scrape()).isEqualTo("""
                        node_udp_queues{ip="v4",queue="rx"} 50000
                        node_udp_queues{ip="v4",queue="tx"} 10000
                        """);
        tree.proc("net/udp", UDP_HEADER);
        assertThat(collected.scrape()).isEqualTo("""
                        node_udp_queues{ip="v4",queue="rx"} 0
                        node_udp_queues{ip="v4",queue="tx"} 0
                        """);
    }

    @ParameterizedTest
    @CsvSource({
        "1: 0100007F:0035 00000000:0000 07",
        "1: 0100007F:0035 00000000:0000 07 00000000 00000001",
        "1: 0100007F:0035 00000000:0000 07 x:00000001",
        "1: 0100007F:0035 00000000:0000 07 00000001:y"
    })
    void aSocketWithoutQueuesIsNamed(String line) {
        tree.proc("net/udp", UDP_HEADER + line + '\n');
        assertThatThrownBy(() -> collected(UdpQueuesCollector::new).scrape())
                .isInstanceOf(IOException.class)
                .hasMessage(tree.paths().proc("net/udp") + ": malformed line \"" + line + '"');
    }

    @Test
    void softnetFollowsCpus() throws Exception {
        String line = "%08x 0 0 0 0 0 0 0 0 0 0 0 %08x 0 0\n";
        tree.proc("net/softnet_stat", line.formatted(7, 0) + line.formatted(8, 3));
        Collected collected = collected(SoftnetCollector::new);
        assertThat(collected.scrape("node_softnet_processed")).isEqualTo("""
                        node_softnet_processed_total{cpu="0"} 7
                        node_softnet_processed_total{cpu="3"} 8
                        """);
        tree.proc("net/softnet_stat", line.formatted(9, 1));
        assertThat(collected.scrape("node_softnet_processed")).isEqualTo("node_softnet_processed_total{cpu=\"1\"} 9\n");
    }

    @ParameterizedTest
    @CsvSource({"1 2 3 4 5 6 7 8 9 a b c 10000", "1 2 3 4 5 6 7 8 100000000", "1 2 3 4 5 6 7 8 g", "1 2 3 4 5 6 7 8"})
    void softnetRefusesWhatNoCpuCanHave(String line) {
        tree.proc("net/softnet_stat", line + '\n');
        assertThatThrownBy(() -> collected(SoftnetCollector::new).scrape())
                .isInstanceOf(IOException.class)
                .hasMessageContaining(line);
    }

    @Test
    void processesAreCountedAnew() throws Exception {
        process(7, 'S', 2);
        process(8, 'R', 1);
        tree.proc("7/task/7/stat", stat(7, 'S', 2)).proc("7/task/9/stat", stat(9, 'D', 2));
        Collected collected = collected(ProcessesCollector::new);
        assertThat(collected.scrape()).isEqualTo("""
                        node_processes_pids 2
                        node_processes_state{state="R"} 1
                        node_processes_state{state="S"} 1
                        node_processes_threads 3
                        node_processes_threads_state{thread_state="D"} 1
                        node_processes_threads_state{thread_state="R"} 1
                        node_processes_threads_state{thread_state="S"} 1
                        """);
        tree.remove("proc/7");
        process(8, 'S', 1);
        assertThat(collected.scrape()).isEqualTo("""
                        node_processes_pids 1
                        node_processes_state{state="S"} 1
                        node_processes_threads 1
                        node_processes_threads_state{thread_state="S"} 1
                        """);
    }

    private void process(int pid, char state, int threads) {
        tree.proc(pid + "/stat", stat(pid, state, threads));
    }

    private static String stat(int pid, char state, int threads) {
        return pid + " (a) " + state + " 1 2 3 0 -1 4 5 6 7 8 9 10 11 12 20 0 " + threads + " 0 100 1000 50 1\n";
    }

    private Collected collected(Function<NodeContext, AgentCollector> maker, String... arguments) {
        FlagSet flags = new FlagSet("test", "");
        InterruptsCollector.flags(flags);
        return new Collected(maker.apply(new NodeContext(tree.paths(), flags.parse(arguments))));
    }
}
