package dev.sonde.core.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A real browser without a screen, spoken to by its DevTools protocol. It is the program that the property {@code
 * chromium} names, or else {@code chromium} of the path; without one the tests fail. Any thread.
 */
public final class Chromium implements AutoCloseable {
    private static final int SECONDS = 90;
    private static final String LISTENING = "DevTools listening on ";

    private final Process process;
    private final Path profile;
    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<Map<String, Object>>> waiting = new ConcurrentHashMap<>();
    private final Map<String, Consumer<Map<String, Object>>> listeners = new ConcurrentHashMap<>();

    private Chromium(Process process, Path profile, String address) {
        this.process = process;
        this.profile = profile;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(address), new Incoming())
                .join();
    }

    public static Chromium start() throws IOException {
        Path profile = Files.createTempDirectory("chromium");
        List<String> command = new ArrayList<>(List.of(System.getProperty("chromium", "chromium")));
        command.addAll(List.of(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-extensions",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                "--ignore-certificate-errors",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank"));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader errors =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
        List<String> said = new ArrayList<>();
        for (String line = errors.readLine(); line != null; line = errors.readLine()) {
            if (line.startsWith(LISTENING)) {
                Thread drain = new Thread(() -> errors.lines().forEach(more -> {}), "chromium-stderr");
                drain.setDaemon(true);
                drain.start();
                return new Chromium(process, profile, line.substring(LISTENING.length()));
            }
            said.add(line);
        }
        throw new IOException("ended without listening: " + said);
    }

    /** A new empty page of that many CSS pixels. */
    public Tab tab(int width, int height) throws IOException {
        Object target =
                call("", "Target.createTarget", Map.of("url", "about:blank")).get("targetId");
        Object session = call("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .get("sessionId");
        return new Tab(this, session.toString(), target.toString(), width, height);
    }

    void listen(String session, Consumer<Map<String, Object>> listener) {
        listeners.put(session, listener);
    }

    /** Calls a method of the protocol and waits for its result. */
    Map<String, Object> call(String session, String method, Map<String, Object> parameters) throws IOException {
        int id = ids.incrementAndGet();
        CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        Map<String, Object> message = session.isEmpty()
                ? Map.of("id", id, "method", method, "params", parameters)
                : Map.of("id", id, "method", method, "params", parameters, "sessionId", session);
        synchronized (this) {
            socket.sendText(Json.write(message), true).join();
        }
        try {
            return answer.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(method + " " + parameters, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void take(Map<String, Object> message) {
        if (message.get("id") instanceof Number id) {
            CompletableFuture<Map<String, Object>> answer = waiting.remove(id.intValue());
            if (message.containsKey("error")) {
                answer.completeExceptionally(
                        new IOException(message.get("error").toString()));
            } else {
                answer.complete(Json.map(message.get("result")));
            }
        } else {
            Consumer<Map<String, Object>> listener =
                    listeners.get(String.valueOf(message.getOrDefault("sessionId", "")));
            if (listener != null) {
                listener.accept(message);
            }
        }
    }

    @Override
    public void close() throws IOException {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join());
        try (Stream<Path> files = Files.walk(profile)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private final class Incoming implements WebSocket.Listener {
        private final StringBuilder parts = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                String whole = parts.toString();
                parts.setLength(0);
                take(Json.map(Json.read(whole)));
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }
}
