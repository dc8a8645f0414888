package dev.sonde.packaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server that keeps the JSON it is sent, by path, and answers as Slack does. */
final class Mailbox implements AutoCloseable {
    private final HttpServer server;
    private final List<Letter> letters = new CopyOnWriteArrayList<>();

    record Letter(String path, JsonNode body) {}

    Mailbox() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            letters.add(
                    new Letter(exchange.getRequestURI().getPath(), Sources.JSON.readTree(exchange.getRequestBody())));
            byte[] answer = "ok".getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** The first letter to a path that mentions something. */
    Optional<JsonNode> about(String what, String path) {
        return letters.stream()
                .filter(letter -> letter.path().equals(path))
                .map(Letter::body)
                .filter(body -> body.toString().contains(what))
                .findFirst();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
