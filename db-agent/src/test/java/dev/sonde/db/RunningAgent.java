package dev.sonde.db;

import dev.sonde.core.exposition.ParsedPage;
import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.http.HttpServer;
import dev.sonde.core.runtime.BuildInfo;
import dev.sonde.core.runtime.Lifecycle;
import dev.sonde.db.kit.Answer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The agent in this process, as its command line starts it, on a free port. */
final class RunningAgent implements AutoCloseable {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Lifecycle lifecycle = new Lifecycle("db-agent", 2000);
    private final InetSocketAddress address;

    private RunningAgent(Starter starter) {
        AgentServer agent = new AgentServer(BuildInfo.load(), lifecycle);
        address = starter.start(agent).addresses().get(0);
    }

    private interface Starter {
        HttpServer start(AgentServer agent);
    }

    static RunningAgent redis(String... args) {
        return redis(Map.of(), args);
    }

    static RunningAgent redis(Map<String, String> environment, String... args) {
        List<String> line = new ArrayList<>(List.of(args));
        line.add("-web.listen-address=127.0.0.1:0");
        FlagSet flags = RedisFlags.declare(BuildInfo.load());
        flags.parse(GoArguments.translate(line.toArray(new String[0]), RedisFlags.byName(), environment));
        return new RunningAgent(agent -> new RedisCommand(flags, agent).start());
    }

    static RunningAgent mysql(Map<String, String> environment, String... args) {
        List<String> line = new ArrayList<>(List.of(args));
        line.add("--web.listen-address=127.0.0.1:0");
        FlagSet flags = MysqlFlags.declare(BuildInfo.load());
        flags.parse(line.toArray(new String[0]));
        return new RunningAgent(agent -> new MysqlCommand(flags, agent, environment).start());
    }

    HttpResponse<byte[]> get(String path, String... headers) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    Answer page(String path, String... headers) throws IOException {
        HttpResponse<byte[]> answer = get(path, headers);
        if (answer.statusCode() != 200) {
            throw new IOException(answer.statusCode() + ": " + new String(answer.body()));
        }
        return new Answer(ParsedPage.text(answer.body()));
    }

    /** A page for a client that waits so many seconds. */
    Answer pageWithin(double seconds, String path) throws IOException {
        return page(path, "X-Prometheus-Scrape-Timeout-Seconds", Double.toString(seconds));
    }

    @Override
    public void close() {
        lifecycle.stop(0);
        try {
            lifecycle.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
