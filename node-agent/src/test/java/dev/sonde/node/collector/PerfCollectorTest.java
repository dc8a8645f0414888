package dev.sonde.node.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.node.linux.Errno;
import dev.sonde.node.linux.FakeKernel;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PerfCollectorTest {
    @TempDir
    private Path dir;

    private final FakeKernel kernel = FakeKernel.links();
    private FixtureTree tree;
    private int error;

    @BeforeEach
    void tree() {
        tree = new FixtureTree(dir).sys("devices/system/cpu/online", "0,2\n");
        kernel.perf(new FakeKernel.Perf() {
            /** A virtual CPU: no counters of hardware. The descriptor tells type, event and CPU. */
            @Override
            public int open(byte[] attributes, int cpu) {
                if (error != 0) {
                    return -error;
                }
                assertThat(attributes).hasSize(attributes[4]);
                assertThat(attributes[40]).isEqualTo((byte) 64);
                boolean known = attributes[0] == 1 || attributes[0] == 2;
                return known ? attributes[0] * 1_000_000 + (attributes[8] & 0xff) * 1000 + cpu : -Errno.ENOENT;
            }

            @Override
            public long value(int fd) {
                return fd % 1000 == 2 && fd / 1000 == 1006 ? -Errno.EINVAL : fd;
            }
        });
    }

    private Collected collected(String... args) {
        FlagSet flags = new FlagSet("test", "");
        PerfCollector.flags(flags);
        return new Collected(new PerfCollector(tree.paths(), flags.parse(args), kernel));
    }

    @Test
    void countsWhatTheCpusHave() throws Exception {
        Collected collected = collected();

        assertThat(collected.scrape()).isEqualTo("""
                node_perf_context_switches_total{cpu="0"} 1003000
                node_perf_context_switches_total{cpu="2"} 1003002
                node_perf_cpu_migrations_total{cpu="0"} 1004000
                node_perf_cpu_migrations_total{cpu="2"} 1004002
                node_perf_major_faults_total{cpu="0"} 1006000
                node_perf_minor_faults_total{cpu="0"} 1005000
                node_perf_minor_faults_total{cpu="2"} 1005002
                node_perf_page_faults_total{cpu="0"} 1002000
                node_perf_page_faults_total{cpu="2"} 1002002
                """);
        collected.scrape();
        assertThat(kernel.openSockets()).as("events stay open").isEqualTo(10);
    }

    @Test
    void flagsChoose() throws Exception {
        assertThat(collected("--collector.perf.software-profilers=PageFault", "--collector.perf.cpus=7")
                        .scrape())
                .isEqualTo("node_perf_page_faults_total{cpu=\"7\"} 1002007\n");
        assertThat(collected("--collector.perf.disable-software-profilers").scrape())
                .isEmpty();
    }

    @Test
    void tracepoints() throws Exception {
        tree.sys("kernel/tracing/events/sched/sched_switch/id", "17\n");

        assertThat(collected(
                                "--collector.perf.tracepoint=sched:sched_switch",
                                "--collector.perf.tracepoint=sched:none",
                                "--collector.perf.disable-software-profilers",
                                "--collector.perf.cpus=1")
                        .scrape())
                .isEqualTo("node_perf_sched_sched_switch{cpu=\"1\"} 2017001\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {Errno.EACCES, Errno.EPERM, Errno.ENOSYS})
    void whereEventsAreForbiddenThereIsNoData(int errno) {
        error = errno;
        assertThatThrownBy(() -> collected().scrape())
                .isInstanceOf(NoDataException.class)
                .hasMessage(
                        "perf_event_open: " + Errno.text(errno) + ", see kernel.perf_event_paranoid and CAP_PERFMON");
    }

    @Test
    void listsOfCpus() {
        assertThat(PerfOptions.cpus("1-10:5")).isEqualTo(List.of(1, 6));
        assertThat(PerfOptions.cpus("0,2-3")).isEqualTo(List.of(0, 2, 3));
        for (String bad : new String[] {"x", "1-", "-1", "1-2:0", "1:2", "1,,2", "0-99999999", "3-5:"}) {
            assertThatThrownBy(() -> PerfOptions.cpus(bad))
                    .as(bad)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("--collector.perf.cpus: " + bad + " is no list of CPUs");
        }
        assertThatThrownBy(() -> collected("--collector.perf.tracepoint=a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a is not subsystem:event");
    }
}
