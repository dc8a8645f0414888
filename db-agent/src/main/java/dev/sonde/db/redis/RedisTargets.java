package dev.sonde.db.redis;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.runtime.BuildInfo;
import dev.sonde.core.scrape.CollectorSet;
import dev.sonde.core.scrape.GatherErrors;
import dev.sonde.core.scrape.PageSource;
import dev.sonde.core.scrape.ReportNames;
import dev.sonde.core.scrape.ScrapeCoordinator;
import dev.sonde.core.scrape.ScrapeThreads;
import dev.sonde.db.net.HostPort;
import dev.sonde.db.net.Network;
import dev.sonde.db.options.Options;
import dev.sonde.db.redis.names.Names;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The Redis targets of the agent, each with its page and its one connection, both kept from scrape to scrape. Targets that
 * come by request are bounded: the one not asked for longest makes room, and its connection is closed. Thread-safe.
 */
public final class RedisTargets implements AutoCloseable {
    private static final int MOST = 512;

    /** What the families about the collector are called; there is one collector to a target. */
    private static final ReportNames REPORT = ReportNames.of("sonde_redis");

    private final Network network;
    private final ScrapeThreads threads;
    private final GatherErrors errors;
    private final BuildInfo build;
    private final AtomicLong requestErrors = new AtomicLong();
    private final Map<String, Names> names = new LinkedHashMap<>();
    private final Map<Key, Target> targets = new LinkedHashMap<>(16, 0.75f, true);

    public RedisTargets(Network network, ScrapeThreads threads, GatherErrors errors, BuildInfo build) {
        this.network = network;
        this.threads = threads;
        this.errors = errors;
        this.build = build;
    }

    private record Key(String address, Options options) {}

    private record Target(PageSource page, RedisSession session) {}

    /**
     * The page of a target that a request names.
     *
     * @param passwords by address, or null
     * @throws IllegalArgumentException when the address is none
     */
    public PageSource page(String address, Options options, @Nullable Passwords passwords) {
        Key key = new Key(address, options);
        Target evicted = null;
        Target target;
        synchronized (targets) {
            target = targets.get(key);
            if (target == null) {
                target = target(address, options, passwords, List.of());
                if (targets.size() >= MOST) {
                    evicted = targets.remove(targets.keySet().iterator().next());
                }
                targets.put(key, target);
            }
        }
        if (evicted != null) {
            evicted.session.close();
        }
        return target.page;
    }

    /** The page of a target that stays, with what the agent says of itself. */
    public PageSource page(String address, Options options, @Nullable Passwords passwords, List<AgentCollector> own) {
        synchronized (targets) {
            Target target = target(address, options, passwords, own);
            targets.put(new Key("own " + address, options), target);
            return target.page;
        }
    }

    private Target target(String text, Options options, @Nullable Passwords passwords, List<AgentCollector> more) {
        RedisAddress address = RedisAddress.parse(text);
        Names prefix = names.computeIfAbsent(options.text("namespace"), Names::of);
        RedisSession session = new RedisSession(address, options, new Login(address, options, passwords), network);
        RedisStatus status = new RedisStatus(address.key(), prefix, build, requestErrors);
        RedisCollector collector = new RedisCollector(session, status, prefix, options);
        List<AgentCollector> own = new ArrayList<>(more);
        own.add(status);
        CollectorSet set = new CollectorSet(List.of(collector), Set.of(collector.name()), own);
        return new Target(new ScrapeCoordinator(set, threads, REPORT, errors), session);
    }

    /** A page of the agent alone, for one that has no target of its own. */
    public PageSource none(List<AgentCollector> own, Options options) {
        CollectorSet set = new CollectorSet(List.of(), Set.of(), own);
        return new ScrapeCoordinator(set, threads, REPORT, errors);
    }

    /**
     * Where an address leads.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static HostPort place(String address) {
        return RedisAddress.parse(address).where();
    }

    /**
     * The nodes of a cluster, as addresses to scrape; on a connection of its own. Blocks.
     *
     * @param address of any node
     * @throws IOException when it cannot be asked
     */
    public List<String> clusterNodes(String address, Options options, @Nullable Passwords passwords)
            throws IOException {
        RedisAddress seed = RedisAddress.parse(address);
        try (RedisSession session = new RedisSession(seed, options, new Login(seed, options, passwords), network)) {
            return ClusterNodes.of(session, seed, options);
        }
    }

    /** A request named no target that can be scraped. */
    public void refused() {
        requestErrors.incrementAndGet();
    }

    @Override
    public void close() {
        synchronized (targets) {
            for (Target target : targets.values()) {
                target.session.close();
            }
            targets.clear();
        }
    }
}
