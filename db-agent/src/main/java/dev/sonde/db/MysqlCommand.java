package dev.sonde.db;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.http.AgentRoutes;
import dev.sonde.core.http.Answers;
import dev.sonde.core.http.HttpCall;
import dev.sonde.core.http.HttpServer;
import dev.sonde.core.http.MetricsRoute;
import dev.sonde.core.http.Readiness;
import dev.sonde.core.http.Routes;
import dev.sonde.core.http.WebConfig;
import dev.sonde.core.http.web.WebConfigFile;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.scrape.PageSource;
import dev.sonde.db.mysql.MysqlOptions;
import dev.sonde.db.mysql.MysqlTargets;
import dev.sonde.db.mysql.OptionFile;
import dev.sonde.db.options.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code db-agent mysql}: takes mysqld_exporter's flags and answers as it does. */
final class MysqlCommand {
    private static final Logger log = LoggerFactory.getLogger(MysqlCommand.class);

    private final FlagSet flags;
    private final AgentServer agent;
    private final Options options;
    private final OptionFile file;
    private final MysqlTargets targets;
    private final Readiness readiness = new Readiness();

    /** @throws dev.sonde.core.config.ConfigException when the option file cannot be read */
    MysqlCommand(FlagSet flags, AgentServer agent, Map<String, String> environment) {
        this.flags = flags;
        this.agent = agent;
        options = Options.of(MysqlOptions.TABLE).with(flags);
        String path = flags.getString("config.my-cnf");
        boolean given = flags.isSet("config.my-cnf");
        file = new OptionFile(path, MysqlFlags.fallback(flags, environment, given), environment);
        targets = agent.lifecycle().started(new MysqlTargets(agent.network(), agent.threads(), agent.errors()));
    }

    /** @throws IllegalArgumentException when the option file does not say who to log in as */
    HttpServer start() {
        WebConfig web = WebConfigFile.load(flags.getString("web.config.file"));
        agent.lifecycle().onReload(() -> {
            file.reload();
            web.reload();
        });
        HttpServer server = agent.start(flags, web, routes(web));
        readiness.set(true);
        log.info("Ready, addresses={}", server.addresses());
        return server;
    }

    private Routes routes(WebConfig web) {
        List<AgentCollector> own = new ArrayList<>(agent.own(!flags.getBool("web.disable-exporter-metrics"), web));
        own.add(agent.buildInfo("mysqld_exporter"));
        PageSource page = targets.page("", "", options, file, own);
        MetricsRoute metrics = new MetricsRoute(
                page, agent.handler(), flags.getInt("web.max-requests"), flags.getNumber("timeout-offset"));
        return AgentRoutes.of(
                        flags.getString("web.telemetry-path"),
                        call -> {
                            List<String> target = call.queryValues("target");
                            if (target.isEmpty() || target.get(0).isEmpty()) {
                                metrics.handle(call);
                            } else {
                                probe(call, metrics, own);
                            }
                        },
                        agent.landing("MySQL", flags),
                        readiness)
                .any("/probe", call -> probe(call, metrics, List.of()))
                .any("/-/reload", call -> call.execute(() -> Answers.text(call, 200, file.reload() ? "ok" : "")))
                .build();
    }

    private void probe(HttpCall call, MetricsRoute metrics, List<AgentCollector> own) {
        List<String> target = call.queryValues("target");
        List<String> module = call.queryValues("auth_module");
        if (target.isEmpty() || target.get(0).isEmpty()) {
            Answers.text(call, 400, "target is required\n");
            return;
        }
        PageSource page;
        try {
            page = targets.page(target.get(0), module.isEmpty() ? "" : module.get(0), options, file, own);
        } catch (IllegalArgumentException e) {
            Answers.text(call, 400, e.getMessage() + "\n");
            return;
        }
        metrics.answer(call, page);
    }
}
