package dev.sonde.node.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.node.fixture.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Kernel files that are cut off, empty, missing or not what they should be cost the collector that reads them, at
 * most, and only as long as they last. (The peers end with a panic on several of these.)
 */
final class BrokenTreeIT {
    private static final String SUCCESS = "node_scrape_collector_success";

    @TempDir
    static Path directory;

    private static Tree tree;
    private static Daemon agent;
    private static Set<String> whole;

    @BeforeAll
    static void start() throws IOException {
        tree = Tree.build(directory, "/dev/sonde/node/it/server.tree");
        agent = startAgent();
        whole = agent.page().series().keySet();
    }

    @AfterAll
    static void stop() throws IOException {
        agent.close();
    }

    @Test
    void theWholeTreeIsReadWithoutAnError() throws IOException {
        assertThat(failed(agent.page())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "proc/stat, cpu stat",
        "proc/cpuinfo, cpu",
        "proc/meminfo, meminfo",
        "proc/diskstats, diskstats",
        "proc/loadavg, loadavg",
        "proc/net/dev, netdev",
        "proc/net/netstat, netstat",
        "proc/net/snmp, netstat",
        "proc/net/snmp6, netstat",
        "proc/net/sockstat, sockstat",
        "proc/net/sockstat6, sockstat",
        "proc/sys/fs/file-nr, filefd",
        "proc/sys/net/netfilter/nf_conntrack_count, conntrack",
        "proc/net/stat/nf_conntrack, conntrack",
        "proc/vmstat, vmstat",
        "proc/pressure/cpu, pressure",
        "proc/pressure/irq, pressure",
        "proc/1/mountinfo, filesystem",
        "udev/b8:0, diskstats",
        "sys/block/sda/queue/rotational, diskstats",
        "sys/class/net/eth0/mtu, netclass",
        "sys/class/net/eth0/operstate, netclass",
        "sys/class/net/eth0/speed, netclass",
        "sys/class/net/eth1/flags, netclass",
        "sys/devices/system/cpu/cpu0/topology/core_id, cpu",
        "sys/devices/system/cpu/cpu1/online, cpu",
        "sys/devices/system/cpu/cpu0/thermal_throttle/core_throttle_count, cpu",
        "sys/devices/system/clocksource/clocksource0/available_clocksource, time",
        "sys/devices/system/clocksource/clocksource0/current_clocksource, time",
    })
    void aDamagedFileCostsItsCollectorAtMost(String file, String collectors) throws IOException {
        Set<String> readers = Set.of(collectors.split(" "));
        String good = tree.read(file);
        for (Map.Entry<String, String> damage : damages(good).entrySet()) {
            tree.overwrite(file, damage.getValue());
            assertThat(failed(agent.page())).as(damage.getKey()).isSubsetOf(readers);
        }
        tree.overwrite(file, good);
        assertThat(agent.page().series().keySet()).as("mended").containsExactlyInAnyOrderElementsOf(whole);

        tree.delete(file);
        try (Daemon another = startAgent()) {
            assertThat(failed(another.page())).as("without it").isSubsetOf(readers);
        } finally {
            tree.overwrite(file, good);
        }
    }

    private static Daemon startAgent() throws IOException {
        List<String> arguments = new ArrayList<>(tree.flags());
        if (Collectors.compares("netdev")) {
            arguments.add("--no-collector.netdev.netlink");
        }
        arguments.add("--collector.cpu.info");
        List<String> command = new ArrayList<>(tree.mounted());
        command.addAll(Programs.agent());
        return Daemon.exporter(command, Collectors.with(arguments));
    }

    private static Set<String> failed(Page page) {
        Set<String> failed = new TreeSet<>();
        int reported = 0;
        for (Sample sample : page.series().values()) {
            if (sample.name().equals(SUCCESS)) {
                reported++;
                if (sample.value() != 1) {
                    failed.add(sample.labels().get("collector"));
                }
            }
        }
        assertThat(reported).isEqualTo(Collectors.count());
        return failed;
    }

    private static Map<String, String> damages(String good) {
        int lastLine = good.stripTrailing().lastIndexOf('\n') + 1;
        Map<String, String> damages = new TreeMap<>();
        damages.put("empty", "");
        damages.put("cut in its last line", good.substring(0, lastLine + (good.length() - lastLine) / 2));
        damages.put("without its last line", good.substring(0, lastLine));
        damages.put("without its first line", good.substring(good.indexOf('\n') + 1));
        damages.put("no newline at its end", good.stripTrailing());
        damages.put("an empty line more", good + "\n");
        damages.put("garbage more", good + "garbage\n");
        damages.put("numbers no numbers", good.replaceAll("[0-9]", "x"));
        damages.put("numbers too large", good.replaceAll("[0-9]+", "99999999999999999999999"));
        damages.put("numbers negative", good.replaceAll("(?<![-0-9a-zA-Z])([0-9]+)", "-$1"));
        damages.put("a byte 0", good.substring(0, good.length() / 2) + "\0" + good.substring(good.length() / 2));
        return damages;
    }
}
