package dev.sonde.node;

import dev.sonde.core.config.WatchedFile;
import dev.sonde.core.docs.FamilyTable;
import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.http.web.WebConfigFile;
import dev.sonde.core.http.web.WebConfigMetrics;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.Series;
import dev.sonde.core.runtime.BuildInfo;
import dev.sonde.core.runtime.BuildInfoMetrics;
import dev.sonde.core.runtime.ConfigMetrics;
import dev.sonde.core.scrape.CollectorLimits;
import dev.sonde.core.scrape.GatherErrors;
import dev.sonde.core.scrape.HandlerMetrics;
import dev.sonde.core.scrape.JvmMetrics;
import dev.sonde.core.scrape.ProcessMetrics;
import dev.sonde.node.collector.Collected;
import dev.sonde.node.collector.MadeUpKernels;
import dev.sonde.node.collector.NodeContext;
import dev.sonde.node.fixture.Fixture;
import dev.sonde.node.linux.Auxv;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** The families that each collector hands over on our made-up hosts, and those that are about the agent. */
final class KnownFamilies {
    private final Map<String, FamilyTable> byCollector = new TreeMap<>();
    private final FamilyTable own = new FamilyTable();

    KnownFamilies(Path directory) throws IOException {
        MadeUpKernels.series(Files.createDirectory(directory.resolve("kernels")))
                .forEach((name, series) -> of(name).add(series));
        for (Fixture fixture : Fixture.all()) {
            Path tree = directory.resolve(fixture.name().replace('/', '.'));
            Files.createDirectory(tree);
            of(fixture.collector()).add(series(OneCollector.make(fixture, fixture.build(tree))));
        }
        own(directory);
    }

    FamilyTable of(String collector) {
        return byCollector.computeIfAbsent(collector, name -> new FamilyTable());
    }

    FamilyTable own() {
        return own;
    }

    Set<String> names() {
        Set<String> names = new HashSet<>(own.names());
        byCollector.values().forEach(table -> names.addAll(table.names()));
        return names;
    }

    /** None where a fixture is of a host that has nothing of the kind. */
    private static List<Series> series(AgentCollector collector) {
        Collected collected = new Collected(collector);
        try {
            collected.run();
            return collected.series();
        } catch (NoDataException | IOException e) {
            return List.of();
        }
    }

    private void own(Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("web.yml"), "basic_auth_users: {}\n");
        ConfigMetrics config = new ConfigMetrics();
        config.tellOf(new WatchedFile<>(
                file.toString(), (name, content) -> name, LoggerFactory.getLogger(KnownFamilies.class)));
        List<AgentCollector> all = List.of(
                new BuildInfoMetrics("node_exporter", BuildInfo.load()),
                new ProcessMetrics(Auxv.pageSize()),
                new JvmMetrics(),
                new HandlerMetrics(new GatherErrors()),
                new WebConfigMetrics((WebConfigFile) WebConfigFile.load(file.toString())),
                config);
        for (AgentCollector collector : all) {
            own.add(series(collector));
        }
        FlagSet flags = NodeAgent.declare(BuildInfo.load());
        flags.parse(
                "--collector.disable-defaults",
                "--collector.loadavg",
                "--path.procfs=" + directory.resolve("loadavg.server/proc"));
        reports(flags, new CollectorLimits(0, 1));
        flags = NodeAgent.declare(BuildInfo.load());
        flags.parse("--collector.disable-defaults", "--collector.loadavg", "--path.procfs=" + directory);
        reports(flags, CollectorLimits.NONE);
    }

    /** What a page says about the collectors behind it. */
    private void reports(FlagSet flags, CollectorLimits limits) throws IOException {
        AgentCollector collector = NodeCollectors.create(new NodeContext(NodeFlags.paths(flags), flags))
                .get(0);
        try (OneCollector one = new OneCollector(collector, limits)) {
            String page = new String(one.page(), StandardCharsets.UTF_8);
            own.addPage(page.lines().filter(line -> line.contains("_scrape_")).collect(Collectors.joining("\n")));
        }
    }
}
