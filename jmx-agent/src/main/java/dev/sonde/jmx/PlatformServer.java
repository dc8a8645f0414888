package dev.sonde.jmx;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;

/**
 * The platform's MBean server, as the application wants it: made with the application's class loader, since its builder
 * may be a class of the application, and not before the application has had the time to say which builder that is. Any
 * thread.
 */
final class PlatformServer {
    private static final String BUILDER = "javax.management.builder.initial";
    /** After which an application that has named no builder is not going to. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final long startedNanos = System.nanoTime();
    private final long delayNanos;
    private final boolean namesBuilderItself;

    /** @param delaySeconds for which the rules file wants nothing to be asked */
    PlatformServer(int delaySeconds) {
        delayNanos = TimeUnit.SECONDS.toNanos(delaySeconds);
        // JBoss Modules sets builder and log manager itself, some time after its start
        namesBuilderItself = System.getProperty("sun.java.command", "").contains("jboss-modules");
    }

    boolean isReady() {
        long passed = System.nanoTime() - startedNanos;
        boolean named = !namesBuilderItself || System.getProperty(BUILDER) != null || passed > PATIENCE_NANOS;
        return passed >= delayNanos && named;
    }

    MBeanServer get() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        try {
            return ManagementFactory.getPlatformMBeanServer();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
