package dev.sonde.jmx;

import dev.sonde.core.config.ConfigException;
import dev.sonde.core.http.HttpServer;
import dev.sonde.core.http.ListenException;
import dev.sonde.core.runtime.BuildInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agent proper, called by the boot package through a class loader of its own. */
public final class JmxAgent {
    static final String NAME = "jmx-agent";
    private static final Logger LOG = LoggerFactory.getLogger(JmxAgent.class);

    private JmxAgent() {}

    /**
     * Starts the agent in the JVM of an application. What goes wrong is logged as one line and leaves the application
     * alone, unless the rules file asks for the contrary.
     *
     * @param text {@code [host:]port:file}
     */
    public static void start(String text) {
        try {
            Arguments arguments = Arguments.parse(text);
            JmxServer server = JmxServer.read(arguments.file);
            if (server.config().remote != null) {
                throw new ConfigException(arguments.file
                        + ": hostPort and jmxUrl are for the agent as a program of its own, not inside an application");
            }
            try {
                HttpServer http = server.listen(arguments.address, BuildInfo.load());
                LOG.info("Serving the MBeans of this JVM, addresses={}", http.addresses());
            } catch (ListenException | ConfigException e) {
                LOG.error("Not started: {}", e.getMessage());
                if (server.config().sonde.failFast) {
                    System.exit(1);
                }
            }
        } catch (ConfigException e) {
            LOG.error("Not started: {}", e.getMessage());
        }
    }

    /**
     * The agent as a program.
     *
     * @return its exit code
     */
    public static int main(String[] arguments) throws InterruptedException {
        return new Commands(BuildInfo.load()).run(arguments);
    }
}
