package dev.sonde.node.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.node.fixture.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On made-up hosts, where no value is zero by chance: all read the same files. */
final class TreeParityIT {
    private static Exceptions exceptions;

    @TempDir
    Path directory;

    @BeforeAll
    static void load() throws IOException {
        exceptions = Exceptions.load();
    }

    @AfterAll
    static void report() {
        exceptions.unused().forEach(line -> System.out.println("parity exception not needed on the trees: " + line));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "server.tree ; ''",
                "server.tree ; --collector.cpu.info --collector.stat.softirq",
                "server.tree ; --collector.cpu.info.flags-include=^a --collector.cpu.info.bugs-include=spectre",
                "server.tree ; --no-collector.cpu.guest --collector.netclass.ignore-invalid-speed",
                "server.tree ; --collector.netdev.enable-detailed-metrics",
                "server.tree ; --collector.netdev.device-exclude=^(lo|vlan) --collector.netclass.ignored-devices=eth1",
                "server.tree ; --collector.vmstat.fields=.* --collector.netstat.fields=.*",
                "server.tree ; --collector.diskstats.device-exclude=^$ --collector.filesystem.fs-types-exclude=^$",
                "server.tree ; --collector.diskstats.device-include=^(sd|loop)",
                "server.tree ; --collector.filesystem.mount-points-exclude=^/srv",
                "board.tree ; ''",
                "board.tree ; --collector.cpu.info --collector.stat.softirq",
            })
    void saysWhatThePeersSay(String resource, String flags) throws IOException {
        Tree tree = Tree.build(directory, "/dev/sonde/node/it/" + resource);
        List<String> arguments = new ArrayList<>(tree.flags());
        if (Collectors.compares("netdev")) {
            arguments.add("--no-collector.netdev.netlink"); // rtnetlink would tell of this host
        }
        arguments.addAll(
                Arrays.stream(flags.split(" ")).filter(flag -> !flag.isEmpty()).toList());

        try (ThreeWay all =
                ThreeWay.start(tree.mounted(), Collectors.with(arguments), Collectors.withForOldPeer(arguments))) {
            assertThat(exceptions.unexcused(all.findings())).isEmpty();
        }
    }
}
