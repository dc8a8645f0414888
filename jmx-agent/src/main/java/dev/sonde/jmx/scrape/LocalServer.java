package dev.sonde.jmx.scrape;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerConnection;
import javax.management.MBeanServerDelegate;
import javax.management.NotificationListener;
import org.jspecify.annotations.Nullable;

/**
 * The MBean server of this JVM. It is asked for when it is first needed, not earlier: asking creates it, with the
 * builder and the log manager that the application has set by then. Notifications tell when MBeans come and go; servers
 * that do not send all of them are asked every {@value #ASK_EVERY_SECONDS} seconds all the same.
 */
public final class LocalServer implements ServerSource {
    private static final long ASK_EVERY_SECONDS = 10;

    private final Supplier<MBeanServer> supplier;
    private final NotificationListener listener = (notification, handback) -> changed();
    private @Nullable MBeanServer server;
    private boolean listening;
    private int count;
    private long askedNanos;
    private volatile boolean changed = true;

    public LocalServer(Supplier<MBeanServer> supplier) {
        this.supplier = supplier;
    }

    private void changed() {
        changed = true;
    }

    @Override
    public MBeanServerConnection connect() {
        MBeanServer known = server;
        if (known == null) {
            known = supplier.get();
            server = known;
            try {
                known.addNotificationListener(MBeanServerDelegate.DELEGATE_NAME, listener, null, null);
                listening = true;
            } catch (JMException | RuntimeException e) {
                listening = false;
            }
        }
        return known;
    }

    @Override
    public boolean mayHaveChanged(MBeanServerConnection connection) throws IOException {
        int now = connection.getMBeanCount();
        long nanos = System.nanoTime();
        boolean may = !listening
                || changed
                || now != count
                || nanos - askedNanos > TimeUnit.SECONDS.toNanos(ASK_EVERY_SECONDS);
        if (may) {
            changed = false;
            count = now;
            askedNanos = nanos;
        }
        return may;
    }

    @Override
    public void failed() {
        changed = true;
    }

    @Override
    public void close() {
        MBeanServer known = server;
        if (known != null && listening) {
            try {
                known.removeNotificationListener(MBeanServerDelegate.DELEGATE_NAME, listener);
            } catch (JMException | RuntimeException e) {
                listening = false;
            }
        }
    }
}
