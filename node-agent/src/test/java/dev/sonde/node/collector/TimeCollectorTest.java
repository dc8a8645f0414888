package dev.sonde.node.collector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.node.linux.LocalZone;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimeCollectorTest {
    private static final String CLOCKSOURCE = "devices/system/clocksource/clocksource0/";

    @TempDir
    Path dir;

    private static Collected collected(FixtureTree tree) {
        return new Collected(new TimeCollector(tree.paths(), LocalZone.ofProcess()));
    }

    @Test
    void givesClockAndZone() throws Exception {
        long before = System.currentTimeMillis();
        String text = collected(new FixtureTree(dir)).scrape();
        long after = System.currentTimeMillis();
        double seconds = Double.parseDouble(text.replaceAll("(?s).*node_time_seconds (\\S+)\n.*", "$1"));
        assertThat(seconds).isBetween(before / 1e3, after / 1e3);
        assertThat(text).containsPattern("node_time_zone_offset_seconds\\{time_zone=\"[^\"]+\"} -?\\d+\n");
    }

    @Test
    void givesClockSources() throws Exception {
        FixtureTree tree = new FixtureTree(dir)
                .sys(CLOCKSOURCE + "available_clocksource", "tsc hpet acpi_pm \n")
                .sys(CLOCKSOURCE + "current_clocksource", "tsc\n");
        Collected collected = collected(tree);
        String available = """
                node_time_clocksource_available_info{clocksource="acpi_pm",device="0"} 1
                node_time_clocksource_available_info{clocksource="hpet",device="0"} 1
                node_time_clocksource_available_info{clocksource="tsc",device="0"} 1
                """;
        String current = "node_time_clocksource_current_info{clocksource=\"%s\",device=\"0\"} 1\n";
        assertThat(collected.scrape("node_time_clocksource")).isEqualTo(available + current.formatted("tsc"));
        tree.sys(CLOCKSOURCE + "current_clocksource", "hpet\n");
        assertThat(collected.scrape("node_time_clocksource")).isEqualTo(available + current.formatted("hpet"));
    }

    @Test
    void aClockSourceThatCannotBeReadCostsItsOwnSeries() throws Exception {
        FixtureTree tree = new FixtureTree(dir).sys(CLOCKSOURCE + "available_clocksource", "tsc\n");
        Collected collected = collected(tree);
        assertThat(collected.scrape("node_time_seconds")).startsWith("node_time_seconds ");
        assertThat(collected.scrape("node_time_clocksource"))
                .isEqualTo("node_time_clocksource_available_info{clocksource=\"tsc\",device=\"0\"} 1\n");
    }
}
