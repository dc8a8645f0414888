package dev.sonde.core.http.undertow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.core.http.Answers;
import dev.sonde.core.http.HttpCall;
import dev.sonde.core.http.HttpLimits;
import dev.sonde.core.http.HttpServer;
import dev.sonde.core.http.ListenException;
import dev.sonde.core.http.Route;
import dev.sonde.core.http.ServerOptions;
import dev.sonde.core.http.kit.RawClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListeningTest {
    private static final Route HELLO = call -> Answers.text(call, 200, "hello\n");

    private static ServerOptions on(String... addresses) {
        return ServerOptions.builder("listening").listen(List.of(addresses)).build();
    }

    private static void assertAnswers(InetAddress host, int port) throws IOException {
        try (RawClient client = new RawClient(new InetSocketAddress(host, port))) {
            assertThat(client.get("/").response().text()).isEqualTo("hello\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        ":0, 127.0.0.1, true",
        ":0, ::1, true",
        "[::]:0, 127.0.0.1, true",
        "[::]:0, ::1, true",
        "0.0.0.0:0, 127.0.0.1, true",
        "[0.0.0.0]:0, 127.0.0.1, true",
        "0.0.0.0:0, ::1, false",
        "[::1]:0, ::1, true",
        "localhost:0, 127.0.0.1, true",
    })
    void listensWhereItIsTold(String address, String host, boolean answers) throws IOException {
        try (HttpServer server = UndertowServer.start(on(address), HELLO)) {
            InetAddress target = InetAddress.getByName(host);
            int port = server.addresses().get(0).getPort();
            assertThat(port).isPositive();
            if (answers) {
                assertAnswers(target, port);
            } else {
                assertThatThrownBy(() -> assertAnswers(target, port)).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void listensOnSeveralAddresses() throws IOException {
        try (HttpServer server = UndertowServer.start(on("127.0.0.1:0", "[::1]:0", "127.0.0.1:0"), HELLO)) {
            assertThat(server.addresses()).hasSize(3);
            for (InetSocketAddress address : server.addresses()) {
                assertAnswers(address.getAddress(), address.getPort());
            }
        }
    }

    @Test
    void startsNowhereWhenOneAddressIsTaken() throws IOException {
        int free;
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = probe.getLocalPort();
        }
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            assertThatThrownBy(() -> UndertowServer.start(on("127.0.0.1:" + free, address), HELLO))
                    .isInstanceOf(ListenException.class)
                    .hasMessage("listen tcp " + address + ": bind: address already in use");
            try (HttpServer server = UndertowServer.start(on("127.0.0.1:" + free), HELLO)) {
                assertAnswers(InetAddress.getByName("127.0.0.1"), free);
                assertThat(server.addresses()).hasSize(1);
            }
        }
    }

    @Test
    void wantsAnAddress() {
        assertThatThrownBy(() -> ServerOptions.builder("x").build()).hasMessage("no web listen address given");
    }

    @Test
    void finishesWhatIsUnderWayWhenItIsClosed() throws Exception {
        SynchronousQueue<HttpCall> calls = new SynchronousQueue<>();
        Route handOver = call -> call.execute(() -> {
            try {
                calls.put(call);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        HttpServer server = UndertowServer.start(on("127.0.0.1:0"), handOver);
        InetSocketAddress address = server.addresses().get(0);
        try (RawClient idle = new RawClient(address);
                RawClient busy = new RawClient(address)) {
            busy.get("/");
            HttpCall call = calls.take();
            CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
            assertThat(idle.atEnd()).as("idle connections go first").isTrue();
            assertThat(closing).isNotDone();
            assertThatThrownBy(() -> new RawClient(address)).as("no new ones").isInstanceOf(IOException.class);
            Answers.text(call, 200, "finished\n");
            assertThat(busy.response().text()).isEqualTo("finished\n");
            assertThat(busy.atEnd()).isTrue();
            closing.join();
        }
    }

    @Test
    void doesNotWaitForeverForARoute() throws Exception {
        CountDownLatch taken = new CountDownLatch(1);
        HttpServer server = UndertowServer.start(
                ServerOptions.builder("listening")
                        .listen("127.0.0.1:0")
                        .limits(new HttpLimits(10, 60_000, 60_000, 60_000, 50))
                        .build(),
                call -> taken.countDown());
        try (RawClient client = new RawClient(server.addresses().get(0))) {
            client.get("/");
            taken.await();
            server.close();
            assertThat(client.atEnd()).isTrue();
        }
    }

    @Test
    void closesTwiceWithoutHarm() {
        HttpServer server = UndertowServer.start(on("127.0.0.1:0"), HELLO);
        server.close();
        server.close();
    }
}
