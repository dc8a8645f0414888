package dev.sonde.node.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Serves made-up pages to a real Prometheus and keeps the headers it asked with. */
final class StubPages implements AutoCloseable {

    /** Writes one page. */
    interface PageWriter {
        void write(OutputStream out) throws IOException;
    }

    private final HttpServer server;
    private final Map<String, String> accepted = new ConcurrentHashMap<>();

    StubPages() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.start();
    }

    /** Serves a page under the path; it is written anew for each scrape. */
    void serve(String path, String contentType, PageWriter page) {
        server.createContext(path, exchange -> answer(exchange, path, contentType, page));
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** The Accept header of the last scrape of the path, empty before the first. */
    String accept(String path) {
        return accepted.getOrDefault(path, "");
    }

    private void answer(HttpExchange exchange, String path, String contentType, PageWriter page) throws IOException {
        try (exchange) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            page.write(body);
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.sendResponseHeaders(200, body.size());
            body.writeTo(exchange.getResponseBody());
            accepted.put(path, exchange.getRequestHeaders().getFirst("Accept"));
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
