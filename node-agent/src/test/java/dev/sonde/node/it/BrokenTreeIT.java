package dev.sonde.node.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kernel files that are cut off, empty, missing or not what they should be: we must never say less than the peers, and
 * never fail where they do not. To be more tolerant is allowed.
 */
final class BrokenTreeIT {
    private static final String TOLERANT = "(new|old) value: node_scrape_collector_success\\{.*\\} is 1, theirs 0 to 0";

    private static final List<String> FILES = List.of(
            "proc/stat",
            "proc/cpuinfo",
            "proc/meminfo",
            "proc/diskstats",
            "proc/loadavg",
            "proc/net/dev",
            "proc/net/netstat",
            "proc/net/snmp",
            "proc/net/snmp6",
            "proc/net/sockstat",
            "proc/net/sockstat6",
            "proc/sys/fs/file-nr",
            "proc/sys/net/netfilter/nf_conntrack_count",
            "proc/net/stat/nf_conntrack",
            "proc/vmstat",
            "proc/pressure/cpu",
            "proc/pressure/irq",
            "udev/b8:0",
            "sys/block/sda/queue/rotational",
            "sys/class/net/eth0/mtu",
            "sys/class/net/eth0/operstate",
            "sys/class/net/eth0/speed",
            "sys/class/net/eth1/flags",
            "sys/devices/system/cpu/cpu0/topology/core_id",
            "sys/devices/system/cpu/cpu1/online",
            "sys/devices/system/cpu/cpu0/thermal_throttle/core_throttle_count",
            "sys/devices/system/clocksource/clocksource0/available_clocksource",
            "sys/devices/system/clocksource/clocksource0/current_clocksource");

    @TempDir
    static Path directory;

    private static Tree tree;
    private static ThreeWay all;

    @BeforeAll
    static void start() throws IOException {
        tree = Tree.build(directory, "server.tree");
        restart();
    }

    @AfterAll
    static void stop() throws IOException {
        all.close();
    }

    static List<String> files() {
        return FILES;
    }

    @ParameterizedTest
    @MethodSource("files")
    void saysNoLessThanThePeersOfADamagedFile(String file) throws IOException {
        String good = tree.read(file);
        Map<String, List<String>> wrong = new TreeMap<>();
        for (Map.Entry<String, String> damage : damages(good).entrySet()) {
            tree.overwrite(file, damage.getValue());
            try {
                wrong.put(damage.getKey(), left());
            } catch (IOException e) {
                assertThat(all.ours().series()).as(damage.getKey()).isNotEmpty();
                System.out.println("a peer does not survive " + file + ": " + damage.getKey());
                tree.overwrite(file, good);
                restart();
            }
        }
        tree.overwrite(file, good);
        wrong.put("mended", left());
        wrong.values().removeIf(List::isEmpty);
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void saysNoLessThanThePeersWithoutAFile(String file) throws IOException {
        String good = tree.read(file);
        tree.delete(file);
        try {
            restart(); // ours keeps files open
            assertThat(left()).isEmpty();
        } finally {
            tree.overwrite(file, good);
        }
    }

    private static void restart() throws IOException {
        if (all != null) {
            all.close();
        }
        List<String> arguments = new ArrayList<>(tree.flags());
        if (Collectors.compares("netdev")) {
            arguments.add("--no-collector.netdev.netlink");
        }
        arguments.add("--collector.cpu.info");
        all = ThreeWay.start(tree.mounted(), Collectors.with(arguments), Collectors.withForOldPeer(arguments));
    }

    private static List<String> left() throws IOException {
        Exceptions exceptions = Exceptions.load();
        exceptions.add(TOLERANT + " | to be more tolerant is allowed");
        return exceptions.unexcused(all.findings(3));
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
