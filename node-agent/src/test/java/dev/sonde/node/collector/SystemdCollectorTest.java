package dev.sonde.node.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.SampleBuffer;
import dev.sonde.node.dbus.Answer;
import dev.sonde.node.dbus.Bus;
import dev.sonde.node.dbus.Call;
import dev.sonde.node.dbus.ScriptedBus;
import dev.sonde.node.dbus.ScriptedBus.Fault;
import dev.sonde.node.dbus.ScriptedHost;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class SystemdCollectorTest {
    private static final String HOST = """
            manager | Version=s:252.39-1~deb12u1 Virtualization=s:kvm SystemState=s:running
            unit | ssh.service | loaded | active | Service.Type=s:notify Service.NRestarts=u:3 Service.TasksCurrent=t:5 Service.TasksMax=t:18446744073709551615 Unit.ActiveEnterTimestamp=t:1700000000123456
            unit | cron.service | loaded | reloading | Service.Type=s:simple
            unit | dbus.socket | loaded | active | Socket.NAccepted=u:4294967295 Socket.NConnections=u:2 Socket.NRefused=u:3
            unit | daily.timer | loaded | inactive | Timer.LastTriggerUSec=t:1711111111654321
            unit | basic.target | loaded | failed
            unit | root.mount | loaded | active | Mount.Type=s:ext4
            unit | absent.service | not-found | inactive
            """;

    @TempDir
    Path directory;

    private ScriptedBus scripted(String script) throws IOException {
        return new ScriptedBus(directory.resolve("bus"), ByteOrder.LITTLE_ENDIAN, new ScriptedHost(script));
    }

    private static SystemdCollector collector(ScriptedBus scripted, String... flags) {
        FlagSet set = new FlagSet("test", "");
        SystemdCollector.flags(set);
        set.parse(flags);
        return new SystemdCollector(SystemdOptions.of(set), new Bus(scripted.address(), "org.freedesktop.systemd1"));
    }

    private static String calls(ScriptedBus scripted) {
        return scripted.calls().stream().map(Call::toString).collect(Collectors.joining("\n", "", "\n"));
    }

    @Test
    void reportsUnits() throws Exception {
        try (ScriptedBus scripted = scripted(HOST)) {
            SystemdCollector collector = collector(
                    scripted,
                    "--collector.systemd.enable-task-metrics",
                    "--collector.systemd.enable-restarts-metrics",
                    "--collector.systemd.enable-start-time-metrics");

            assertThat(Collected.text(collector).replaceAll(".*state=\"(de)?activating\".* 0\n", ""))
                    .isEqualTo("""
                            node_systemd_service_restart_total{name="ssh.service"} 3
                            node_systemd_socket_accepted_connections_total{name="dbus.socket"} 4294967295
                            node_systemd_socket_current_connections{name="dbus.socket"} 2
                            node_systemd_socket_refused_connections_total{name="dbus.socket"} 3
                            node_systemd_system_running 1
                            node_systemd_timer_last_trigger_seconds{name="daily.timer"} 1711111111.654321
                            node_systemd_unit_start_time_seconds{name="basic.target"} 0
                            node_systemd_unit_start_time_seconds{name="cron.service"} 0
                            node_systemd_unit_start_time_seconds{name="daily.timer"} 0
                            node_systemd_unit_start_time_seconds{name="ssh.service"} 1700000000.123456
                            node_systemd_unit_state{name="basic.target",state="active",type=""} 0
                            node_systemd_unit_state{name="basic.target",state="failed",type=""} 1
                            node_systemd_unit_state{name="basic.target",state="inactive",type=""} 0
                            node_systemd_unit_state{name="cron.service",state="active",type="simple"} 0
                            node_systemd_unit_state{name="cron.service",state="failed",type="simple"} 0
                            node_systemd_unit_state{name="cron.service",state="inactive",type="simple"} 0
                            node_systemd_unit_state{name="daily.timer",state="active",type=""} 0
                            node_systemd_unit_state{name="daily.timer",state="failed",type=""} 0
                            node_systemd_unit_state{name="daily.timer",state="inactive",type=""} 1
                            node_systemd_unit_state{name="dbus.socket",state="active",type=""} 1
                            node_systemd_unit_state{name="dbus.socket",state="failed",type=""} 0
                            node_systemd_unit_state{name="dbus.socket",state="inactive",type=""} 0
                            node_systemd_unit_state{name="ssh.service",state="active",type="notify"} 1
                            node_systemd_unit_state{name="ssh.service",state="failed",type="notify"} 0
                            node_systemd_unit_state{name="ssh.service",state="inactive",type="notify"} 0
                            node_systemd_unit_tasks_current{name="ssh.service"} 5
                            node_systemd_units{state="active"} 3
                            node_systemd_units{state="failed"} 1
                            node_systemd_units{state="inactive"} 2
                            node_systemd_units{state="reloading"} 1
                            node_systemd_version{version="252.39-1~deb12u1"} 252.39
                            node_systemd_virtualization_info{virtualization_type="kvm"} 1
                            """);
        }
    }

    @Test
    void asksOnceForTheTypeAndForNothingThatIsNotNeeded() throws Exception {
        try (ScriptedBus scripted = scripted(HOST)) {
            Collected collected = new Collected(collector(scripted));
            String manager = """
                    Get systemd1 Manager Version
                    Get systemd1 Manager Virtualization
                    Get systemd1 Manager SystemState
                    ListUnits systemd1
                    """;

            collected.run();
            assertThat(calls(scripted)).isEqualTo(manager + """
                                    Get ssh_2eservice Service Type
                                    Get cron_2eservice Service Type
                                    GetAll dbus_2esocket Socket
                                    Get daily_2etimer Timer LastTriggerUSec
                                    """);
            SampleBuffer buffer = collected.run();
            int layout = buffer.layout();
            assertThat(calls(scripted))
                    .isEqualTo(manager + "GetAll dbus_2esocket Socket\nGet daily_2etimer Timer LastTriggerUSec\n");

            for (int i = 0; i < 200; i++) {
                collected.run();
            }
            assertThat(buffer.layout()).isEqualTo(layout);
            assertThat(scripted.calls().stream().filter(call -> call.arguments().contains("Type")))
                    .as("types asked for again in 200 scrapes")
                    .hasSize(6);
            assertThat(scripted.accepted()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --collector.systemd.enable-start-time-metrics | GetAll ssh_2eservice '' ; Get cron_2eservice Service Type
                    --collector.systemd.enable-restarts-metrics   | GetAll ssh_2eservice Service ; GetAll cron_2eservice Service
                    """)
    void makesOneCallForAUnit(String flag, String expected) throws Exception {
        try (ScriptedBus scripted = scripted(HOST)) {
            Collected.text(collector(scripted, flag, "--collector.systemd.unit-include=.*\\.service"));

            assertThat(scripted.calls().stream()
                            .skip(4)
                            .map(call -> call.toString().replaceAll(" $", " ''"))
                            .collect(Collectors.joining(" ; ")))
                    .isEqualTo(expected);
        }
    }

    @Test
    void takesThousandsOfUnits() throws Exception {
        StringBuilder script = new StringBuilder("manager | Version=s:252 SystemState=s:degraded\n");
        for (int i = 0; i < 3000; i++) {
            script.append("unit | worker@").append(i).append(".service | loaded | active | Service.Type=s:exec\n");
        }
        try (ScriptedBus scripted = scripted(script.toString())) {
            Collected collected = new Collected(collector(scripted));

            assertThat(collected.scrape("node_systemd_unit_state").lines()).hasSize(15_000);
            assertThat(collected.scrape("node_systemd_unit_state"))
                    .contains("type=\"exec\"")
                    .doesNotContain("type=\"\"");
        }
    }

    @Test
    void forgetsUnitsThatHaveGone() throws Exception {
        int[] scrape = {0};
        try (ScriptedBus scripted = new ScriptedBus(
                directory.resolve("bus"),
                ByteOrder.LITTLE_ENDIAN,
                call -> new ScriptedHost("manager | Version=s:252 SystemState=s:running\nunit | run-" + scrape[0]
                                + ".service | loaded | active | Service.Type=s:exec")
                        .apply(call))) {
            Collected collected = new Collected(collector(scripted));
            for (int i = 0; i < 100; i++) {
                scrape[0] = i;
                assertThat(collected.scrape("node_systemd_unit_state").lines())
                        .hasSize(5)
                        .allMatch(line -> line.contains("\"run-" + scrape[0] + ".service\""));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CLOSING_MID_REPLY", "GARBAGE", "HUGE_BODY", "HUGE_FIELDS", "HUGE_ARRAY", "REJECTING"})
    void isWellAgainAfterABadDay(Fault fault) throws Exception {
        try (ScriptedBus scripted = scripted(HOST)) {
            SystemdCollector collector = collector(scripted);
            Collected collected = new Collected(collector);
            String well = collected.scrape();
            scripted.misbehave(fault);
            if (fault == Fault.REJECTING) {
                scripted.disconnect();
            }

            assertThatThrownBy(collected::scrape)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(scripted.address());

            scripted.misbehave(Fault.NONE);
            assertThat(collected.scrape()).isEqualTo(well);
        }
    }

    @Test
    void endsBeforeItsTimeIsUp() throws Exception {
        try (ScriptedBus scripted = scripted(HOST)) {
            SystemdCollector collector = collector(scripted);
            scripted.misbehave(Fault.SILENT);
            SampleBuffer buffer = new SampleBuffer();
            long deadline = System.nanoTime() + 500_000_000L;
            buffer.begin(1, deadline);

            assertThatThrownBy(() -> collector.update(buffer)).hasMessageContaining("no answer in time");

            assertThat(collector.mayBlock()).isTrue();
        }
    }

    @Test
    void saysThatSystemdIsNotThere() throws Exception {
        try (ScriptedBus scripted = new ScriptedBus(
                directory.resolve("bus"),
                ByteOrder.LITTLE_ENDIAN,
                call -> Answer.failure("org.freedesktop.DBus.Error.ServiceUnknown"))) {
            assertThatThrownBy(() -> Collected.text(collector(scripted)))
                    .isInstanceOf(NoDataException.class)
                    .hasMessage("org.freedesktop.systemd1: org.freedesktop.DBus.Error.ServiceUnknown");
        }
    }

    /** The peer fails then, with all the rest on its page. */
    @Test
    void reportsUnitsOfASystemdThatDoesNotTellItsState() throws Exception {
        try (ScriptedBus scripted = scripted("manager | Version=s:252\nunit | a.target | loaded | active")) {
            assertThat(Collected.text(collector(scripted)))
                    .contains("state=\"active\",type=\"\"} 1\n")
                    .doesNotContain("running");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    252                          | 252
                    252.39-1~deb12u1             | 252.39
                    systemd 260 (260.1-2.fc44)   | 260
                    v1234.5.6                    | 1234.5
                    257.                         | 257
                    44                           | ''
                    12 34 5x678y9                | 678
                    ''                           | ''
                    """)
    void readsVersions(String text, String number) {
        assertThat(SystemdManager.number(text)).isEqualTo(number);
    }
}
