package dev.sonde.node.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.node.fixture.BigHost;
import dev.sonde.node.fixture.HostSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole agent on a host whose files are spoiled one after the other, as no kernel should and some have: whatever the
 * file, the scrape is answered, the other collectors give all that they gave, and what failed is said once.
 */
final class RobustnessIT {
    /** Which collectors a file is read by. */
    private static final Map<String, Set<String>> SOURCES = new LinkedHashMap<>();

    static {
        SOURCES.put("proc/stat", Set.of("cpu", "stat"));
        SOURCES.put("proc/meminfo", Set.of("meminfo"));
        SOURCES.put("proc/loadavg", Set.of("loadavg"));
        SOURCES.put("proc/vmstat", Set.of("vmstat"));
        SOURCES.put("proc/diskstats", Set.of("diskstats"));
        SOURCES.put("proc/1/mountinfo", Set.of("filesystem"));
        SOURCES.put("proc/net/dev", Set.of("netdev"));
        SOURCES.put("proc/net/netstat", Set.of("netstat"));
        SOURCES.put("proc/net/snmp", Set.of("netstat"));
        SOURCES.put("proc/net/snmp6", Set.of("netstat"));
        SOURCES.put("proc/net/sockstat", Set.of("sockstat"));
        SOURCES.put("proc/net/sockstat6", Set.of("sockstat"));
        SOURCES.put("proc/net/stat/nf_conntrack", Set.of("conntrack"));
        SOURCES.put("proc/sys/net/netfilter/nf_conntrack_count", Set.of("conntrack"));
        SOURCES.put("proc/sys/net/netfilter/nf_conntrack_max", Set.of("conntrack"));
        SOURCES.put("proc/sys/fs/file-nr", Set.of("filefd"));
        SOURCES.put("proc/sys/kernel/hostname", Set.of("uname"));
        SOURCES.put("proc/pressure/cpu", Set.of("pressure"));
        SOURCES.put("proc/pressure/io", Set.of("pressure"));
        SOURCES.put("proc/pressure/memory", Set.of("pressure"));
        SOURCES.put("sys/devices/system/cpu/online", Set.of("cpu"));
        SOURCES.put("sys/devices/system/cpu/cpu1/topology/core_id", Set.of("cpu"));
        SOURCES.put("sys/devices/system/cpu/cpu1/thermal_throttle/core_throttle_count", Set.of("cpu"));
        SOURCES.put("sys/devices/system/clocksource/clocksource0/current_clocksource", Set.of("time"));
        SOURCES.put("sys/class/net/eth0/operstate", Set.of("netclass"));
        SOURCES.put("sys/class/net/eth0/speed", Set.of("netclass"));
        SOURCES.put("sys/class/net/eth0/mtu", Set.of("netclass"));
        SOURCES.put("sys/class/net/eth0/flags", Set.of("netclass"));
        SOURCES.put("sys/block/sda/queue/rotational", Set.of("diskstats"));
        SOURCES.put("udev/b8:0", Set.of("diskstats"));
    }

    /** Files without which their collector has nothing to say, so that empty ones must be told. */
    private static final Set<String> ESSENTIAL =
            Set.of("proc/stat", "proc/loadavg", "proc/meminfo", "proc/sys/fs/file-nr");

    @TempDir
    Path directory;

    @Test
    void livesWithWhateverTheFilesHold() throws IOException {
        BigHost host = BigHost.write(directory, HostSize.SMALL);
        List<String> findings = new ArrayList<>();
        try (Daemon agent = Daemon.exporter(Programs.agent(), flags(host))) {
            Map<String, Set<String>> whole = byCollector(agent);
            Set<String> all = series(agent.page());
            for (Map.Entry<String, Set<String>> source : SOURCES.entrySet()) {
                Path file = directory.resolve(source.getKey());
                byte[] content = Files.readAllBytes(file);
                for (Map.Entry<String, byte[]> spoilt : spoilt(content).entrySet()) {
                    String what = source.getKey() + " " + spoilt.getKey();
                    Files.write(file, spoilt.getValue());
                    String told = check(agent, source.getValue(), whole);
                    boolean must = ESSENTIAL.contains(source.getKey()) && spoilt.getValue().length == 0;
                    if (must && !told.contains("failed")) {
                        told = told + "nothing said of it";
                    }
                    Files.write(file, content);
                    agent.page();
                    Set<String> missing = new TreeSet<>(all);
                    missing.removeAll(series(agent.page()));
                    if (!missing.isEmpty()) {
                        told = told + " gone for good: " + missing;
                    }
                    if (!told.isEmpty() && !told.equals("failed")) {
                        findings.add(what + ": " + told);
                    }
                }
            }
        }
        assertThat(findings).isEmpty();
    }

