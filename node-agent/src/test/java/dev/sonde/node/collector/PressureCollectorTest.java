package dev.sonde.node.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.core.metrics.NoDataException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PressureCollectorTest {
    @TempDir
    Path dir;

    private FixtureTree tree;

    @BeforeEach
    void build() {
        tree = new FixtureTree(dir)
                .proc("pressure/cpu", "some avg10=50.07 avg60=23.64 avg300=19.67 total=296632677\n")
                .proc("pressure/io", lines(1, 2000000))
                .proc("pressure/memory", lines(1500000, 18446744));
    }

    private static String lines(long some, long full) {
        return "some avg10=0.00 avg60=0.00 avg300=0.00 total=%d\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=%d\n"
                .formatted(some, full);
    }

    @Test
    void givesSecondsOfWhatThereIs() throws Exception {
        assertThat(Collected.text(new PressureCollector(tree.paths()))).isEqualTo("""
                        node_pressure_cpu_waiting_seconds_total 296.632677
                        node_pressure_io_stalled_seconds_total 2
                        node_pressure_io_waiting_seconds_total 0.000001
                        node_pressure_memory_stalled_seconds_total 18.446744
                        node_pressure_memory_waiting_seconds_total 1.5
                        """);
    }

    @Test
    void interruptsHaveNoLineSome() throws Exception {
        tree.proc("pressure/irq", "full avg10=0.00 avg60=0.00 avg300=0.00 total=8494\n");
        assertThat(new Collected(new PressureCollector(tree.paths())).scrape("node_pressure_irq"))
                .isEqualTo("node_pressure_irq_stalled_seconds_total 0.008494\n");
    }

    @Test
    void newerKernelsGiveTheCpuALineFullThatIsNotUsed() throws Exception {
        tree.proc("pressure/cpu", lines(7, 0));
        assertThat(new Collected(new PressureCollector(tree.paths())).scrape("node_pressure_cpu"))
                .isEqualTo("node_pressure_cpu_waiting_seconds_total 0.000007\n");
    }

    @Test
    void aMissingFileCostsItsOwnSeries() throws Exception {
        String whole = Collected.text(new PressureCollector(tree.paths()));
        tree.remove("proc/pressure/cpu");
        assertThat(Collected.text(new PressureCollector(tree.paths())))
                .isEqualTo(whole.replaceAll("(?m)^node_pressure_cpu.*\n", ""))
                .isNotEqualTo(whole)
                .contains("node_pressure_memory");
    }

    @Test
    void aKernelWithoutItHasNoData() {
        tree.remove("proc/pressure/cpu");
        tree.remove("proc/pressure/io");
        tree.remove("proc/pressure/memory");
        assertThatThrownBy(() -> Collected.text(new PressureCollector(tree.paths())))
                .isInstanceOf(NoDataException.class)
                .hasMessageStartingWith(tree.paths().proc("pressure"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "some avg10=0.00 avg60=0.00 avg300=0.00 total=1\n",
                "some total=1\nfull avg10=0.00\n",
                "some total=x\nfull total=1\n",
                "some total=-1\nfull total=1\n",
                "some total=\nfull total=1\n",
                "some total=1\nfull total=18446744073709551616"
            })
    void failsOnWhatItCannotRead(String content) {
        tree.proc("pressure/memory", content);
        assertThatThrownBy(() -> Collected.text(new PressureCollector(tree.paths())))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(tree.paths().proc("pressure/memory") + ": ");
    }
}
