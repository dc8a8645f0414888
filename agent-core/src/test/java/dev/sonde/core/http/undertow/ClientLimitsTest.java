package dev.sonde.core.http.undertow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.core.http.Answers;
import dev.sonde.core.http.HttpCall;
import dev.sonde.core.http.HttpLimits;
import dev.sonde.core.http.HttpServer;
import dev.sonde.core.http.Routes;
import dev.sonde.core.http.ServerOptions;
import dev.sonde.core.http.kit.RawClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Slow, greedy and vanished clients. */
class ClientLimitsTest {
    private static final HttpLimits USUAL = HttpLimits.DEFAULT;
    private static final byte[] LARGE = new byte[20 << 20];

    private final BlockingQueue<HttpCall> held = new LinkedBlockingQueue<>();
    private @Nullable HttpServer server;

    private void start(HttpLimits limits) {
        Routes routes = Routes.builder()
                .get("/hello", call -> Answers.text(call, 200, "hello\n"))
                .any("/any", call -> Answers.text(call, 200, "any\n"))
                .get("/large", call -> call.respond(200, "x/y", LARGE, LARGE.length))
                .get("/held", held::add)
                .build();
        server = UndertowServer.start(
                ServerOptions.builder("limits")
                        .listen("127.0.0.1:0")
                        .limits(limits)
                        .build(),
                routes);
    }

    private RawClient client() throws IOException {
        assert server != null;
        return new RawClient(server.addresses().get(0));
    }

    @AfterEach
    void stop() {
        for (HttpCall call : held) {
            Answers.text(call, 200, "end\n");
        }
        if (server != null) {
            server.close();
        }
    }

    private void assertWell() throws IOException {
        try (RawClient client = client()) {
            assertThat(client.get("/hello").response().status()).isEqualTo(200);
        }
    }

