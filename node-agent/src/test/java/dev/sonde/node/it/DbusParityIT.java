package dev.sonde.node.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.node.dbus.ScriptedBus;
import dev.sonde.node.dbus.ScriptedBus.Fault;
import dev.sonde.node.dbus.ScriptedHost;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** All agents ask one scripted bus about the units and sessions of a made-up host. */
final class DbusParityIT {
    private static final String HOST = """
            manager | Version=s:252.39-1~deb12u1 Virtualization=s:kvm SystemState=s:running
            unit | ssh.service | loaded | active | Service.Type=s:notify Service.NRestarts=u:3 Service.TasksCurrent=t:5 Service.TasksMax=t:4915 Unit.ActiveEnterTimestamp=t:1700000000123456
            unit | cron.service | loaded | inactive | Service.Type=s:simple Service.NRestarts=u:0 Service.TasksCurrent=t:18446744073709551615 Service.TasksMax=t:18446744073709551615 Unit.ActiveEnterTimestamp=t:1699999999000000
            unit | old.service | loaded | failed | Service.Type=s:oneshot Service.TasksCurrent=t:0
            unit | slow@one.service | loaded | activating | Service.Type=s:forking Service.NRestarts=u:4294967295 Service.TasksCurrent=t:12 Service.TasksMax=t:18446744073709551614
            unit | leaving.service | loaded | deactivating | Service.Type=s:dbus
            unit | gone.service | loaded | active
            unit | again.service | loaded | reloading | Service.Type=s:notify-reload Service.NRestarts=u:1
            unit | absent.service | not-found | inactive | Service.Type=s:simple
            unit | hidden.service | masked | inactive
            unit | a\\x2db.service | loaded | active | Service.Type=s:exec
            unit | dbus.socket | loaded | active | Socket.NAccepted=u:1 Socket.NConnections=u:2 Socket.NRefused=u:3
            unit | many.socket | loaded | active | Socket.NAccepted=u:4294967295 Socket.NConnections=u:0 Socket.NRefused=u:0
            unit | older.socket | loaded | active | Socket.NAccepted=u:7 Socket.NConnections=u:1
            unit | daily.timer | loaded | active | Timer.LastTriggerUSec=t:1711111111654321 Timer.NextElapseUSecRealtime=t:1
            unit | never.timer | loaded | active | Timer.LastTriggerUSec=t:0
            unit | broken.timer | loaded | inactive
            unit | multi-user.target | loaded | active | Unit.ActiveEnterTimestamp=t:1700000001000000
            unit | srv.mount | loaded | active | Mount.Type=s:ext4
            unit | system.slice | loaded | active
            unit | dev-sda.device | loaded | active
            unit | session-1.scope | loaded | active
            unit | -.mount | loaded | active | Mount.Type=s:btrfs
            seat | seat0
            seat | seat-left
            session | c1 | seat0 | Remote=b:false Type=s:tty Class=s:user
            session | c2 | seat0 | Remote=b:false Type=s:wayland Class=s:greeter
            session | c3 | seat0 | Remote=b:false Type=s:wayland Class=s:greeter
            session | 4 |  | Remote=b:true Type=s:tty Class=s:user
            session | 5 |  | Remote=b:true Type=s:hologram Class=s:manager-early
            session | 6 | nowhere | Remote=b:true Type=s:tty Class=s:user
            session | 7 | seat-left | Remote=b:false Type=s:x11 Class=s:lock-screen
            session | 8 | seat-left
            """;

    private static final String EXCLUDE = "--collector.systemd.unit-exclude=.+\\.(automount|device|mount|scope|slice)";

    @TempDir
    Path directory;

