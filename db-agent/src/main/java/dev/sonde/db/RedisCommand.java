package dev.sonde.db;

import dev.sonde.core.config.ConfigException;
import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.http.AgentRoutes;
import dev.sonde.core.http.Answers;
import dev.sonde.core.http.HttpServer;
import dev.sonde.core.http.LandingPage;
import dev.sonde.core.http.ListenException;
import dev.sonde.core.http.MetricsRoute;
import dev.sonde.core.http.Readiness;
import dev.sonde.core.http.Routes;
import dev.sonde.core.http.WebConfig;
import dev.sonde.core.scrape.PageSource;
import dev.sonde.db.options.Options;
import dev.sonde.db.redis.Passwords;
import dev.sonde.db.redis.RedisOptions;
import dev.sonde.db.redis.RedisTargets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code db-agent redis}: takes redis_exporter's flags and answers as it does. */
final class RedisCommand {
    private static final Logger log = LoggerFactory.getLogger(RedisCommand.class);

    private final FlagSet flags;
    private final AgentServer agent;
    private final Options options;
    private final @Nullable Passwords passwords;
    private final RedisTargets targets;
    private final Readiness readiness = new Readiness();

    /** @throws ConfigException when the password file cannot be used */
    RedisCommand(FlagSet flags, AgentServer agent) {
        this.flags = flags;
        this.agent = agent;
        options = Options.of(RedisOptions.TABLE).with(flags);
        String file = options.text("redis.password-file");
        passwords = file.isEmpty() || !options.text("redis.password").isEmpty() ? null : new Passwords(file);
        targets = agent.lifecycle()
                .started(new RedisTargets(agent.network(), agent.threads(), agent.errors(), agent.build()));
    }

    /** @throws ListenException when an address cannot be listened on */
    HttpServer start() {
        WebConfig web = RedisWebConfig.of(flags);
        agent.lifecycle().onReload(web::reload);
        HttpServer server = agent.start(flags, web, routes(web));
        readiness.set(true);
        log.info("Ready, target={}, addresses={}", shown(options.text("redis.addr")), server.addresses());
        return server;
    }

    /** An address may hold a password. */
    private static String shown(String address) {
        return address.substring(address.lastIndexOf('@') + 1);
    }

    private Routes routes(WebConfig web) {
        boolean process = !flags.getBool("redis-only-metrics") && !flags.getBool("web.disable-exporter-metrics");
        String address = options.text("redis.addr");
        PageSource own = address.isEmpty()
                ? targets.none(agent.own(process, web), options)
                : targets.page(address, options, passwords, agent.own(process, web));
        MetricsRoute metrics = new MetricsRoute(
                own, agent.handler(), flags.getInt("web.max-requests"), flags.getNumber("timeout-offset"));
        LandingPage.Builder landing = agent.landing("Redis", flags);
        Routes.Builder routes = AgentRoutes.of(flags.getString("web.telemetry-path"), metrics, landing, readiness)
                .any("/health", call -> Answers.text(call, 200, "ok"))
                .any("/-/reload", new RedisReloadRoute(passwords))
                .any("/discover-cluster-nodes", new DiscoverRoute(targets, options, passwords));
        if (!flags.getBool("disable-scrape-endpoint")) {
            routes.any(
                    "/scrape",
                    new RedisScrapeRoute(metrics, targets, options, passwords, flags.getString("scrape-allow")));
        }
        return routes.build();
    }
}
