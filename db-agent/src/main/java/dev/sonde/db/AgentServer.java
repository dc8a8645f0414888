package dev.sonde.db;

import dev.sonde.core.flags.FlagReport;
import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.http.HttpServer;
import dev.sonde.core.http.LandingPage;
import dev.sonde.core.http.Route;
import dev.sonde.core.http.ServerOptions;
import dev.sonde.core.http.WebConfig;
import dev.sonde.core.http.undertow.UndertowServer;
import dev.sonde.core.http.web.WebConfigFile;
import dev.sonde.core.http.web.WebConfigMetrics;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.runtime.BuildInfo;
import dev.sonde.core.runtime.BuildInfoMetrics;
import dev.sonde.core.runtime.Lifecycle;
import dev.sonde.core.scrape.GatherErrors;
import dev.sonde.core.scrape.HandlerMetrics;
import dev.sonde.core.scrape.JvmMetrics;
import dev.sonde.core.scrape.ProcessMetrics;
import dev.sonde.core.scrape.ScrapeThreads;
import dev.sonde.db.net.Network;
import java.util.ArrayList;
import java.util.List;

/** What the listeners of one process share: threads, connections' helpers, and what the agent says of itself. */
final class AgentServer {
    static final String NAME = "db-agent";

    private static final int MOST_THREADS = 128;
    private static final int PAGE_SIZE = 4096;

    private final BuildInfo build;
    private final Lifecycle lifecycle;
    private final GatherErrors errors = new GatherErrors();
    private final HandlerMetrics handler = new HandlerMetrics(errors);
    private final Network network = Network.of(NAME);
    private final ScrapeThreads threads;

    AgentServer(BuildInfo build, Lifecycle lifecycle) {
        this.build = build;
        this.lifecycle = lifecycle;
        this.threads = lifecycle.started(new ScrapeThreads(NAME, MOST_THREADS));
    }

    BuildInfo build() {
        return build;
    }

    Lifecycle lifecycle() {
        return lifecycle;
    }

    GatherErrors errors() {
        return errors;
    }

    HandlerMetrics handler() {
        return handler;
    }

    Network network() {
        return network;
    }

    ScrapeThreads threads() {
        return threads;
    }

    /** What a page of the agent's own target says of the agent. */
    List<AgentCollector> own(boolean process, WebConfig web) {
        List<AgentCollector> own = new ArrayList<>();
        if (process) {
            own.add(new ProcessMetrics(PAGE_SIZE));
            own.add(new JvmMetrics());
            own.add(handler);
            if (web instanceof WebConfigFile file) {
                own.add(new WebConfigMetrics(file));
            }
        }
        return own;
    }

    /** {@code mysqld_exporter_build_info} and its like. */
    AgentCollector buildInfo(String peer) {
        return new BuildInfoMetrics(peer, build);
    }

    /** The page at {@code /} of the listener that these flags configure. */
    LandingPage.Builder landing(String target, FlagSet flags) {
        LandingPage.Builder landing = LandingPage.builder("Sonde db-agent: " + target, build.version());
        return flags.getBool("web.live-page") ? landing.live(new FlagReport(flags)) : landing;
    }

    HttpServer start(FlagSet flags, WebConfig web, Route routes) {
        ServerOptions options = ServerOptions.builder(NAME)
                .listen(flags.getStrings("web.listen-address"))
                .webConfig(web)
                .build();
        return lifecycle.started(UndertowServer.start(options, routes));
    }
}
