package dev.sonde.node.it;

import dev.sonde.node.OneCollector;
import dev.sonde.node.fixture.Fixture;
import dev.sonde.node.fixture.Tree;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The newer peer beside our collector on one fixture. */
final class FixtureParity implements AutoCloseable {
    private static final String SUCCESS = "node_scrape_collector_success";

    private final Fixture fixture;
    private final Tree tree;
    private Daemon peer;

    FixtureParity(Fixture fixture, Tree tree) throws IOException {
        this.fixture = fixture;
        this.tree = tree;
        this.peer = peer();
    }

    private Daemon peer() throws IOException {
        List<String> flags = new ArrayList<>(fixture.flags(tree));
        flags.add("--web.disable-exporter-metrics");
        return Daemon.exporter(Programs.newPeer(), flags);
    }

    /** Forgets what the peer has seen before. */
    void restart() throws IOException {
        peer.close();
        peer = peer();
    }

    boolean peerIsAlive() throws IOException {
        return peer.isAlive();
    }

    /** What the peer says now. */
    Page theirs() throws IOException {
        return peer.page();
    }

    /** The same, or null if that takes it longer. */
    @Nullable Page theirsWithin(Duration limit) throws IOException {
        try {
            return peer.get("/metrics", Map.of(), limit).page();
        } catch (HttpTimeoutException e) {
            return null;
        }
    }

    /** What a collector of ours says that sees the tree for the first time. */
    Page ours() throws IOException {
        try (OneCollector collector = new OneCollector(fixture, tree)) {
            return PageParser.text(collector.page());
        }
    }

    static boolean succeeded(Page page) {
        return page.families().get(SUCCESS).samples().get(0).value() == 1;
    }

    /** The differences; about the scrape itself only that one succeeds where the other does. */
    static List<String> findings(Page theirs, Page ours) {
        Parity parity = new Parity("new", true);
        Page expected = without(theirs);
        parity.round(expected, without(ours), expected);
        return parity.findings();
    }

    private static Page without(Page page) {
        Map<String, Family> families = new LinkedHashMap<>(page.families());
        families.keySet()
                .removeAll(List.of(
                        "node_exporter_build_info",
                        "node_scrape_collector_duration_seconds",
                        "node_scrape_collector_failure_reason"));
        return Page.of(families);
    }

    @Override
    public void close() throws IOException {
        peer.close();
    }
}
