package dev.sonde.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchdogTest {
    private static final long PATIENT = 240_000;
    private static final long HASTY = 800;

    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # WATCHDOG_USEC, WATCHDOG_PID, this process, limit
            30000000, 42, 42, 30000
            30000000, ,   42, 30000
            30000000, 41, 42, 0
            ,         42, 42, 0
            0,        42, 42, 0
            -5,       42, 42, 0
            soon,     42, 42, 0
            """)
    void asksTheEnvironmentHowPatientTheManagerIs(String micros, String meant, long pid, long limit) {
        Map<String, String> environment = new HashMap<>();
        environment.put("WATCHDOG_USEC", micros == null ? "" : micros);
        environment.put("WATCHDOG_PID", meant == null ? "" : meant);

        assertThat(Watchdog.limitMillis(environment, pid)).isEqualTo(limit);
        assertThat(Watchdog.limitMillis(Map.of(), pid)).isZero();
    }

    @Test
    void anAnswerAnEndAndAResetAreSignsOfLife() throws Exception {
        Watchdog watchdog = new Watchdog(address(), () -> {}, PATIENT);

        serve(socket -> socket.getOutputStream().write('H'));
        assertThat(watchdog.answers()).isTrue();
        serve(socket -> socket.getInputStream().readNBytes(10));
        assertThat(watchdog.answers()).isTrue();
        serve(socket -> socket.setSoLinger(true, 0));
        assertThat(watchdog.answers()).isTrue();
    }

    @Test
    void silenceAndRefusalAreNot() throws Exception {
        Watchdog watchdog = new Watchdog(address(), () -> {}, HASTY);

        // The kernel takes the connection, nobody the call.
        assertThat(watchdog.answers()).isFalse();
        server.close();
        assertThat(watchdog.answers()).isFalse();
    }

    @Test
    void tellsAgainAndAgainUntilClosed() throws Exception {
        CountDownLatch told = new CountDownLatch(3);
        InetSocketAddress everywhere = new InetSocketAddress("0.0.0.0", server.getLocalPort());
        for (int i = 0; i < 3; i++) {
            serve(socket -> socket.getOutputStream().write('H'));
        }

        try (Watchdog watchdog = new Watchdog(everywhere, told::countDown, HASTY)) {
            watchdog.start();
            assertThat(told.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private interface Answer {
        void to(Socket socket) throws IOException;
    }

    /** Takes one call. */
    private void serve(Answer answer) {
        Thread thread = new Thread(() -> {
            try (Socket socket = server.accept()) {
                answer.to(socket);
            } catch (IOException e) {
                // The test is over, or fails for want of an answer.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }
}