    @Test
    void aHeaderJustTooLargeIsAnswered400() throws IOException {
        start(USUAL);
        try (RawClient client = client()) {
            client.send("GET /hello HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(64 << 10) + "\r\n\r\n");
            assertThat(client.response().status()).isEqualTo(400);
            assertThat(client.atEnd()).isTrue();
        }
        assertWell();
    }

    @Test
    void aHeaderOfAMegabyteIsCutOff() throws IOException {
        start(USUAL);
        try (RawClient client = client()) {
            assertThatThrownBy(() -> {
                        client.send("GET /hello HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(1 << 20) + "\r\n\r\n");
                        // The answer may be lost to the reset that follows unread bytes.
                        assertThat(client.response().status()).isEqualTo(400);
                        assertThat(client.atEnd()).isTrue();
                        throw new IOException("closed");
                    })
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(java.net.SocketTimeoutException.class);
        }
        assertWell();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /hello HTTP/1.1\r\nHost: x\r\n%headers%\r\n",
                "GET /hello\r\n\r\n",
                "GET /hello?%parameters% HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                "\u0016\u0003\u0001\u0002\r\n\r\n",
                "GET /hello HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            })
    void refusesWhatIsNoProperRequest(String request) throws IOException {
        start(USUAL);
        try (RawClient client = client()) {
            client.send(
                    request.replace("%headers%", "X: y\r\n".repeat(101)).replace("%parameters%", "a=b&".repeat(1001)));
            assertThat(client.response().status()).isEqualTo(400);
            assertThat(client.atEnd()).isTrue();
        }
        assertWell();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "G", "GET /hello HTTP/1.1\r\nHost: x\r\n"})
    void dropsWhoDoesNotFinishItsFirstHeader(String start) throws IOException {
        start(new HttpLimits(10, 100, 60_000, 60_000, 1000));
        try (RawClient client = client()) {
            client.send(start);
            assertThat(client.atEnd()).isTrue();
        }
        assertWell();
    }

    @Test
    void dropsWhoSendsALaterHeaderByteByByte() throws IOException {
        start(new HttpLimits(10, 300, 60_000, 60_000, 1000));
        try (RawClient client = client()) {
            assertThat(client.get("/hello").response().status()).isEqualTo(200);
            client.send("GET /hello HTTP/1.1\r\n");
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 2000; i++) {
                            client.send("X");
                            Thread.sleep(10);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
        assertWell();
    }

    @Test
    void dropsWhoIsIdleTooLong() throws IOException {
        start(new HttpLimits(10, 60_000, 100, 60_000, 1000));
        try (RawClient client = client()) {
            assertThat(client.get("/hello").response().status()).isEqualTo(200);
            assertThat(client.atEnd()).isTrue();
        }
    }

    @Test
    void dropsWhoDoesNotTakeItsResponse() throws IOException {
        start(new HttpLimits(1, 60_000, 60_000, 200, 1000));
        try (RawClient client = client()) {
            client.get("/large");
            // While the only place is taken by work, others are turned away; then the slow one has to go.
            int answered = 0;
            for (int i = 0; i < 1000 && answered == 0; i++) {
                try (RawClient other = client()) {
                    answered = other.get("/hello").response().status();
                } catch (IOException e) {
                    Thread.onSpinWait();
                }
                pause();
            }
            assertThat(answered).isEqualTo(200);
            assertThatThrownBy(() -> {
                        if (client.response().body().length < LARGE.length) {
                            throw new IOException("cut off");
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aLargeBodyIsRefusedAndTheConnectionClosed() throws IOException {
        start(USUAL);
        try (RawClient client = client()) {
            client.send("POST /any HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n");
            assertThat(client.response().status()).isEqualTo(413);
        }
        assertWell();
    }

    @Test
    void aSmallBodyIsIgnored() throws IOException {
        start(USUAL);
        try (RawClient client = client()) {
            for (int i = 0; i < 2; i++) {
                client.send("POST /any HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello");
                assertThat(client.response().text()).isEqualTo("any\n");
            }
            client.send("POST /any HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
            assertThat(client.response().text()).isEqualTo("any\n");
            assertThat(client.atEnd()).isTrue();
        }
    }

    @Test
    void aBodyWithoutEndIsCutOff() throws IOException {
        start(USUAL);
        try (RawClient client = client()) {
            client.send("POST /any HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            assertThat(client.response().text()).isEqualTo("any\n");
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100_000; i++) {
                            client.send("400\r\n" + "x".repeat(1024) + "\r\n");
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
        assertWell();
    }

    @Test
    void aThousandIdleConnectionsHinderNobodyAndCostNoThread() throws IOException {
        start(USUAL);
        assertWell();
        int threads = Thread.activeCount();
        List<Socket> idle = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            assert server != null;
            InetSocketAddress address = server.addresses().get(0);
            idle.add(new Socket(address.getAddress(), address.getPort()));
        }
        for (int i = 0; i < 10; i++) {
            assertWell();
        }
        assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads);
        for (Socket socket : idle) {
            socket.close();
        }
    }

    @Test
    void whoIsIdleLongestMakesRoom() throws IOException {
        start(new HttpLimits(2, 60_000, 60_000, 60_000, 1000));
        try (RawClient first = client();
                RawClient second = client()) {
            assertThat(first.get("/hello").response().status()).isEqualTo(200);
            assertThat(second.get("/hello").response().status()).isEqualTo(200);
            assertThat(first.get("/hello").response().status()).isEqualTo(200);
            assertWell();
            assertThat(second.atEnd()).isTrue();
            assertThat(first.get("/hello").response().status()).isEqualTo(200);
        }
    }

    @Test
    void connectionsAtWorkAreNotClosedForNewOnes() throws Exception {
        start(new HttpLimits(1, 60_000, 60_000, 60_000, 1000));
        try (RawClient busy = client()) {
            busy.get("/held");
            HttpCall call = held.take();
            try (RawClient other = client()) {
                assertThat(other.atEnd()).isTrue();
            }
            Answers.text(call, 200, "done\n");
            assertThat(busy.response().text()).isEqualTo("done\n");
        }
    }

    @Test
    void aClientThatIsKilledAmidTheBodyLeavesNothing() throws IOException {
        start(new HttpLimits(3, 60_000, 60_000, 60_000, 1000));
        for (int i = 0; i < 20; i++) {
            RawClient client = client().get("/large");
            assertThat(client.socket().getInputStream().readNBytes(1000)).hasSize(1000);
            client.socket().setSoLinger(true, 0); // a reset, as when the process is killed
            client.close();
        }
        assertWell();
    }

    @Test
    void aClientThatGoesWhileARouteIsPendingLeavesNothing() throws Exception {
        start(new HttpLimits(1, 60_000, 60_000, 60_000, 1000));
        for (int i = 0; i < 5; i++) {
            RawClient client = client().get("/held");
            HttpCall call = held.take();
            client.socket().setSoLinger(true, 0);
            client.close();
            call.respond(200, "x/y", LARGE, LARGE.length);
            assertThat(call.isDone()).isTrue();
            assertEventuallyWell();
        }
    }

    @Test
    void responsesThatNobodyTakesDoNotFillTheHeap() throws IOException {
        start(USUAL);
        long share = Runtime.getRuntime().maxMemory() / 4;
        long most = share / LARGE.length + 1;
        List<RawClient> slow = new ArrayList<>();
        for (int i = 0; i < most + 5; i++) {
            slow.add(client().get("/large"));
        }
        assertWell();
        assertThatThrownBy(() -> {
                    if (slow.get(0).response().body().length < LARGE.length) {
                        throw new IOException("cut off");
                    }
                })
                .as("the slowest goes first")
                .isInstanceOf(IOException.class);
        assertThat(slow.get(slow.size() - 1).response().body()).hasSize(LARGE.length);
        for (RawClient client : slow) {
            client.close();
        }
    }

    /** The only place becomes free when the server has noticed. */
    private void assertEventuallyWell() throws IOException {
        for (int i = 0; ; i++) {
            try {
                assertWell();
                return;
            } catch (IOException e) {
                if (i == 1000) {
                    throw e;
                }
                pause();
            }
        }
    }
}
