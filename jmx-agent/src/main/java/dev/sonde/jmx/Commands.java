package dev.sonde.jmx;

import dev.sonde.core.config.ConfigException;
import dev.sonde.core.http.HttpServer;
import dev.sonde.core.http.ListenException;
import dev.sonde.core.runtime.BuildInfo;
import dev.sonde.core.runtime.Lifecycle;
import dev.sonde.jmx.config.RemoteConfig;
import java.io.PrintStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@code java -jar jmx-agent.jar} can be told to do. */
final class Commands {
    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);
    private static final long GRACE_MILLIS = 10_000;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private final BuildInfo build;
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    Commands(BuildInfo build) {
        this.build = build;
    }

    int run(String[] arguments) throws InterruptedException {
        String first = arguments.length == 0 ? "--help" : arguments[0];
        try {
            switch (first) {
                case "--help":
                case "-h":
                case "help":
                    out.print(Usage.TEXT);
                    return arguments.length == 0 ? MISUSED : 0;
                case "--version":
                    out.print(build.text(JmxAgent.NAME));
                    return 0;
                case "list":
                    new Attach().list(out);
                    return 0;
                case "attach":
                    return arguments.length == 3 ? attach(arguments[1], Arguments.parse(arguments[2])) : misused();
                case "check":
                    return arguments.length == 2 || arguments.length == 3 ? check(arguments) : misused();
                case "--copy-to":
                    return arguments.length == 2 ? copyTo(arguments[1]) : misused();
                default:
                    return arguments.length == 2 ? serve(Arguments.of(first, arguments[1])) : misused();
            }
        } catch (ConfigException e) {
            err.println(JmxAgent.NAME + ": error: " + e.getMessage());
            return FAILED;
        }
    }

    private int attach(String pid, Arguments arguments) {
        new Attach().load(pid, CopyJar.jar(), arguments);
        out.println("jmx-agent answers on " + arguments.address + " in process " + pid);
        return 0;
    }

    private int check(String[] arguments) {
        Check check = new Check(arguments[1], out);
        boolean good = check.isGood();
        if (arguments.length == 3 && arguments[2].matches("[0-9]+")) {
            check.process(new Attach().managementUrl(arguments[2]));
        } else if (arguments.length == 3) {
            check.lines(arguments[2]);
        }
        return good ? 0 : FAILED;
    }

    private int copyTo(String directory) {
        out.println(CopyJar.copyTo(directory));
        return 0;
    }

    private int misused() {
        err.print(Usage.TEXT);
        return MISUSED;
    }

    private int serve(Arguments arguments) throws InterruptedException {
        Lifecycle lifecycle = new Lifecycle(JmxAgent.NAME, GRACE_MILLIS);
        JmxServer server = JmxServer.read(arguments.file);
        RemoteConfig remote = server.config().remote;
        if (remote == null) {
            throw new ConfigException(arguments.file + ": needs hostPort or jmxUrl, to say which JVM to read");
        }
        RemoteTls.use(remote);
        try {
            HttpServer http = lifecycle.started(server.listen(arguments.address, build));
            LOG.info("Serving the MBeans of {}, addresses={}", remote.url, http.addresses());
        } catch (ListenException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
        return lifecycle.await();
    }
}
