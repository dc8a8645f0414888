package dev.sonde.node.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The linter of Prometheus finds nothing on our page that it does not find on the peers'. */
final class PromtoolIT {

    @TempDir
    Path directory;

    @Test
    void findsNothingThatThePeersDoNotHaveToo() throws IOException {
        check(List.of());
    }

    @Test
    void findsNothingWithEveryFlagThatAddsFamilies() throws IOException {
        check(List.of(
                "--collector.cpu.info",
                "--collector.stat.softirq",
                "--collector.netdev.address-info",
                "--collector.netdev.enable-detailed-metrics",
                "--collector.vmstat.fields=.*",
                "--collector.netstat.fields=.*"));
    }

    @Test
    void findsNothingWithEveryCollector() throws IOException {
        Set<String> ours = Collectors.of(Programs.agent());
        Set<String> shared = Collectors.of(Programs.newPeer());
        shared.retainAll(ours);
        Set<String> old = Collectors.of(Programs.oldPeer());
        old.retainAll(ours);
        Set<String> theirs = findings(Programs.newPeer(), Collectors.only(shared));
        theirs.addAll(findings(Programs.oldPeer(), Collectors.only(old)));

        assertThat(theirs).isNotEmpty();
        assertThat(findings(Programs.agent(), Collectors.only(shared))).isSubsetOf(theirs);
    }

    /** What only we have must please the linter wholly, but for what it says of the shared ones. */
    @Test
    void findsNothingInWhatThePeersLack() throws IOException {
        Set<String> ours = Collectors.of(Programs.agent());
        Set<String> shared = Collectors.of(Programs.newPeer());
        shared.retainAll(ours);
        Set<String> with = findings(Programs.agent(), Collectors.only(ours));

        assertThat(with).isSubsetOf(findings(Programs.agent(), Collectors.only(shared)));
    }

    @Test
    void complainsAboutABadPage() throws IOException {
        assertThat(lint("# TYPE a counter\na 1\n")).isNotEmpty();
    }

    private void check(List<String> flags) throws IOException {
        Set<String> theirs = new LinkedHashSet<>(findings(Programs.newPeer(), Collectors.with(flags)));
        theirs.addAll(findings(Programs.oldPeer(), Collectors.withForOldPeer(flags)));

        assertThat(findings(Programs.agent(), Collectors.with(flags))).isSubsetOf(theirs);
    }

    private Set<String> findings(List<String> program, List<String> all) throws IOException {
        all.remove("--web.disable-exporter-metrics");
        try (Daemon exporter = Daemon.exporter(program, all)) {
            Answer answer = exporter.get("/metrics", Map.of());
            assertThat(answer.status()).isEqualTo(200);
            return lint(new String(answer.body(), StandardCharsets.UTF_8));
        }
    }

    /** The lines of {@code promtool check metrics}; a page that it cannot parse is an error. */
    private Set<String> lint(String page) throws IOException {
        Path input = Files.writeString(Files.createTempFile(directory, "page", ".txt"), page);
        Process process = new ProcessBuilder(Programs.oracle("promtool").get(0), "check", "metrics")
                .redirectInput(input.toFile())
                .redirectErrorStream(true)
                .start();
        Set<String> lines =
                new LinkedHashSet<>(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .toList());
        try {
            // 3: it has findings; anything else but 0 means that it could not read the page.
            int exit = process.waitFor();
            if (exit != 0 && exit != 3) {
                throw new IOException("promtool ends with " + exit + ": " + lines);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return lines;
    }
}
