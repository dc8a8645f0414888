package dev.sonde.node;

import dev.sonde.core.config.ConfigException;
import dev.sonde.core.config.FlagFile;
import dev.sonde.core.flags.FlagReport;
import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.flags.LogFlags;
import dev.sonde.core.flags.UsageException;
import dev.sonde.core.http.AgentRoutes;
import dev.sonde.core.http.HttpServer;
import dev.sonde.core.http.LandingPage;
import dev.sonde.core.http.ListenException;
import dev.sonde.core.http.MetricsRoute;
import dev.sonde.core.http.Readiness;
import dev.sonde.core.http.Routes;
import dev.sonde.core.http.ServerOptions;
import dev.sonde.core.http.WebConfig;
import dev.sonde.core.http.WebFlags;
import dev.sonde.core.http.undertow.UndertowServer;
import dev.sonde.core.http.web.WebConfigFile;
import dev.sonde.core.http.web.WebConfigMetrics;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.runtime.BuildInfo;
import dev.sonde.core.runtime.BuildInfoMetrics;
import dev.sonde.core.runtime.ConfigMetrics;
import dev.sonde.core.runtime.LastWords;
import dev.sonde.core.runtime.Lifecycle;
import dev.sonde.core.runtime.Terminal;
import dev.sonde.core.scrape.CollectorSet;
import dev.sonde.core.scrape.GatherErrors;
import dev.sonde.core.scrape.HandlerMetrics;
import dev.sonde.core.scrape.JvmMetrics;
import dev.sonde.core.scrape.PageSource;
import dev.sonde.core.scrape.ProcessMetrics;
import dev.sonde.core.scrape.ScrapeCoordinator;
import dev.sonde.node.collector.NodeContext;
import dev.sonde.node.jna.ServiceNotifier;
import dev.sonde.node.linux.Auxv;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The host agent: reads its flags, makes its collectors, serves their page until it is told to stop. */
public final class NodeAgent {
    private static final String NAME = "node-agent";
    private static final String PEER = "node_exporter";
    private static final long GRACE_MILLIS = 10_000;
    private static final int FAILED = 1;

    private final String[] arguments;
    private final FlagSet flags;
    private final FlagReport report;
    private final BuildInfo build;
    private final Readiness readiness = new Readiness();
    private final Lifecycle lifecycle = new Lifecycle(NAME, GRACE_MILLIS);

    private NodeAgent(String[] arguments, FlagSet flags, BuildInfo build) {
        this.arguments = arguments;
        this.flags = flags;
        this.report = new FlagReport(flags);
        this.build = build;
    }

    public static void main(String[] args) throws InterruptedException {
        LastWords.install("give the agent a larger heap, with NODE_AGENT_HEAP or -Xmx");
        BuildInfo build = BuildInfo.load();
        FlagSet flags = declare(build);
        int code;
        try {
            if (args.length > 0 && args[0].equals(ConfigCheck.COMMAND)) {
                flags.parse(Arrays.copyOfRange(args, 1, args.length));
                code = new ConfigCheck(flags, System.out, Terminal.ofStandardOutput()).run();
            } else {
                flags.parse(args);
                configure(flags);
                WebFlags.check(flags);
                Once.select(flags);
                LogFlags.apply(flags);
                NodeAgent agent = new NodeAgent(args, flags, build);
                code = Once.isAsked(flags) ? agent.once() : agent.run();
            }
        } catch (UsageException e) {
            e.print(System.out, System.err);
            code = e.exitCode();
        }
        System.exit(code);
    }

    private static void configure(FlagSet flags) {
        try {
            FlagFile.apply(flags);
        } catch (ConfigException e) {
            throw flags.error(e.getMessage());
        }
    }

    static FlagSet declare(BuildInfo build) {
        FlagSet flags = new FlagSet(NAME, "Host metrics for Prometheus").version(build.text(NAME));
        WebFlags.declare(flags, ":9100");
        LogFlags.declare(flags);
        FlagFile.declare(flags);
        Once.declare(flags);
        NodeFlags.declare(flags);
        NodeCollectors.declare(flags);
        return flags;
    }

    private int run() throws InterruptedException {
        Logger log = LoggerFactory.getLogger(NodeAgent.class);
        log.info("Starting {} {}", NAME, build.versionSummary());
        log.info("Build context {}", build.buildSummary());
        if ("root".equals(System.getProperty("user.name"))) {
            log.warn("Running as root, which the agent does not need");
        }
        String retired = RetiredCollectors.warning(flags);
        if (!retired.isEmpty()) {
            log.warn(retired);
        }
        HttpServer server;
        try {
            NodeFlags.checkPaths(flags);
            server = lifecycle.started(serve(webConfig()));
        } catch (IllegalArgumentException e) {
            throw flags.error(e.getMessage());
        } catch (ListenException | ConfigException e) {
            log.error(e.getMessage());
            return FAILED;
        }
        readiness.set(true);
        log.info("Ready, addresses={}", server.addresses());
        notifyManager(server);
        return lifecycle.await();
    }

