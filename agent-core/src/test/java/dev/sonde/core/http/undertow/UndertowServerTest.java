package dev.sonde.core.http.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.core.http.Answers;
import dev.sonde.core.http.HttpServer;
import dev.sonde.core.http.Routes;
import dev.sonde.core.http.ServerOptions;
import dev.sonde.core.http.kit.RawClient;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UndertowServerTest {
    private static final ServerOptions OPTIONS =
            ServerOptions.builder("test").listen("127.0.0.1:0").build();

    private final HttpServer server = UndertowServer.start(
            OPTIONS,
            Routes.builder()
                    .get("/hello", call -> Answers.text(call, 200, "hello\n"))
                    .any("/any", call -> Answers.text(call, 200, call.method()))
                    .get("/bug", call -> {
                        throw new IllegalStateException("secret detail");
                    })
                    .get("/worker", call -> call.execute(() -> Answers.text(call, 200, "from a worker\n")))
                    .build());

    @AfterEach
    void stop() {
        server.close();
    }

    private RawClient client() throws IOException {
        return new RawClient(server.addresses().get(0));
    }

    @Test
    void answersWithLengthTypeAndDate() throws IOException {
        try (RawClient client = client()) {
            RawClient.Response response = client.get("/hello").response();
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.text()).isEqualTo("hello\n");
            assertThat(response.headers())
                    .containsOnlyKeys("content-length", "content-type", "date", "x-content-type-options");
        }
    }

    @Test
    void keepsTheConnection() throws IOException {
        try (RawClient client = client()) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.get("/worker").response().text()).isEqualTo("from a worker\n");
            }
        }
    }

    @Test
    void answersPipelinedRequestsInOrder() throws IOException {
        try (RawClient client = client()) {
            client.get("/worker").get("/hello").get("/nothing").get("/worker");
            assertThat(client.response().text()).isEqualTo("from a worker\n");
            assertThat(client.response().text()).isEqualTo("hello\n");
            assertThat(client.response().status()).isEqualTo(404);
            assertThat(client.response().text()).isEqualTo("from a worker\n");
        }
    }

    @Test
    void leavesTheBodyOutForHead() throws IOException {
        try (RawClient client = client()) {
            RawClient.Response response =
                    client.send("HEAD /hello HTTP/1.1\r\nHost: x\r\n\r\n").responseToHead();
            assertThat(response.header("content-length")).isEqualTo("6");
            assertThat(client.get("/hello").response().text()).isEqualTo("hello\n");
        }
    }

    @Test
    void saysWhichMethodsARouteTakes() throws IOException {
        try (RawClient client = client()) {
            RawClient.Response response =
                    client.send("DELETE /hello HTTP/1.1\r\nHost: x\r\n\r\n").response();
            assertThat(response.status()).isEqualTo(405);
            assertThat(response.header("allow")).isEqualTo("GET, HEAD");
            client.send("BREW /any HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.response().text()).isEqualTo("BREW");
        }
    }

    @Test
    void anExceptionIsAnsweredWithoutItsText() throws IOException {
        try (RawClient client = client()) {
            RawClient.Response response = client.get("/bug").response();
            assertThat(response.status()).isEqualTo(500);
            assertThat(response.text()).isEqualTo("500 internal server error\n");
            assertThat(client.get("/hello").response().status()).isEqualTo(200);
        }
    }
}
