package dev.sonde.node.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.core.metrics.NoDataException;
import dev.sonde.node.dbus.Bus;
import dev.sonde.node.dbus.Call;
import dev.sonde.node.dbus.ScriptedBus;
import dev.sonde.node.dbus.ScriptedHost;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogindCollectorTest {
    private static final String HOST = """
            seat | seat0
            session | c1 | seat0 | Remote=b:false Type=s:tty Class=s:user Name=s:somebody
            session | c2 | seat0 | Remote=b:false Type=s:tty Class=s:user Scope=s:x
            session | 4 |  | Remote=b:true Type=s:hologram Class=s:manager
            session | 5 | nowhere | Remote=b:false Type=s:tty Class=s:user
            session | 6 | seat0
            """;

    @TempDir
    Path directory;

    private ScriptedBus scripted(String script) throws IOException {
        return new ScriptedBus(directory.resolve("bus"), ByteOrder.BIG_ENDIAN, new ScriptedHost(script));
    }

    private static LogindCollector collector(ScriptedBus scripted) {
        return new LogindCollector(new Bus(scripted.address(), "org.freedesktop.login1"));
    }

    @Test
    void countsSessionsOfEachKind() throws Exception {
        try (ScriptedBus scripted = scripted(HOST)) {
            String page = Collected.text(collector(scripted));

            assertThat(page.lines()).hasSize(2 * 2 * 7 * 5);
            assertThat(page.lines().filter(line -> !line.endsWith(" 0")))
                    .containsExactly(
                            "node_logind_sessions{class=\"other\",remote=\"true\",seat=\"\",type=\"other\"} 1",
                            "node_logind_sessions{class=\"user\",remote=\"false\",seat=\"seat0\",type=\"tty\"} 2");
            assertThat(scripted.calls().stream().map(Call::toString).collect(Collectors.joining("\n")))
                    .isEqualTo("""
                            ListSeats login1
                            ListSessions login1
                            GetAll c1 Session
                            GetAll c2 Session
                            GetAll _34 Session
                            GetAll _35 Session
                            GetAll _36 Session""");
        }
    }

    @Test
    void takesManySessions() throws Exception {
        StringBuilder script = new StringBuilder("seat | seat0\n");
        for (int i = 0; i < 1000; i++) {
            script.append("session | s").append(i).append(" |  | Remote=b:true Type=s:tty Class=s:user\n");
        }
        try (ScriptedBus scripted = scripted(script.toString())) {
            Collected collected = new Collected(collector(scripted));

            assertThat(collected.scrape()).isEqualTo(collected.scrape()).contains("seat=\"\",type=\"tty\"} 1000\n");
            assertThat(scripted.accepted()).isEqualTo(1);
        }
    }

    @Test
    void noBusIsNoData() {
        Bus bus = new Bus("unix:path=" + directory.resolve("absent"), "org.freedesktop.login1");

        assertThatThrownBy(() -> Collected.text(new LogindCollector(bus))).isInstanceOf(NoDataException.class);
    }
}
