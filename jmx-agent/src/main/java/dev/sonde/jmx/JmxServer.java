package dev.sonde.jmx;

import dev.sonde.core.config.ConfigException;
import dev.sonde.core.config.WatchedFile;
import dev.sonde.core.http.AgentRoutes;
import dev.sonde.core.http.HttpServer;
import dev.sonde.core.http.LandingPage;
import dev.sonde.core.http.MetricsRoute;
import dev.sonde.core.http.Readiness;
import dev.sonde.core.http.Routes;
import dev.sonde.core.http.ServerOptions;
import dev.sonde.core.http.WebConfig;
import dev.sonde.core.http.undertow.UndertowServer;
import dev.sonde.core.http.web.WebConfigFile;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.runtime.BuildInfo;
import dev.sonde.core.scrape.CollectorSet;
import dev.sonde.core.scrape.GatherErrors;
import dev.sonde.core.scrape.HandlerMetrics;
import dev.sonde.core.scrape.ScrapeCoordinator;
import dev.sonde.jmx.config.JmxConfig;
import dev.sonde.jmx.config.RemoteConfig;
import dev.sonde.jmx.jvm.JvmCollector;
import dev.sonde.jmx.scrape.JmxCollector;
import dev.sonde.jmx.scrape.LocalServer;
import dev.sonde.jmx.scrape.RemoteServer;
import dev.sonde.jmx.scrape.ServerSource;
import dev.sonde.jmx.scrape.SessionPlan;
import dev.sonde.jmx.web.RulesFileWebConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A rules file and the server that answers by it. */
final class JmxServer {
    private static final Logger LOG = LoggerFactory.getLogger(JmxServer.class);
    private static final String PATH = "/metrics";
    /** Seconds by which a page is sent before the client's time is up. */
    private static final double OFFSET_SECONDS = 0.25;

    private static final int MOST_SCRAPES = 40;

    private final WatchedFile<SessionPlan> file;
    private final JmxConfig config;

    private JmxServer(WatchedFile<SessionPlan> file) {
        this.file = file;
        this.config = file.get().config();
    }

    /** @throws dev.sonde.core.config.ConfigException when the file cannot be used */
    static JmxServer read(String file) {
        return new JmxServer(
                new WatchedFile<>(file, (name, content) -> new SessionPlan(name, content, LOG::warn), LOG));
    }

    /** As the file was when it was read first. */
    JmxConfig config() {
        return config;
    }

    /**
     * Starts to answer.
     *
     * @throws dev.sonde.core.http.ListenException when the address cannot be had
     * @throws ConfigException when the server cannot be guarded as the file asks
     */
    HttpServer listen(String address, BuildInfo build) {
        RemoteConfig remote = config.remote;
        PlatformServer platform = new PlatformServer(config.startDelaySeconds);
        ServerSource source = remote == null ? new LocalServer(platform::get) : new RemoteServer(remote);
        List<AgentCollector> collectors = new ArrayList<>();
        if (remote == null && !config.excludeJvmMetrics) {
            // first: names that are the JVM's own stay its own, whatever a rule says
            collectors.add(new JvmCollector(platform::get, platform::isReady, config.sonde.oldJvmNames));
        }
        collectors.add(new JmxCollector(file, source, platform::isReady));
        List<AgentCollector> own = Collections.singletonList(new JmxBuildInfo(remote == null, build));
        GatherErrors errors = new GatherErrors();
        CollectorSet set = new CollectorSet(collectors, names(collectors), own);
        ScrapeCoordinator coordinator = new ScrapeCoordinator(set, JmxAgent.NAME, "jmx_agent", errors);
        MetricsRoute metrics = new MetricsRoute(coordinator, new HandlerMetrics(errors), MOST_SCRAPES, OFFSET_SECONDS);
        ServerOptions options = ServerOptions.builder(JmxAgent.NAME)
                .listen(address)
                .webConfig(webConfig())
                .build();
        Readiness readiness = new Readiness();
        readiness.set(true);
        LandingPage.Builder landing = LandingPage.builder("Sonde jmx-agent", build.version());
        if (config.sonde.livePage) {
            landing.live(new ConfigReport(file, address));
        }
        Routes.Builder routes = AgentRoutes.of(PATH, metrics, landing, readiness);
        if (config.http.metricsPath != null) {
            routes.any(config.http.metricsPath, metrics);
        }
        return UndertowServer.start(options, routes.build());
    }

    /** @throws ConfigException when what is named there cannot be used */
    private WebConfig webConfig() {
        String path = config.sonde.webConfigFile;
        WebConfig block = RulesFileWebConfig.of(config.http);
        if (path == null) {
            return block;
        }
        if (block != WebConfig.NONE) {
            throw new ConfigException(
                    file.file() + ": sonde.webConfigFile and httpServer cannot both say how the server is guarded");
        }
        return WebConfigFile.load(path);
    }

    private static Set<String> names(List<AgentCollector> collectors) {
        Set<String> names = new HashSet<>();
        for (AgentCollector collector : collectors) {
            names.add(collector.name());
        }
        return names;
    }
}
