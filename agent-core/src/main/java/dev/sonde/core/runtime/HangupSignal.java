package dev.sonde.core.runtime;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGHUP, by reflection: {@code sun.misc.Signal} is no part of the Java 8 API that this module is held to, and other
 * JVMs may lack it.
 */
final class HangupSignal implements InvocationHandler {
    private static final Logger LOG = LoggerFactory.getLogger(HangupSignal.class);

    private final Runnable action;

    private HangupSignal(Runnable action) {
        this.action = action;
    }

    /** Runs {@code action} on a thread of the JVM's at each SIGHUP; where that cannot be, only says so. */
    static boolean handle(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    HangupSignal.class.getClassLoader(), new Class<?>[] {handler}, new HangupSignal(action));
            Object hangup = signal.getConstructor(String.class).newInstance("HUP");
            signal.getMethod("handle", signal, handler).invoke(null, hangup, proxy);
            return true;
        } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
            LOG.debug("SIGHUP cannot be handled by this JVM", e);
            return false;
        }
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] args) {
        switch (method.getName()) {
            case "handle":
                action.run();
                return proxy;
            case "equals":
                return proxy == args[0];
            case "hashCode":
                return System.identityHashCode(proxy);
            default:
                return "SIGHUP";
        }
    }
}