    private List<String> findings(String script, ByteOrder order, String flags) throws IOException {
        try (ScriptedBus bus = new ScriptedBus(directory.resolve("bus"), order, new ScriptedHost(script))) {
            List<String> arguments = new ArrayList<>(List.of(
                    "--web.disable-exporter-metrics",
                    "--collector.disable-defaults",
                    "--collector.systemd",
                    "--collector.logind"));
            arguments.addAll(
                    Arrays.stream(flags.split(" ")).filter(f -> !f.isEmpty()).toList());
            if (!flags.contains("unit-exclude")) {
                arguments.add(EXCLUDE); // Debian's builds of the peer have another default
            }
            List<String> environment = List.of("env", "DBUS_SYSTEM_BUS_ADDRESS=" + bus.address());
            try (ThreeWay all = ThreeWay.start(environment, arguments, arguments)) {
                return Exceptions.load().unexcused(all.findings());
            }
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "LITTLE_ENDIAN ; ''",
                "LITTLE_ENDIAN ; --collector.systemd.enable-task-metrics --collector.systemd.enable-restarts-metrics --collector.systemd.enable-start-time-metrics",
                "LITTLE_ENDIAN ; --collector.systemd.unit-exclude=.+\\.slice --collector.systemd.enable-start-time-metrics",
                "LITTLE_ENDIAN ; --collector.systemd.unit-include=(ssh|cron)\\.service|.+\\.mount --collector.systemd.unit-exclude=cron.*",
                "BIG_ENDIAN    ; --collector.systemd.enable-task-metrics",
            })
    void saysWhatThePeersSay(String order, String flags) throws IOException {
        ByteOrder byteOrder = order.startsWith("BIG") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;

        assertThat(findings(HOST, byteOrder, flags)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Version=s:211 Virtualization=s: SystemState=s:degraded",
                "Version=s:systemd#260#(260.1-2.fc44) SystemState=s:degraded",
                "Version=s:v44 Virtualization=s:lxc",
                "Virtualization=s:docker",
                "Version=s:257 Virtualization=s:none SystemState=s:maintenance",
            })
    void saysWhatThePeersSayOfOtherSystemds(String manager) throws IOException {
        String script = HOST.replaceFirst("manager .*", "manager | " + manager);

        assertThat(findings(script, ByteOrder.LITTLE_ENDIAN, "")).isEmpty();
    }

    @Test
    void saysWhatThePeersSayOfAHostWithoutAnything() throws IOException {
        assertThat(findings("manager | Version=s:252 SystemState=s:running", ByteOrder.LITTLE_ENDIAN, ""))
                .isEmpty();
    }

    /** The peer does not answer at all then. */
    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"SILENT_AT_FIRST", "SILENT", "CLOSING_MID_REPLY", "GARBAGE", "HUGE_BODY", "FLOOD"})
    void answersInTimeWhenTheBusDoesNot(Fault fault) throws IOException {
        List<String> command = new ArrayList<>();
        try (ScriptedBus bus =
                new ScriptedBus(directory.resolve("bus"), ByteOrder.LITTLE_ENDIAN, new ScriptedHost(HOST))) {
            bus.misbehave(fault);
            command.add("env");
            command.add("DBUS_SYSTEM_BUS_ADDRESS=" + bus.address());
            command.addAll(Programs.agent());
            try (Daemon agent = Daemon.exporter(command, List.of("--collector.systemd", "--collector.logind"))) {
                for (int i = 0; i < 3; i++) {
                    Page page = agent.get("/metrics", Map.of("X-Prometheus-Scrape-Timeout-Seconds", "3"))
                            .page();

                    assertThat(success(page, "systemd")).isZero();
                    assertThat(success(page, "logind")).isZero();
                    assertThat(success(page, "loadavg")).isEqualTo(1);
                }
                bus.misbehave(Fault.NONE);
                while (success(agent.page(), "systemd") + success(agent.page(), "logind") < 2) {
                    Daemon.pause(500); // it waits longer each time before it asks again, half a minute at most
                }
            }
        }
    }

    private static double success(Page page, String collector) {
        return page.series()
                .get("node_scrape_collector_success{collector=\"" + collector + "\"}")
                .value();
    }
}
