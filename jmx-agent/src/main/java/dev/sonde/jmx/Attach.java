package dev.sonde.jmx;

import dev.sonde.core.config.ConfigException;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;

/**
 * JVMs of this host, through the Attach API of the JDK, which is not part of every runtime and is found by reflection:
 * the class is in another place since Java 9.
 */
final class Attach {
    private static final String MACHINE = "com.sun.tools.attach.VirtualMachine";
    private static final int TRIES = 50;
    private static final int PAUSE_MILLIS = 100;

    private final Class<?> machine;

    Attach() {
        this.machine = machine();
    }

    private static Class<?> machine() {
        try {
            return ClassLoader.getSystemClassLoader().loadClass(MACHINE);
        } catch (ClassNotFoundException e) {
            // before Java 9 it is in a jar of the JDK beside the runtime
        }
        File tools = new File(new File(System.getProperty("java.home", "")).getParentFile(), "lib/tools.jar");
        try {
            return new URLClassLoader(new URL[] {tools.toURI().toURL()}).loadClass(MACHINE);
        } catch (ClassNotFoundException | IOException e) {
            throw new ConfigException("this Java has no Attach API: run it with a JDK, or a runtime with jdk.attach");
        }
    }

    /** Prints process numbers and main classes. */
    void list(PrintStream out) {
        for (Object descriptor : (List<?>) call(null, "list")) {
            out.println(call(descriptor, "id") + " " + call(descriptor, "displayName"));
        }
    }

    /** The address at which a JVM lets its MBeans be read from this host. */
    String managementUrl(String pid) {
        Object target = open(pid);
        try {
            return String.valueOf(call(target, "startLocalManagementAgent"));
        } finally {
            call(target, "detach");
        }
    }

    /**
     * Puts the agent into a JVM that runs.
     *
     * @param jar the agent's
     */
    void load(String pid, File jar, Arguments arguments) {
        Object target = open(pid);
        String text = arguments.address + ":" + new File(arguments.file).getAbsolutePath();
        try {
            call(target, "loadAgent", jar.getAbsolutePath(), text);
        } finally {
            call(target, "detach");
        }
        if (!listens(arguments.address)) {
            throw new ConfigException("the agent is in process " + pid + ", but nobody listens on " + arguments.address
                    + ": the standard error of that process says why");
        }
    }

    private static boolean listens(String address) {
        int colon = address.lastIndexOf(':');
        String host = address.substring(0, colon).replace("[", "").replace("]", "");
        int port = Integer.parseInt(address.substring(colon + 1));
        for (int i = 0; i < TRIES; i++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(host.equals("0.0.0.0") ? "127.0.0.1" : host, port), 1000);
                return true;
            } catch (IOException e) {
                pause();
            }
        }
        return port == 0;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Object open(String pid) {
        return call(null, "attach", pid);
    }

    private Object call(Object target, String method, String... arguments) {
        Class<?>[] types = new Class<?>[arguments.length];
        java.util.Arrays.fill(types, String.class);
        try {
            Class<?> owner = target == null || machine.isInstance(target) ? machine : publicType(target);
            return owner.getMethod(method, types).invoke(target, (Object[]) arguments);
        } catch (InvocationTargetException e) {
            throw new ConfigException(explain(e.getCause()));
        } catch (ReflectiveOperationException e) {
            throw new ConfigException("this Java's Attach API cannot be used: " + e);
        }
    }

    private static Class<?> publicType(Object descriptor) {
        Class<?> type = descriptor.getClass();
        while (!type.getName().equals("com.sun.tools.attach.VirtualMachineDescriptor")
                && type.getSuperclass() != null) {
            type = type.getSuperclass();
        }
        return type;
    }

    private static String explain(Throwable cause) {
        return cause.getClass().getSimpleName() + ": " + cause.getMessage()
                + "; to attach, be the user the process runs as, in its container, with its Java or a newer one; the"
                + " process must run, be a JVM, and not have been started with -XX:+DisableAttachMechanism.";
    }
}
