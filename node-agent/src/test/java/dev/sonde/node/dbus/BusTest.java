package dev.sonde.node.dbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.core.metrics.NoDataException;
import dev.sonde.node.dbus.ScriptedBus.Fault;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BusTest {
    private static final String SERVICE = "org.example";

    @TempDir
    Path directory;

    private ScriptedBus scripted(String order) throws IOException {
        ByteOrder byteOrder = order.equals("big") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return new ScriptedBus(
                directory.resolve("bus"),
                byteOrder,
                call -> call.member().equals("Fail")
                        ? Answer.failure("org.freedesktop.DBus.Error.AccessDenied")
                        : Answer.of("as", wire -> wire.array(4, list(wire.order(), call))));
    }

    private static byte[] list(ByteOrder order, Call call) {
        Wire elements = new Wire(order);
        call.arguments().forEach(elements::string);
        return elements.bytes();
    }

    private static long soon(long millis) {
        return System.nanoTime() + millis * 1_000_000;
    }

    /** Calls the service with those arguments, of which it makes a list. */
    private static List<String> echo(Bus bus, long millis, String... arguments) throws NoDataException, IOException {
        List<String> answer = new ArrayList<>();
        long deadline = soon(millis);
        BusConnection connection = bus.open(deadline);
        try {
            connection.begin();
            connection.add("/a", "org.example.Echo", "Echo", arguments);
            connection.exchange(deadline, (call, reply) -> {
                BusCursor cursor = reply.body("as");
                int end = cursor.array(4);
                while (cursor.position() < end) {
                    cursor.text();
                    answer.add(cursor.string());
                }
            });
        } catch (IOException e) {
            throw bus.failed(e);
        }
        bus.worked();
        return answer;
    }

    @ParameterizedTest
    @ValueSource(strings = {"little", "big"})
    void callsAndReads(String order) throws Exception {
        try (ScriptedBus scripted = scripted(order)) {
            Bus bus = new Bus(scripted.address(), SERVICE);

            assertThat(echo(bus, 5000, "a", "", "größer")).containsExactly("a", "", "größer");
            assertThat(echo(bus, 5000)).isEmpty();
            assertThat(echo(bus, 5000, "x".repeat(100_000))).first().asString().hasSize(100_000);
            assertThat(echo(bus, 5000, "small again")).containsExactly("small again");
            assertThat(scripted.accepted()).isEqualTo(1);
        }
    }

    @Test
    void answersOfABatchFindTheirCalls() throws Exception {
        try (ScriptedBus scripted = scripted("little")) {
            long deadline = soon(5000);
            BusConnection connection = new Bus(scripted.address(), SERVICE).open(deadline);
            String[] answers = new String[BusConnection.MAX_CALLS];
            connection.begin();
            while (!connection.isFull()) {
                int call = connection.add("/a", "", "Echo", "argument");
                answers[call] = "none";
            }

            connection.exchange(deadline, (call, reply) -> answers[call] = String.valueOf(reply.failed()));

            assertThat(answers).containsOnly("false");
        }
    }

    @Test
    void asksTheServiceItselfWithoutABus() throws Exception {
        try (ScriptedBus scripted = scripted("little")) {
            assertThat(echo(new Bus(scripted.address(), ""), 5000, "a")).containsExactly("a");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    SILENT_AT_FIRST   | no answer in time: the answer to the authentication did not come
                    REJECTING         | the bus refuses our authentication: REJECTED EXTERNAL DBUS_COOKIE_SHA1
                    ENDLESS_LINE      | the bus does not end a line of the authentication
                    SILENT            | no answer in time: a whole answer did not come
                    CLOSING_MID_REPLY | the connection was closed before a whole answer
                    GARBAGE           | what comes from the bus is no message
                    HUGE_BODY         | beyond the limit of
                    HUGE_FIELDS       | beyond the limit of
                    HUGE_ARRAY        | a message ends within a value
                    FLOOD             | the bus sends messages that nobody asked for
                    """)
    void saysWhatIsWrongAndIsWellAfterwards(Fault fault, String message) throws Exception {
        try (ScriptedBus scripted = scripted("little")) {
            Bus bus = new Bus(scripted.address(), SERVICE);
            scripted.misbehave(fault);

            long wait = fault.name().startsWith("SILENT") ? 200 : 20_000;
            assertThatThrownBy(() -> echo(bus, wait, "a"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(message)
                    .hasMessageContaining(scripted.address());

            scripted.misbehave(Fault.NONE);
            assertThat(echo(bus, 5000, "b")).containsExactly("b");
        }
    }

    @Test
    void answersToCallsOfOthersArePassedOver() throws Exception {
        try (ScriptedBus scripted = scripted("big")) {
            Bus bus = new Bus(scripted.address(), SERVICE);
            scripted.misbehave(Fault.OTHER_SERIALS);

            for (int i = 0; i < 50; i++) {
                assertThat(echo(bus, 5000, "a" + i)).containsExactly("a" + i);
            }
            assertThat(scripted.accepted()).isEqualTo(1);
        }
    }

    @Test
    void opensANewConnectionWhenTheOldOneWasClosed() throws Exception {
        try (ScriptedBus scripted = scripted("little")) {
            Bus bus = new Bus(scripted.address(), SERVICE);
            for (int i = 1; i <= 5; i++) {
                assertThat(echo(bus, 5000, "a")).containsExactly("a");
                assertThat(scripted.accepted()).isEqualTo(i);
                scripted.disconnect();
            }
        }
    }

    @Test
    void leavesABusAloneThatHasFailedTwice() throws Exception {
        try (ScriptedBus scripted = scripted("little")) {
            Bus bus = new Bus(scripted.address(), SERVICE);
            scripted.misbehave(Fault.REJECTING);
            for (int i = 0; i < 6; i++) {
                assertThatThrownBy(() -> echo(bus, 5000)).isInstanceOf(IOException.class);
            }

            assertThatThrownBy(() -> echo(bus, 5000)).hasMessageContaining("is not asked again for");
            assertThat(scripted.accepted()).isLessThan(6);
        }
    }

    @Test
    void anErrorIsAnAnswer() throws Exception {
        try (ScriptedBus scripted = scripted("little")) {
            Bus bus = new Bus(scripted.address(), SERVICE);
            BusConnection connection = bus.open(soon(5000));
            connection.begin();
            connection.add("/a", "", "Fail");

            assertThatThrownBy(() -> {
                        try {
                            connection.exchange(soon(5000), (call, reply) -> reply.body("s"));
                        } catch (IOException e) {
                            throw bus.failed(e);
                        }
                    })
                    .isInstanceOf(NoDataException.class)
                    .hasMessage("org.example: org.freedesktop.DBus.Error.AccessDenied");

            assertThat(echo(bus, 5000, "a")).containsExactly("a");
            assertThat(scripted.accepted()).isEqualTo(1);
        }
    }

    @Test
    void noSocketIsNoData() {
        Path absent = directory.resolve("absent");

        assertThatThrownBy(() -> new Bus("unix:path=" + absent, SERVICE).open(soon(1000)))
                .isInstanceOf(NoDataException.class)
                .hasMessage("unix:path=" + absent + ": no such socket");
        assertThatThrownBy(() -> new Bus("tcp:host=localhost,port=1", SERVICE).open(soon(1000)))
                .isInstanceOf(NoDataException.class)
                .hasMessage("tcp:host=localhost,port=1: names no path of a socket");
        assertThatThrownBy(() -> new Bus("unix:path=/" + "a".repeat(200), SERVICE).open(soon(1000)))
                .isInstanceOf(NoDataException.class);
    }

    @Test
    void aSocketThatNobodyServesIsFound() throws Exception {
        Path path = directory.resolve("dead");
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path)).close();
        Bus bus = new Bus("unix:path=" + path, SERVICE);

        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> bus.open(soon(1000)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("unix:path=" + path + ": Connection refused");
        }
    }

    @Test
    void aBacklogThatIsFullDoesNotHang() throws Exception {
        Path path = directory.resolve("full");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path), 1);
            Bus bus = new Bus("unix:path=" + path, SERVICE);
            for (int i = 0; i < 4; i++) {
                assertThatThrownBy(() -> new Bus("unix:path=" + path, SERVICE).open(soon(50)))
                        .isInstanceOf(IOException.class);
            }
            assertThatThrownBy(() -> bus.open(soon(50))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void keepsNoDescriptorsOfConnectionsThatFailed() throws Exception {
        try (ScriptedBus scripted = scripted("little")) {
            scripted.misbehave(Fault.REJECTING);
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> echo(new Bus(scripted.address(), SERVICE), 5000))
                        .isInstanceOf(IOException.class);
            }
            long before = pollDescriptors();
            for (int i = 0; i < 50; i++) {
                assertThatThrownBy(() -> echo(new Bus(scripted.address(), SERVICE), 5000))
                        .isInstanceOf(IOException.class);
            }

            assertThat(pollDescriptors()).isLessThanOrEqualTo(before);
        }
    }

    /** Those of selectors; the sockets come and go with the bus's own side of them. */
    private static long pollDescriptors() throws IOException {
        long count = 0;
        try (Stream<Path> links = Files.list(Path.of("/proc/self/fd"))) {
            for (Path link : links.toList()) {
                count += Files.exists(link, java.nio.file.LinkOption.NOFOLLOW_LINKS)
                                && Files.readSymbolicLink(link).toString().contains("eventpoll")
                        ? 1
                        : 0;
            }
        }
        return count;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    unix:path=/run/a                              | /run/a
                    unix:path=/run/a;unix:path=/run/b             | /run/a,/run/b
                    unix:guid=17,path=/run/a                      | /run/a
                    unix:path=/run/a%20b%2fc%zz,guid=17           | /run/a b/c%zz
                    tcp:host=x;unix:abstract=/tmp/x;unix:path=/c  | /c
                    unixexec:path=/bin/sh                         | ''
                    """)
    void readsAddresses(String address, String paths) {
        assertThat(String.join(
                        ",",
                        BusAddress.paths(address).stream().map(Path::toString).toList()))
                .isEqualTo(paths);
    }
}