    /** Three scrapes of a host with a spoilt file; empty or "failed" when all is as it should be. */
    private static String check(Daemon agent, Set<String> affected, Map<String, Set<String>> whole) throws IOException {
        StringBuilder told = new StringBuilder();
        long before = failures(agent);
        Set<String> failed = new TreeSet<>();
        for (int scrape = 0; scrape < 3; scrape++) {
            Answer answer = agent.get("/metrics", Map.of());
            if (answer.status() != 200) {
                return "status " + answer.status();
            }
            Page page = answer.page();
            Set<String> given = series(page);
            for (Map.Entry<String, Set<String>> collector : whole.entrySet()) {
                boolean success = page.series()
                                .get("node_scrape_collector_success{collector=\"" + collector.getKey() + "\"}")
                                .value()
                        == 1;
                if (!success) {
                    failed.add(collector.getKey());
                }
                if (affected.contains(collector.getKey())) {
                    if (success == hasReason(page, collector.getKey())) {
                        told.append(" no reason for ").append(collector.getKey());
                    }
                } else if (!success || !given.containsAll(collector.getValue())) {
                    told.append(" hurts ").append(collector.getKey());
                }
            }
        }
        long lines = failures(agent) - before;
        if (lines > failed.size()) {
            told.append(" logged ").append(lines).append(" times");
        }
        return failed.isEmpty() || told.length() > 0 ? told.toString() : "failed";
    }

    private static boolean hasReason(Page page, String collector) {
        return page.series().keySet().stream()
                .anyMatch(s -> s.startsWith("node_scrape_collector_failure_reason{collector=\"" + collector + '"'));
    }

