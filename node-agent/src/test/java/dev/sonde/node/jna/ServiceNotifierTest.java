package dev.sonde.node.jna;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Java's own Unix sockets are streams, so a few lines of Python play the service manager. */
class ServiceNotifierTest {
    private static final String MANAGER = """
            import socket, sys
            s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            name = sys.argv[1]
            s.bind('\\0' + name[1:] if name[0] == '@' else name)
            print('bound', flush=True)
            while True:
                print(s.recv(4096).decode().replace('\\n', ' '), flush=True)
            """;

    @TempDir
    private Path dir;

    private Process manager;

    private BufferedReader start(String socket) throws IOException {
        try {
            manager = new ProcessBuilder("python3", "-c", MANAGER, socket)
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            Assumptions.abort("no python3: " + e.getMessage());
        }
        BufferedReader said =
                new BufferedReader(new InputStreamReader(manager.getInputStream(), StandardCharsets.UTF_8));
        assertThat(said.readLine()).isEqualTo("bound");
        return said;
    }

    @AfterEach
    void stop() {
        if (manager != null) {
            manager.destroyForcibly();
        }
    }

    @Test
    void tellsByPath() throws IOException {
        String socket = dir.resolve("notify").toString();
        BufferedReader said = start(socket);
        ServiceNotifier notifier = new ServiceNotifier(socket);

        notifier.ready("listening on :9100");
        assertThat(said.readLine()).isEqualTo("READY=1 STATUS=listening on :9100");
        notifier.alive();
        assertThat(said.readLine()).isEqualTo("WATCHDOG=1");
        notifier.reloading();
        assertThat(said.readLine()).matches("RELOADING=1 MONOTONIC_USEC=\\d+");
        notifier.stopping();
        assertThat(said.readLine()).isEqualTo("STOPPING=1");
    }

    @Test
    void tellsByAbstractName() throws IOException {
        String socket = "@sonde-test-" + ProcessHandle.current().pid();
        BufferedReader said = start(socket);

        new ServiceNotifier(socket).stopping();

        assertThat(said.readLine()).isEqualTo("STOPPING=1");
    }

    @Test
    void nobodyListeningIsNoHarm() {
        new ServiceNotifier(dir.resolve("absent").toString()).stopping();
        new ServiceNotifier("x".repeat(4000)).stopping();
        new ServiceNotifier("").stopping();
    }
}
