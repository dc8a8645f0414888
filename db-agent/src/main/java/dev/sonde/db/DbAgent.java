package dev.sonde.db;

import dev.sonde.core.config.ConfigException;
import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.flags.LogFlags;
import dev.sonde.core.flags.UsageException;
import dev.sonde.core.http.ListenException;
import dev.sonde.core.http.WebFlags;
import dev.sonde.core.runtime.BuildInfo;
import dev.sonde.core.runtime.Lifecycle;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The database agent: {@code db-agent redis}, {@code db-agent mysql}, or both by a file. */
public final class DbAgent {
    private static final long GRACE_MILLIS = 10_000;
    private static final int FAILED = 1;

    private final Lifecycle lifecycle = new Lifecycle(AgentServer.NAME, GRACE_MILLIS);
    private final BuildInfo build = BuildInfo.load();

    private DbAgent() {}

    public static void main(String[] args) throws InterruptedException {
        int code;
        try {
            code = new DbAgent().run(args);
        } catch (UsageException e) {
            e.print(System.out, System.err);
            code = e.exitCode();
        }
        System.exit(code);
    }

    private int run(String[] args) throws InterruptedException {
        String command = args.length == 0 ? "" : args[0];
        String[] rest = args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length);
        Command chosen = switch (command) {
            case "mysql" -> mysql(rest);
            case "redis" -> redis(rest);
            default -> file(args);
        };
        Logger log = LoggerFactory.getLogger(DbAgent.class);
        log.info("Starting {} {}", AgentServer.NAME, build.versionSummary());
        try {
            chosen.start(new AgentServer(build, lifecycle));
        } catch (ListenException | ConfigException e) {
            log.error(e.getMessage());
            return FAILED;
        } catch (IllegalArgumentException e) {
            log.error(e.getMessage());
            return FAILED;
        }
        return lifecycle.await();
    }

    /** What is left to do once the flags are read. */
    private interface Command {
        void start(AgentServer agent);
    }

    private Command file(String[] args) {
        FlagSet flags = new FlagSet(
                        AgentServer.NAME,
                        "Database metrics for Prometheus, for both MySQL and Redis: db-agent mysql"
                                + " and db-agent redis take the peers' flags")
                .version(build.text(AgentServer.NAME));
        flags.string("config.file", "File with the sections mysql and redis, whose keys are the commands' flags.");
        LogFlags.declare(flags);
        flags.parse(args);
        LogFlags.apply(flags);
        String file = flags.getString("config.file");
        if (file.isEmpty()) {
            throw flags.error("expected a command, mysql or redis, or --config.file");
        }
        return agent -> new FileCommand(file, MysqlFlags.declare(build), RedisFlags.declare(build), System.getenv())
                .start(agent);
    }

    private Command mysql(String[] args) {
        FlagSet flags = MysqlFlags.declare(build);
        flags.parse(args);
        WebFlags.check(flags);
        LogFlags.apply(flags);
        return agent -> new MysqlCommand(flags, agent, System.getenv()).start();
    }

    private Command redis(String[] args) {
        FlagSet flags = RedisFlags.declare(build);
        flags.parse(GoArguments.translate(args, RedisFlags.byName(), System.getenv()));
        WebFlags.check(flags);
        RedisFlags.applyLog(flags);
        return agent -> new RedisCommand(flags, agent).start();
    }
}
