package dev.sonde.node.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Prometheus scrapes the peer and us on this host; whatever the users' dashboards and rules get from the peer they
 * get from us. Hardware differs, so what the peer cannot show here proves nothing.
 */
final class DashboardsIT {
    /** At one a second; rates are over fifteen seconds. */
    private static final int SCRAPES = 12;

    /** Labels that tell the two apart. */
    private static final List<String> TARGET = List.of("job", "instance");

    @TempDir
    Path directory;

    private record Score(int peer, int ours, int all) {}

    @Test
    void showWithUsWhatTheyShowWithThePeer() throws IOException {
        Path texts = Files.createDirectory(directory.resolve("texts"));
        Files.writeString(texts.resolve("reboot.prom"), "node_reboot_required 0\n");
        List<String> flags = new ArrayList<>(Collectors.defaultsAnd(Set.of("processes", "tcpstat")));
        flags.removeIf(flag -> flag.startsWith("--web.disable-exporter") || flag.startsWith("--collector.textfile"));
        flags.add("--collector.textfile.directory=" + texts);

        try (Daemon peer = Daemon.exporter(Programs.newPeer(), flags);
                Daemon ours = Daemon.exporter(Programs.agent(), flags);
                Prometheus prometheus = Prometheus.start(
                        Programs.oracle("prometheus.new"),
                        directory,
                        1,
                        List.of(job("peer", peer), job("ours", ours)))) {
            prometheus.awaitScrapes("peer", SCRAPES);
            prometheus.awaitScrapes("ours", SCRAPES);
            List<String> lost = new ArrayList<>();
            for (Dashboard dashboard : Dashboard.all()) {
                Score score = score(prometheus, dashboard, lost);
                System.out.printf(
                        "%-50s peer %3d of %3d, ours %3d%n", dashboard.name(), score.peer(), score.all(), score.ours());
                assertThat(score.peer()).as(dashboard.name()).isGreaterThan(score.all() / 2);
            }
            assertThat(lost).isEmpty();
        }
    }

    private static ScrapeJob job(String name, Daemon target) {
        return new ScrapeJob(name, target.port(), "/metrics", List.of(), List.of());
    }

    private static Score score(Prometheus prometheus, Dashboard dashboard, List<String> lost) throws IOException {
        int theirs = 0;
        int ours = 0;
        for (Dashboard.Query query : dashboard.queries()) {
            Set<Map<String, String>> expected = labels(prometheus.query(query.of("peer")));
            Set<Map<String, String>> found = labels(prometheus.query(query.of("ours")));
            theirs += expected.isEmpty() ? 0 : 1;
            ours += found.isEmpty() ? 0 : 1;
            if (query.moving() ? found.isEmpty() && !expected.isEmpty() : !found.containsAll(expected)) {
                lost.add(dashboard.name() + ": " + query.text() + "\n peer " + expected + "\n ours " + found);
            }
        }
        return new Score(theirs, ours, dashboard.queries().size());
    }

    private static Set<Map<String, String>> labels(Map<Map<String, String>, Double> answer) {
        Set<Map<String, String>> all = new HashSet<>();
        for (Map<String, String> series : answer.keySet()) {
            Map<String, String> labels = new HashMap<>(series);
            labels.keySet().removeAll(TARGET);
            all.add(labels);
        }
        return all;
    }
}
