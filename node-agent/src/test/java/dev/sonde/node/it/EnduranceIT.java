package dev.sonde.node.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged agent on a bad day: mounts whose servers are silent, clients that vanish, and many scrapes. */
class EnduranceIT {
    /** What Prometheus announces, and waits. */
    private static final int TIMEOUT_SECONDS = 5;

    private static final int PARALLEL = 40;

    private static final int SCRAPES = 300;

    /** Its compiler's and its helper threads come and go, and two scrapes may overlap; what leaks does so by scrapes. */
    private static final int THREADS_OF_THE_JVM = 3;

    private static final String DEVICE_ERROR = "node_filesystem_device_error";

    /** With all collectors that there are. */
    private static Daemon startAgent() throws IOException {
        return Daemon.exporter(Programs.agent(), Collectors.defaultsAnd(Collectors.of(Programs.agent())));
    }

    private static long entries(Daemon agent, String of) throws IOException {
        try (Stream<Path> found = Files.list(Path.of("/proc/" + agent.pid() + "/" + of))) {
            return found.count();
        }
    }

    private static List<HttpResponse<byte[]>> scrapeInParallel(Daemon agent) {
        HttpRequest request = HttpRequest.newBuilder(agent.uri("/metrics"))
                .header("X-Prometheus-Scrape-Timeout-Seconds", Integer.toString(TIMEOUT_SECONDS))
                .timeout(Duration.ofSeconds(TIMEOUT_SECONDS))
                .build();
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        List<CompletableFuture<HttpResponse<byte[]>>> pending = new ArrayList<>();
        for (int i = 0; i < PARALLEL; i++) {
            pending.add(client.sendAsync(request, BodyHandlers.ofByteArray()));
        }
        return pending.stream().map(CompletableFuture::join).toList();
    }

    private static Set<String> namesOf(Page page) {
        Set<String> names = new TreeSet<>();
        page.series().values().forEach(sample -> names.add(sample.name()));
        names.remove("node_scrape_collector_failure_reason");
        return names;
    }

    @Test
    void silentMountsCostTheirOwnSeriesInEveryParallelScrape(@TempDir Path dir) throws IOException {
        assertThat(SilentFuse.obstacle()).isEmpty();
        try (Daemon agent = startAgent();
                Mounts mounts = new Mounts()) {
            Set<String> before = namesOf(agent.page());
            for (String name : List.of("a", "b", "c")) {
                mounts.add(Files.createDirectory(dir.resolve(name)));
            }
            List<HttpResponse<byte[]>> answers = new ArrayList<>(scrapeInParallel(agent));
            long threads = entries(agent, "task");
            for (int round = 0; round < 3; round++) {
                answers.addAll(scrapeInParallel(agent));
            }

            for (HttpResponse<byte[]> answer : answers) {
                assertThat(answer.statusCode()).isEqualTo(200);
                Page page = PageParser.text(answer.body());
                assertThat(namesOf(page)).containsAll(before);
                assertThat(hung(page))
                        .containsExactly(
                                dir.resolve("a").toString(),
                                dir.resolve("b").toString(),
                                dir.resolve("c").toString());
            }
            assertThat(entries(agent, "task")).isLessThanOrEqualTo(threads + THREADS_OF_THE_JVM);
        }
    }

    /** Unmounts before the agent is stopped: a thread in a silent mount cannot even be killed. */
    private static final class Mounts implements AutoCloseable {
        private final List<SilentFuse> mounted = new ArrayList<>();

        void add(Path mountPoint) throws IOException {
            mounted.add(SilentFuse.mount(mountPoint));
        }

        @Override
        public void close() throws IOException {
            for (SilentFuse mount : mounted) {
                mount.close();
            }
        }
    }

    private static Set<String> hung(Page page) {
        Set<String> hung = new TreeSet<>();
        for (Sample sample : page.series().values()) {
            if (sample.name().equals(DEVICE_ERROR)
                    && sample.value() == 1
                    && "mountpoint timeout".equals(sample.labels().get("device_error"))) {
                hung.add(sample.labels().get("mountpoint"));
            }
        }
        return hung;
    }

    @Test
    void hundredsOfScrapesAndVanishingClientsLeaveNothingBehind() throws IOException {
        try (Daemon agent = startAgent()) {
            for (int i = 0; i < 20; i++) {
                agent.get("/metrics", Map.of("Accept-Encoding", "gzip"));
            }
            vanish(agent);
            agent.page();
            long descriptors = entries(agent, "fd");
            long threads = entries(agent, "task");

            for (int i = 0; i < SCRAPES; i++) {
                assertThat(agent.get("/metrics", Map.of("Accept-Encoding", "gzip"))
                                .status())
                        .isEqualTo(200);
                if (i % 20 == 0) {
                    vanish(agent);
                }
            }

            agent.page();
            assertThat(entries(agent, "fd")).isEqualTo(descriptors);
            assertThat(entries(agent, "task")).isLessThanOrEqualTo(threads + THREADS_OF_THE_JVM);
        }
    }

    /** Asks for a page, reads a little of it and is gone with a reset, as a client that was killed. */
    private static void vanish(Daemon agent) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), agent.port())) {
            socket.setReceiveBufferSize(1024);
            OutputStream out = socket.getOutputStream();
            out.write("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readNBytes(100)).hasSize(100);
            socket.setSoLinger(true, 0);
        }
    }
}
