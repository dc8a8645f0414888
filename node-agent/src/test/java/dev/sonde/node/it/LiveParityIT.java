package dev.sonde.node.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** On the host that runs the test: what both peers say, with every flag that changes what they say. */
final class LiveParityIT {
    /** {@code name | peers | arguments}; {@code new}: the older peer does not know the flag. */
    private static final String FLAG_SETS = """
            defaults                   | both |
            cpu.info                   | both | --collector.cpu.info
            cpu flags and bugs         | both | --collector.cpu.info.flags-include=^(sse|avx).* --collector.cpu.info.bugs-include=.*
            cpu without guest          | both | --no-collector.cpu.guest
            stat.softirq               | both | --collector.stat.softirq
            vmstat.fields              | both | --collector.vmstat.fields=^(nr_|pg|thp_).*
            vmstat.fields, all         | both | --collector.vmstat.fields=.*
            netstat.fields, all        | both | --collector.netstat.fields=.*
            netstat.fields, some       | both | --collector.netstat.fields=^Tcp.*_(In|Out)|Ip6_
            netdev without netlink     | both | --no-collector.netdev.netlink
            netdev.address-info        | both | --collector.netdev.address-info
            detailed metrics           | both | --collector.netdev.enable-detailed-metrics
            detailed, no netlink       | both | --collector.netdev.enable-detailed-metrics --no-collector.netdev.netlink
            netdev.device-exclude      | both | --collector.netdev.device-exclude=^lo$
            netdev.device-include      | both | --collector.netdev.device-include=lo
            netdev.label-ifalias       | new  | --collector.netdev.label-ifalias
            netclass.ignored-devices   | both | --collector.netclass.ignored-devices=^(lo|ifb.*)$
            netclass invalid speed     | both | --collector.netclass.ignore-invalid-speed
            netclass.netlink           | both | --collector.netclass.netlink
            netclass.netlink and stats | both | --no-collector.netdev --collector.netclass.netlink --collector.netclass_rtnl.with-stats
            filesystem, nothing out    | both | --collector.filesystem.fs-types-exclude=^$ --collector.filesystem.mount-points-exclude=^$
            filesystem mount points    | both | --collector.filesystem.mount-points-exclude=^/(dev|run)
            filesystem includes        | new  | --collector.filesystem.mount-points-include=^/dev --collector.filesystem.fs-types-include=tmpfs
            diskstats.device-exclude   | both | --collector.diskstats.device-exclude=^$
            diskstats.device-include   | both | --collector.diskstats.device-include=^(loop|ram)0
            """;

    private static Exceptions exceptions;

    @BeforeAll
    static void load() throws IOException {
        exceptions = Exceptions.load();
    }

    /** The set that everybody runs; a collector of the peer's that we lack would be missing on the page. */
    @Test
    void saysWhatThePeersSayByDefault() throws IOException {
        List<String> defaults = Collectors.defaultsAnd(Set.of());
        try (ThreeWay all = ThreeWay.start(List.of(), defaults, defaults)) {
            assertThat(exceptions.unexcused(all.findings())).isEmpty();
        }
    }

    @Test
    void saysWhatThePeersSayWithEverythingOn() throws IOException {
        Set<String> ours = Collectors.of(Programs.agent());
        Set<String> shared = Collectors.of(Programs.newPeer());
        shared.retainAll(ours);
        Set<String> old = Collectors.of(Programs.oldPeer());
        old.retainAll(ours);
        try (ThreeWay all = ThreeWay.start(List.of(), Collectors.only(shared), Collectors.only(old))) {
            assertThat(exceptions.unexcused(all.findings())).isEmpty();
        }
    }

    @AfterAll
    static void report() {
        exceptions.unused().forEach(line -> System.out.println("parity exception not needed on this host: " + line));
    }

    static Stream<Arguments> flagSets() {
        return FLAG_SETS.lines().map(line -> {
            String[] cells = line.split(" \\| ?", 3);
            return Arguments.of(cells[0].trim(), cells[1].trim(), cells[2].trim());
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("flagSets")
    void saysWhatThePeersSay(String name, String peers, String flags) throws IOException {
        List<String> arguments =
                Arrays.stream(flags.split(" ")).filter(flag -> !flag.isEmpty()).toList();

        List<String> findings = ThreeWay.findings(arguments, peers.equals("both"));

        assertThat(exceptions.unexcused(findings)).as(name).isEmpty();
    }
}