    private static Map<String, byte[]> spoilt(byte[] content) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        Map<String, byte[]> spoilt = new LinkedHashMap<>();
        spoilt.put("empty", new byte[0]);
        spoilt.put("line feed", bytes("\n"));
        spoilt.put("cut", bytes(text.substring(0, text.length() / 2)));
        spoilt.put("without its end", bytes(text.substring(0, text.length() - 1)));
        spoilt.put("zeros", new byte[content.length]);
        spoilt.put("words", bytes(text.replaceAll("[0-9]+", "none")));
        spoilt.put("negative", bytes(text.replaceAll("\\b[0-9]+", "-1")));
        spoilt.put("beyond 64 bits", bytes(text.replaceAll("\\b[0-9]+\\b", "99999999999999999999999")));
        spoilt.put("carriage returns", bytes(text.replace("\n", "\r\n")));
        spoilt.put("bytes", bytes(text.replace(' ', '\u00ff').replace(':', '\0')));
        spoilt.put("tripled", bytes(text.repeat(3)));
        spoilt.put("huge", bytes(text.repeat(Math.max(1, (4 << 20) / Math.max(1, text.length())))));
        spoilt.put("huge nonsense", bytes("x".repeat(4 << 20)));
        return spoilt;
    }

    private static byte[] bytes(String latin) {
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** An agent that comes before its sources: each collector begins with its files. */
    @Test
    void findsFilesThatAppearLater() throws IOException {
        BigHost host = BigHost.write(directory, HostSize.SMALL);
        Set<String> all;
        try (Daemon agent = Daemon.exporter(Programs.agent(), flags(host))) {
            all = series(agent.page());
        }
        Map<Path, byte[]> contents = new LinkedHashMap<>();
        for (String source : SOURCES.keySet()) {
            Path file = directory.resolve(source);
            contents.put(file, Files.readAllBytes(file));
            Files.delete(file);
        }
        Files.delete(directory.resolve("proc/self/mountinfo"));
        try (Daemon agent = Daemon.exporter(Programs.agent(), flags(host))) {
            Page page = agent.page();
            for (String source : ESSENTIAL) {
                for (String collector : SOURCES.getOrDefault(source, Set.of())) {
                    String success = "node_scrape_collector_success{collector=\"" + collector + "\"}";
                    assertThat(page.series().get(success).value()).as(success).isZero();
                    assertThat(hasReason(page, collector)).as(collector).isTrue();
                }
            }
            long told = failures(agent);
            for (Map.Entry<Path, byte[]> content : contents.entrySet()) {
                Files.write(content.getKey(), content.getValue());
                agent.page();
            }
            agent.page();
            assertThat(series(agent.page())).containsAll(all);
            assertThat(failures(agent)).as("failures told a second time").isEqualTo(told);
        }
    }

    /** Devices come and go between scrapes, some with all their folders, some only in one of two places. */
    @Test
    void livesWithDevicesThatVanish() throws IOException {
        BigHost host = BigHost.write(directory, new HostSize(4, 5, 3, 4));
        try (Daemon agent = Daemon.exporter(Programs.agent(), flags(host))) {
            Page whole = agent.page();
            Set<String> all = series(whole);
            for (String gone : List.of(
                    "sys/class/net/eth0",
                    "sys/block/sdb",
                    "sys/devices/system/cpu/cpu3",
                    "udev/b8:16",
                    "sys/devices/system/clocksource/clocksource0",
                    "root" + mountPoint())) {
                Path path = directory.resolve(gone);
                Path aside = directory.resolve("aside");
                Files.move(path, aside);
                Page page = agent.page();
                assertThat(page.families().get("node_scrape_collector_success").samples())
                        .as(gone)
                        .allSatisfy(s -> assertThat(s.value())
                                .as(s.series())
                                .isEqualTo(whole.series().get(s.series()).value()));
                Set<String> lost = new TreeSet<>(all);
                lost.removeAll(series(page));
                assertThat(lost).as(gone).hasSizeLessThan(all.size() / 4);
                Files.move(aside, path);
                agent.page();
                assertThat(series(agent.page())).as("with %s again", gone).containsAll(all);
            }
        }
    }

    private String mountPoint() throws IOException {
        List<String> lines = Files.readAllLines(directory.resolve("proc/1/mountinfo"));
        return lines.get(lines.size() - 1).split(" ")[4];
    }

    @Test
    void keepsNoDescriptorsAndNoThreads() throws IOException {
        BigHost host = BigHost.write(directory, new HostSize(8, 20, 3, 10));
        try (Daemon agent = Daemon.exporter(Programs.agent(), flags(host))) {
            scrapes(agent, host, 100);
            int descriptors = count(agent, "fd");
            int threads = count(agent, "task");
            scrapes(agent, host, 1000);
            assertThat(count(agent, "fd")).isEqualTo(descriptors);
            assertThat(count(agent, "task")).isLessThanOrEqualTo(threads);
        }
    }

    /** Half of them with a collector failing, and with others in their places each time. */
    private void scrapes(Daemon agent, BigHost host, int count) throws IOException {
        Path file = directory.resolve("proc/loadavg");
        byte[] content = Files.readAllBytes(file);
        for (int i = 0; i < count; i++) {
            host.tick(i);
            if (i % 4 == 1) {
                Files.delete(file);
            } else if (i % 4 == 3) {
                Files.write(file, content);
            }
            assertThat(agent.get("/metrics", Map.of()).status()).isEqualTo(200);
        }
        Files.write(file, content);
        agent.page();
    }

    private static int count(Daemon agent, String folder) throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("/proc/" + agent.pid() + "/" + folder))) {
            return (int) entries.sorted(Comparator.naturalOrder()).count();
        }
    }

    private static List<String> flags(BigHost host) {
        List<String> flags = new ArrayList<>(host.flags());
        flags.add("--web.disable-exporter-metrics");
        return flags;
    }

    private static Set<String> series(Page page) {
        Set<String> series = new TreeSet<>(page.series().keySet());
        series.removeIf(s -> s.startsWith("node_scrape_collector_failure_reason"));
        return series;
    }

    /** What each collector gives on a host that is as it should be, and has no hardware for some. */
    private static Map<String, Set<String>> byCollector(Daemon agent) throws IOException {
        Map<String, Set<String>> whole = new TreeMap<>();
        for (Sample sample :
                agent.page().families().get("node_scrape_collector_success").samples()) {
            String name = sample.labels().get("collector");
            Page page = agent.get("/metrics?collect[]=" + name, Map.of()).page();
            if (page.series()
                    .containsKey(
                            "node_scrape_collector_failure_reason{collector=\"" + name + "\",reason=\"no_data\"}")) {
                continue;
            }
            assertThat(page.series()
                            .get("node_scrape_collector_success{collector=\"" + name + "\"}")
                            .value())
                    .as(name)
                    .isOne();
            Set<String> series = series(page);
            series.removeIf(s -> s.startsWith("node_scrape_"));
            whole.put(name, series);
        }
        return whole;
    }

    private static long failures(Daemon agent) throws IOException {
        return agent.log().lines().filter(l -> l.contains("collector failed")).count();
    }
}
