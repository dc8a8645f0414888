package dev.sonde.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.SampleBuffer;
import dev.sonde.core.metrics.Series;
import dev.sonde.core.runtime.BuildInfo;
import dev.sonde.node.collector.NodeContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The host that runs the test, once as OSHI tells of it and once as its own procfs does, read before and after. Values
 * agree within five per cent or two units of what procfs says: numbers move while the test runs, and OSHI keeps some of
 * them for a third of a second.
 */
final class OshiParityTest {
    private static final double RELATIVE = 0.05;
    private static final double ABSOLUTE = 2;

    /** How many things are open or under way now may be anything a moment later. */
    private static final double ABSOLUTE_NOW = 5000;

    private static final Set<String> NOW = Set.of("node_disk_io_now", "node_filefd_allocated");

    /** Their labels tell of the system in the words of OSHI. */
    private static final Set<String> OWN_WORDS = Set.of("node_os_info", "node_os_version", "node_uname_info");

    /** These come and go with the container; the chip and the zone are OSHI's. */
    private static final Set<String> OWN_DEVICES =
            Set.of("node_thermal_zone_temp", "node_hwmon_fan_rpm", "node_hwmon_in_volts");

    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final int ROUNDS = 5;

    private record Value(MetricFamily family, double value) {}

    private static List<AgentCollector> collectors(String source) {
        FlagSet flags = NodeAgent.declare(BuildInfo.load());
        flags.parse(
                "--host.source=" + source, "--collector.filesystem.fs-types-exclude=^(overlay|squashfs|fuse.*|9p)$");
        return NodeCollectors.create(new NodeContext(NodeFlags.paths(flags), flags));
    }

    private static Map<String, Value> page(List<AgentCollector> collectors, Set<String> names) throws IOException {
        Map<String, Value> page = new LinkedHashMap<>();
        for (AgentCollector collector : collectors) {
            if (!names.contains(collector.name())) {
                continue;
            }
            SampleBuffer buffer = new SampleBuffer();
            buffer.begin(System.nanoTime(), System.nanoTime() + 60_000_000_000L);
            try {
                collector.update(buffer);
                buffer.end();
            } catch (NoDataException e) {
                continue;
            }
            for (int i = 0; i < buffer.size(); i++) {
                Series series = buffer.series(i);
                page.put(series.toString(), new Value(series.family(), buffer.value(i)));
            }
        }
        return page;
    }

    @Test
    void saysWhatProcfsSays() throws IOException {
        List<AgentCollector> oshi = collectors("oshi");
        List<AgentCollector> procfs = collectors("procfs");
        Set<String> names = new TreeSet<>();
        oshi.forEach(collector -> names.add(collector.name()));
        names.remove("textfile");
        List<String> findings = new ArrayList<>();
        for (int round = 0; round == 0 || round < ROUNDS && !findings.isEmpty(); round++) {
            Map<String, Value> before = page(procfs, names);
            Map<String, Value> told = page(oshi, names);
            Map<String, Value> after = page(procfs, names);

            assertThat(told).hasSizeGreaterThan(40);
            findings = findings(before, told, after);
        }
        assertThat(findings).isEmpty();
    }

    private static List<String> findings(Map<String, Value> before, Map<String, Value> told, Map<String, Value> after) {
        Map<String, MetricFamily> families = new TreeMap<>();
        Map<String, Set<String>> labels = new TreeMap<>();
        before.forEach((series, value) -> {
            families.put(value.family.name(), value.family);
            labels.put(value.family.name(), labels(series));
        });
        List<String> findings = new ArrayList<>();
        told.forEach((series, value) -> {
            String name = value.family.name();
            MetricFamily theirs = families.get(name);
            if (theirs == null) {
                if (!OWN_DEVICES.contains(name)) {
                    findings.add("family of OSHI alone: " + name);
                }
            } else if (theirs.type() != value.family.type() || !labels.get(name).equals(labels(series))) {
                findings.add("other type or labels: " + series);
            } else if (!OWN_WORDS.contains(name) && !OWN_DEVICES.contains(name)) {
                Value first = before.get(series);
                Value last = after.get(series);
                if (first == null || last == null) {
                    findings.add("series of OSHI alone: " + series);
                } else if (!agrees(name, first.value, value.value, last.value)) {
                    findings.add(series + " is " + value.value + ", not " + first.value + " to " + last.value);
                }
            }
        });
        return findings;
    }

    private static Set<String> labels(String series) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = LABEL.matcher(series);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    private static boolean agrees(String name, double before, double told, double after) {
        double slack = Math.max(
                NOW.contains(name) ? ABSOLUTE_NOW : ABSOLUTE, RELATIVE * Math.max(Math.abs(before), Math.abs(after)));
        return told >= Math.min(before, after) - slack && told <= Math.max(before, after) + slack;
    }
}
