package dev.sonde.jmx.artefact;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.undertow.Undertow;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * An application that uses what the agent is made of, and is given it in versions of its own choice. Says which it has,
 * and what came of it. Ends with its standard input.
 */
public final class OwnLibraries {
    private OwnLibraries() {}

    public static void main(String[] arguments) throws Exception {
        Undertow server = Undertow.builder()
                .addHttpListener(
                        0, "127.0.0.1", exchange -> exchange.getResponseSender().send("own server"))
                .build();
        server.start();
        int port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port)).build();
        System.out.println(HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body());
        server.stop();

        Counter.build("own_counter", "Own.").register().inc(3);
        System.out.println("own counter " + CollectorRegistry.defaultRegistry.getSampleValue(arguments[0]));
        System.out.println("own families "
                + java.util.Collections.list(CollectorRegistry.defaultRegistry.metricFamilySamples())
                        .size());
        try (JsonParser parser = new JsonFactory().createParser("[7]")) {
            parser.nextToken();
            parser.nextToken();
            System.out.println("own parser " + parser.getIntValue());
        }
        System.out.println(
                "own logger " + LoggerFactory.getILoggerFactory().getClass().getName());
        for (Class<?> type : new Class<?>[] {Undertow.class, JsonFactory.class, Counter.class, LoggerFactory.class}) {
            System.out.println("from "
                    + Path.of(type.getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI())
                            .getFileName());
        }
        System.out.println("READY");
        while (System.in.read() >= 0) {
            continue;
        }
        System.exit(0);
    }
}
