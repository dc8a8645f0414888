package dev.sonde.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.core.docs.DocsPage;
import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.flags.FlagTable;
import dev.sonde.core.runtime.BuildInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code docs/node-agent.md} tells of the agent as it is; {@code -Dsonde.write-docs=true} writes the parts of it that
 * are tables.
 */
class NodeAgentDocsTest {
    private static final Pattern FLAG = Pattern.compile("`--(?:\\[no-])?([a-z][a-zA-Z0-9_.-]*[a-zA-Z0-9])");
    private static final Pattern METRIC = Pattern.compile("`((?:node|process|jvm|promhttp|sonde)_[a-zA-Z0-9_]+\\*?)");

    private static final Pattern LITERAL = Pattern.compile("\"((?:node|sonde)_\\w*)\"");

    /** Said by the launcher or built into every command line. */
    private static final Set<String> OTHER_FLAGS = Set.of("sonde-make-archive", "help", "version");

    /** Collectors whose flags begin otherwise than they are called. */
    private static final Map<String, List<String>> PREFIXES = Map.of(
            "powersupplyclass", List.of("powersupply"),
            "netclass", List.of("netclass", "netclass_rtnl"));

    /** What node_exporter 1.12 has on Linux, but for those that we retired. */
    private static final String PEER = """
            arp bcache bcachefs bonding btrfs buddyinfo cgroups conntrack cpu cpu_vulnerabilities cpufreq diskstats \
            dmi dmmultipath drbd drm edac entropy ethtool fibrechannel filefd filesystem hwmon infiniband interrupts \
            ipvs kernel_hung ksmd lnstat loadavg logind mdadm meminfo meminfo_numa mountstats netclass netdev netstat \
            network_route nfs nfsd nvme nvmesubsystem os pcidevice perf powersupplyclass pressure processes qdisc \
            rapl schedstat selinux slabinfo sockstat softirqs softnet stat swap sysctl systemd tapestats tcpstat \
            textfile thermal_zone time timex udp_queues uname vmstat watchdog wifi xfrm xfs zfs zoneinfo""";

    @TempDir
    private static Path directory;

    private static KnownFamilies families;

    private final FlagSet flags = NodeAgent.declare(BuildInfo.load());
    private DocsPage page;

    @BeforeAll
    static void collect() throws IOException {
        families = new KnownFamilies(directory);
    }

    NodeAgentDocsTest() throws IOException {
        page = new DocsPage(Path.of("..", "docs", "node-agent.md"));
    }

    private static Set<String> collectors() {
        Set<String> names = new TreeSet<>(NodeCollectors.names());
        RetiredCollectors.NAMES.forEach(names::remove);
        return names;
    }

    private Map<String, String> parts() {
        List<String> rows = new ArrayList<>(FlagTable.markdown(flags).lines().toList());
        String head = rows.remove(0) + "\n" + rows.remove(0) + "\n";
        Map<String, String> parts = new LinkedHashMap<>();
        for (String collector : collectors()) {
            String table = take(rows, head, row -> isOf(row, collector));
            parts.put(
                    collector,
                    state(rows, collector) + table + families.of(collector).markdown());
        }
        parts.put("missing", missing());
        parts.put("self-metrics", families.own().markdown());
        parts.put("flags", take(rows, head, row -> true));
        return parts;
    }

    private static String missing() {
        List<String> missing = new ArrayList<>(List.of(PEER.split(" ")));
        missing.removeAll(collectors());
        return missing.isEmpty()
                ? "Every collector of node_exporter is here.\n"
                : "Not here are the collectors `" + String.join("`, `", missing) + "`.\n";
    }

    private static boolean isOf(String row, String collector) {
        return PREFIXES.getOrDefault(collector, List.of(collector)).stream()
                .anyMatch(prefix -> name(row).startsWith("collector." + prefix + "."));
    }

    private static String state(List<String> rows, String collector) {
        String row = rows.stream()
                .filter(r -> name(r).equals("collector." + collector))
                .findFirst()
                .orElseThrow();
        rows.remove(row);
        return row.contains("| on |") ? "On by default.\n\n" : "Off by default: `--collector." + collector + "`.\n\n";
    }

    private static String name(String row) {
        Matcher flag = FLAG.matcher(row);
        return flag.find() ? flag.group(1) : "";
    }

    private static String take(List<String> rows, String head, Predicate<String> which) {
        StringBuilder table = new StringBuilder();
        for (String row : rows) {
            if (which.test(row)) {
                table.append(row).append('\n');
            }
        }
        rows.removeIf(which);
        return table.isEmpty() ? "" : head + table + "\n";
    }

    @Test
    void tablesAreTheAgents() throws IOException {
        Map<String, String> parts = parts();

        if (Boolean.getBoolean("sonde.write-docs")) {
            parts.forEach(page::generate);
            page.write();
        }

        parts.forEach((part, content) -> assertThat(page.generated(part))
                .as("docs/node-agent.md, %s", part)
                .isEqualTo(content));
        assertThat(page.parts()).containsExactlyInAnyOrderElementsOf(parts.keySet());
    }

    @Test
    void everyCollectorIsToldOfInWordsAndMetrics() {
        for (String collector : collectors()) {
            assertThat(page.prose(collector)).as("words on %s", collector).isNotEmpty();
            assertThat(families.of(collector).names())
                    .as("metrics of %s: from a fixture tree or MadeUpKernels", collector)
                    .isNotEmpty();
        }
    }

    /** A name in the source is that of a family, or what the names of families begin with. */
    @Test
    void everyNameInTheSourceIsInATable() throws IOException {
        Set<String> known = families.names();
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                for (Matcher literal = LITERAL.matcher(Files.readString(file)); literal.find(); ) {
                    String name = literal.group(1);
                    assertThat(known.stream().anyMatch(family -> family.startsWith(name)))
                            .as("%s of %s", name, file)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void wordsNameOnlyFlagsThatThereAre() {
        for (Matcher named = FLAG.matcher(page.byHand()); named.find(); ) {
            String flag = named.group(1).replaceFirst("^no-", "");
            assertThat(OTHER_FLAGS.contains(flag) || flags.names().contains(flag))
                    .as("--%s", flag)
                    .isTrue();
        }
    }

    @Test
    void wordsNameOnlyMetricsThatThereAre() {
        Set<String> known = families.names();
        for (Matcher named = METRIC.matcher(page.byHand()); named.find(); ) {
            String metric = named.group(1);
            if (metric.equals("node_exporter")) {
                continue;
            }
            boolean exists = metric.endsWith("*")
                    ? known.stream().anyMatch(name -> name.startsWith(metric.substring(0, metric.length() - 1)))
                    : known.contains(metric);
            assertThat(exists).as(metric).isTrue();
        }
    }
}