    private int once() throws InterruptedException {
        GatherErrors errors = new GatherErrors();
        List<AgentCollector> own = own(new HandlerMetrics(errors), WebConfig.NONE);
        try {
            NodeFlags.checkPaths(flags);
            try (ScrapeCoordinator all = coordinator(flags, own, errors)) {
                return Once.print(flags, all, System.out) ? 0 : FAILED;
            }
        } catch (IllegalArgumentException e) {
            throw flags.error(e.getMessage());
        }
    }

    /** Tells systemd, when it is systemd that has started the agent and wants to know. */
    private void notifyManager(HttpServer server) {
        String socket = System.getenv("NOTIFY_SOCKET");
        if (socket != null && !socket.isEmpty()) {
            ServiceNotifier notifier = new ServiceNotifier(socket);
            notifier.ready("Listening on " + server.addresses());
            lifecycle.started(notifier::stopping);
            long limit = Watchdog.limitMillis(
                    System.getenv(), ProcessHandle.current().pid());
            if (limit > 0) {
                lifecycle.started(new Watchdog(server.addresses().get(0), notifier::alive, limit).start());
            }
        }
    }

    private WebConfig webConfig() {
        WebConfig config = WebConfigFile.load(flags.getString("web.config.file"));
        if (config != WebConfig.NONE) {
            lifecycle.onReload(config::reload);
        }
        return config;
    }

    private HttpServer serve(WebConfig webConfig) {
        GatherErrors errors = new GatherErrors();
        HandlerMetrics handler = new HandlerMetrics(errors);
        List<AgentCollector> own = own(handler, webConfig);
        MetricsRoute metrics = new MetricsRoute(
                scrapes(own, errors), handler, flags.getInt("web.max-requests"), flags.getNumber("timeout-offset"));
        ServerOptions options = ServerOptions.builder(NAME)
                .listen(flags.getStrings("web.listen-address"))
                .webConfig(webConfig)
                .build();
        LandingPage.Builder landing = LandingPage.builder("Sonde node-agent", build.version());
        if (flags.getBool("web.live-page")) {
            landing.live(report);
        }
        Routes routes = AgentRoutes.of(flags.getString("web.telemetry-path"), metrics, landing, readiness)
                .build();
        return UndertowServer.start(options, routes);
    }

    private PageSource scrapes(List<AgentCollector> own, GatherErrors errors) {
        if (flags.getString(FlagFile.FLAG).isEmpty()) {
            return lifecycle.started(coordinator(flags, own, errors));
        }
        ConfigMetrics metrics = new ConfigMetrics();
        own.add(metrics);
        ConfiguredScrapes scrapes = lifecycle.started(
                new ConfiguredScrapes(() -> declare(build).parse(arguments), flags, now -> followed(now, own, errors)));
        lifecycle.onReload(scrapes.file()::reload);
        metrics.tellOf(scrapes.file());
        return scrapes;
    }

    private ScrapeCoordinator followed(FlagSet now, List<AgentCollector> own, GatherErrors errors) {
        ScrapeCoordinator made = coordinator(now, own, errors);
        report.follow(now);
        return made;
    }

    private static ScrapeCoordinator coordinator(FlagSet flags, List<AgentCollector> own, GatherErrors errors) {
        List<AgentCollector> collectors = NodeCollectors.create(new NodeContext(NodeFlags.paths(flags), flags));
        LoggerFactory.getLogger(NodeAgent.class).info("Collecting, collectors={}", names(collectors));
        CollectorSet set = new CollectorSet(collectors, NodeCollectors.names(), own);
        return new ScrapeCoordinator(set, NAME, "node", NodeFlags.limits(flags), errors);
    }

    private List<AgentCollector> own(HandlerMetrics handler, WebConfig webConfig) {
        List<AgentCollector> own = new ArrayList<>();
        own.add(new BuildInfoMetrics(PEER, build));
        if (!flags.getBool("web.disable-exporter-metrics")) {
            own.add(new ProcessMetrics(Auxv.pageSize()));
            own.add(new JvmMetrics());
            own.add(handler);
            if (webConfig instanceof WebConfigFile file) {
                own.add(new WebConfigMetrics(file));
            }
        }
        return own;
    }

    private static String names(List<AgentCollector> collectors) {
        StringBuilder names = new StringBuilder();
        for (AgentCollector collector : collectors) {
            names.append(names.length() == 0 ? "" : ",").append(collector.name());
        }
        return names.toString();
    }
}
