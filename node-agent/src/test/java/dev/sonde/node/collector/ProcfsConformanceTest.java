package dev.sonde.node.collector;

import dev.sonde.core.io.DescriptorShare;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.node.linux.LocalZone;
import dev.sonde.node.linux.ProcStat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The kit, and mutated files, for the collectors that read procfs. */
class ProcfsConformanceTest {
    private static final Map<String, Function<NodePaths, AgentCollector>> COLLECTORS = Map.ofEntries(
            Map.entry("conntrack", ConntrackCollector::new),
            Map.entry(
                    "cpu",
                    paths -> new CpuCollector(
                            paths,
                            new ProcStat(paths.proc("stat")),
                            new DescriptorShare(8),
                            new CpuOptions(true, true, true, Pattern.compile("."), Pattern.compile(".")))),
            Map.entry("diskstats", paths -> new DiskstatsCollector(paths, NameFilter.of("i", "", "e", ""))),
            Map.entry("filefd", FilefdCollector::new),
            Map.entry("loadavg", LoadavgCollector::new),
            Map.entry("meminfo", MeminfoCollector::new),
            Map.entry("netstat", paths -> new NetstatCollector(paths, "")),
            Map.entry("pressure", PressureCollector::new),
            Map.entry("sockstat", paths -> new SockstatCollector(paths, 4096)),
            Map.entry("stat", paths -> new StatCollector(new ProcStat(paths.proc("stat")), true)),
            Map.entry("time", paths -> new TimeCollector(paths, LocalZone.ofProcess())),
            Map.entry("uname", paths -> new UnameCollector(paths.proc("sys/kernel"))),
            Map.entry("vmstat", paths -> new VmstatCollector(paths, "")));

    @TempDir
    Path dir;

    static Stream<String> names() {
        return COLLECTORS.keySet().stream().sorted();
    }

    static Stream<Arguments> files() {
        return SmallHost.FILES.keySet().stream()
                .sorted()
                .flatMap(file -> SmallHost.readers(file).map(name -> Arguments.of(name, file)));
    }

    @ParameterizedTest
    @MethodSource("names")
    void keepsToTheRules(String name) throws Exception {
        FixtureTree tree = new FixtureTree(dir);
        SmallHost.FILES.forEach((path, content) -> {
            if (SmallHost.readers(path).anyMatch(name::equals)) {
                tree.write(path, content);
            }
        });
        CollectorConformance.check(tree, COLLECTORS.get(name));
    }

    @ParameterizedTest
    @MethodSource("files")
    void onlyFailsInTheWaysACollectorMay(String name, String file) {
        FixtureTree tree = SmallHost.build(dir);
        Collected kept = new Collected(COLLECTORS.get(name).apply(tree.paths()));
        ParserFuzz.run(
                content -> {
                    tree.write(file, content);
                    try {
                        kept.run();
                    } catch (IOException e) {
                        // Once more with a collector that saw nothing before.
                        new Collected(COLLECTORS.get(name).apply(tree.paths())).run();
                    }
                },
                SmallHost.FILES.get(file));
    }
}
