package dev.sonde.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.core.exposition.PageFormat;
import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.runtime.BuildInfo;
import dev.sonde.core.scrape.CollectorLimits;
import dev.sonde.core.scrape.CollectorSet;
import dev.sonde.core.scrape.FilterException;
import dev.sonde.core.scrape.GatherErrors;
import dev.sonde.core.scrape.ScrapeCoordinator;
import dev.sonde.core.scrape.ScrapeRequest;
import dev.sonde.node.collector.NodeContext;
import dev.sonde.node.fixture.Fixture;
import dev.sonde.node.fixture.Tree;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The agent's one collector that reads a fixture, made by the flags as the agent makes it, and its pages. */
public final class OneCollector implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 60_000;

    private final ScrapeCoordinator coordinator;

    public OneCollector(Fixture fixture, Tree tree) {
        this(make(fixture, tree), CollectorLimits.NONE);
    }

    OneCollector(AgentCollector collector, CollectorLimits limits) {
        CollectorSet set = new CollectorSet(List.of(collector), NodeCollectors.names(), List.of());
        coordinator = new ScrapeCoordinator(set, "fixture", "node", limits, new GatherErrors());
    }

    static AgentCollector make(Fixture fixture, Tree tree) {
        return make(fixture, flags(fixture, tree));
    }

    /** For who makes the collector many times. */
    static FlagSet flags(Fixture fixture, Tree tree) {
        FlagSet flags = NodeAgent.declare(BuildInfo.load());
        return flags.parse(fixture.flags(tree).toArray(new String[0]));
    }

    static AgentCollector make(Fixture fixture, FlagSet flags) {
        List<AgentCollector> collectors = NodeCollectors.create(new NodeContext(NodeFlags.paths(flags), flags));
        assertThat(collectors).as("collectors of %s", fixture).hasSize(1);
        return collectors.get(0);
    }

    /** A page as text 0.0.4. */
    public byte[] page() throws IOException {
        Request request = new Request();
        try {
            coordinator.scrape(request);
            return request.page.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (FilterException | ExecutionException | TimeoutException e) {
            throw new IOException("no page", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        coordinator.close();
    }

    private static final class Request implements ScrapeRequest {
        final CompletableFuture<byte[]> page = new CompletableFuture<>();

        @Override
        public List<String> collect() {
            return List.of();
        }

        @Override
        public List<String> exclude() {
            return List.of();
        }

        @Override
        public PageFormat format() {
            return PageFormat.TEXT;
        }

        @Override
        public boolean gzip() {
            return false;
        }

        @Override
        public long timeoutMillis() {
            return PATIENCE_MILLIS;
        }

        @Override
        public void after(long millis, Runnable action) {
            CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS).execute(() -> {
                if (!page.isDone()) {
                    action.run();
                }
            });
        }

        @Override
        public void answer(byte[] body) {
            page.complete(body);
        }

        @Override
        public void fail() {
            page.completeExceptionally(new IOException("the scrape failed"));
        }
    }
}
