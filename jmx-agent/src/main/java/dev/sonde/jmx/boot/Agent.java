package dev.sonde.jmx.boot;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.security.CodeSource;

/**
 * Where the JVM enters the agent, before the application or while it runs. Nothing that goes wrong here is a reason for
 * the application not to run.
 */
public final class Agent {
    private static final String AGENT = "dev.sonde.jmx.JmxAgent";

    private Agent() {}

    /** @param arguments {@code [host:]port:file} */
    public static void premain(String arguments) {
        start(arguments);
    }

    /** @param arguments as for {@link #premain} */
    public static void agentmain(String arguments) {
        start(arguments);
    }

    @SuppressWarnings("SystemOut")
    private static void start(String arguments) {
        try {
            call("start", String.class, arguments == null ? "" : arguments);
        } catch (Throwable e) {
            System.err.println("jmx-agent: not started: " + e);
        }
    }

    /** Calls a static method of the agent proper, in a class loader of its own. */
    static Object call(String method, Class<?> type, Object argument) throws Throwable {
        ClassLoader loader = new AgentClassLoader(jar());
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            // threads inherit it, and the application's is none of the agent's
            thread.setContextClassLoader(loader);
            return loader.loadClass(AGENT).getMethod(method, type).invoke(null, argument);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    static File jar() throws URISyntaxException {
        CodeSource source = Agent.class.getProtectionDomain().getCodeSource();
        return new File(source.getLocation().toURI());
    }
}
