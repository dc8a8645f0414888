package dev.sonde.db.mysql;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.scrape.CollectorSet;
import dev.sonde.core.scrape.GatherErrors;
import dev.sonde.core.scrape.PageSource;
import dev.sonde.core.scrape.ReportNames;
import dev.sonde.core.scrape.ScrapeCoordinator;
import dev.sonde.core.scrape.ScrapeThreads;
import dev.sonde.db.net.HostPort;
import dev.sonde.db.net.Network;
import dev.sonde.db.options.Options;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The MySQL targets of the agent, each with its page and its connections, both kept from scrape to scrape. Targets that
 * come by request are bounded: the one not asked for longest makes room, and its connections are closed. Thread-safe.
 */
public final class MysqlTargets implements AutoCloseable {
    private static final int MOST = 512;
    private static final String CLIENT = "client";
    private static final ReportNames REPORT = new ReportNames(
            "mysql_exporter_collector_duration_seconds",
            "mysql_exporter_collector_success",
            "sonde_mysql_collector_failure_reason",
            "collect.");

    private final Network network;
    private final ScrapeThreads threads;
    private final GatherErrors errors;
    private final Map<Key, Target> targets = new LinkedHashMap<>(16, 0.75f, true);

    public MysqlTargets(Network network, ScrapeThreads threads, GatherErrors errors) {
        this.network = network;
        this.threads = threads;
        this.errors = errors;
    }

    private record Key(String target, String section, Options options, boolean own) {}

    private record Target(PageSource page, Links links) {}

    /**
     * The page of a target.
     *
     * @param target {@code host:port} or {@code unix://path}; empty for where the section leads
     * @param section of the option file, empty for {@code client}
     * @param own what the agent says of itself on this page
     * @throws IllegalArgumentException when there is no such section, or the target is no address
     */
    public PageSource page(String target, String section, Options options, OptionFile file, List<AgentCollector> own) {
        String name = section.isEmpty() ? CLIENT : section;
        Key key = new Key(target, name, options, !own.isEmpty());
        Target evicted = null;
        Target found;
        synchronized (targets) {
            found = targets.get(key);
            if (found == null) {
                found = make(target, name, options, file, own);
                if (targets.size() >= MOST) {
                    evicted = targets.remove(targets.keySet().iterator().next());
                }
                targets.put(key, found);
            }
        }
        if (evicted != null) {
            evicted.links.close();
        }
        return found.page;
    }

    private Target make(String target, String section, Options options, OptionFile file, List<AgentCollector> more) {
        HostPort asked = target.isEmpty() ? null : MysqlLogin.place(target);
        // a section that cannot be used is told at once, not with the first scrape
        MysqlLogin first = login(asked, section, options, file);
        Intervals.check(options);
        Supplier<MysqlLogin> login = () -> login(asked, section, options, file);
        int most = Math.max(1, options.integer("exporter.max_open_connections"));
        Links links = new Links(first.where().toString(), login, settings(options), network, most);
        long queryTimeout = (long) (1000 * options.number("exporter.query_timeout"));
        List<AgentCollector> collectors = MysqlCollectors.of(new MysqlContext(links, options, queryTimeout));
        List<AgentCollector> own = new ArrayList<>(more);
        own.add(new MysqlStatus(links));
        CollectorSet set = new CollectorSet(collectors, MysqlCollectors.labels(), own);
        ScrapeCoordinator coordinator = new ScrapeCoordinator(set, threads, REPORT, errors);
        Set<String> enabled = new LinkedHashSet<>(set.names());
        return new Target(request -> coordinator.scrape(new FilteredRequest(request, enabled)), links);
    }

    private static MysqlLogin login(@Nullable HostPort asked, String section, Options options, OptionFile file) {
        Map<String, String> found = file.section(section);
        if (found == null) {
            throw new IllegalArgumentException("Could not find section [" + section + "] from config file");
        }
        HostPort fallback = MysqlLogin.place(found.getOrDefault("address", "localhost:3306"));
        HostPort where = asked == null ? MysqlLogin.where(found, fallback) : asked;
        return MysqlLogin.of(found, where, options.bool("tls.insecure-skip-verify"));
    }

    private static List<String> settings(Options options) {
        List<String> settings = new ArrayList<>();
        if (options.bool("exporter.enable_lock_wait_timeout")) {
            settings.add("lock_wait_timeout=" + options.integer("exporter.lock_wait_timeout"));
        }
        if (options.bool("exporter.log_slow_filter")) {
            settings.add("log_slow_filter='tmp_table_on_disk,filesort_on_disk'");
        }
        return settings;
    }

    @Override
    public void close() {
        synchronized (targets) {
            for (Target target : targets.values()) {
                target.links.close();
            }
            targets.clear();
        }
    }
}
