package dev.sonde.node.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HwmonCollectorTest {
    @TempDir
    Path dir;

    private FixtureTree tree;
    private Collected collected;

    @BeforeEach
    void build() {
        tree = new FixtureTree(dir)
                .sys("class/hwmon/hwmon0/name", "nvme\n")
                .sys("class/hwmon/hwmon0/temp1_input", "30000\n");
        NameFilter all = NameFilter.of("include", "", "exclude", "");
        collected = new Collected(new HwmonCollector(tree.paths(), all, all));
    }

    @Test
    void keepsItsSeriesWhileNothingChanges() throws Exception {
        collected.run();
        Object[] first = collected.series().toArray();
        collected.run();
        assertThat(collected.series()).hasSize(2);
        for (int i = 0; i < first.length; i++) {
            assertThat(collected.series().get(i)).isSameAs(first[i]);
        }
    }

    @Test
    void aMonitorThatTookTheNumberOfAnotherHasItsOwnName() throws Exception {
        collected.scrape();
        tree.sys("class/hwmon/hwmon0/name", "iwlwifi_1\n");
        assertThat(collected.scrape()).isEqualTo("""
                        node_hwmon_chip_names{chip="iwlwifi_1",chip_name="iwlwifi_1"} 1
                        node_hwmon_temp_celsius{chip="iwlwifi_1",sensor="temp1"} 30
                        """);
    }

    @Test
    void aSecondOneOfTheSameNameTellsBothByTheirNumbersUntilItGoes() throws Exception {
        collected.scrape();
        tree.sys("class/hwmon/hwmon1/name", "nvme\n").sys("class/hwmon/hwmon1/temp1_input", "31000\n");
        assertThat(collected.scrape("node_hwmon_temp")).isEqualTo("""
                        node_hwmon_temp_celsius{chip="nvme_hwmon0",sensor="temp1"} 30
                        node_hwmon_temp_celsius{chip="nvme_hwmon1",sensor="temp1"} 31
                        """);

        tree.remove("sys/class/hwmon/hwmon0");
        assertThat(collected.scrape("node_hwmon_temp"))
                .isEqualTo("node_hwmon_temp_celsius{chip=\"nvme\",sensor=\"temp1\"} 31\n");
    }

    @Test
    void aSensorWithoutValueHasNoSeriesUntilItHasOne() throws Exception {
        tree.sys("class/hwmon/hwmon0/temp1_input", "");
        assertThat(collected.scrape("node_hwmon_temp")).isEmpty();
        tree.sys("class/hwmon/hwmon0/temp1_input", "-1\n");
        assertThat(collected.scrape("node_hwmon_temp"))
                .isEqualTo("node_hwmon_temp_celsius{chip=\"nvme\",sensor=\"temp1\"} -0.001\n");
    }
}
