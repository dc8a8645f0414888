package dev.sonde.jmx.jvm;

import static dev.sonde.jmx.jvm.JvmFamilies.Name;

import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.MetricType;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/**
 * Bytes allocated in each memory pool, from what the JVM tells after each collection: what a pool has grown by since the
 * collection before. Read from open data, so that no class of a certain JVM is needed. Any thread.
 */
final class AllocationMetrics implements NotificationListener {
    private static final String COLLECTED = "com.sun.management.gc.notification";
    private static final Name ALLOCATED = Name.of(
            MetricType.COUNTER,
            "jvm_memory_pool_allocated_bytes_total",
            null,
            "Bytes allocated in a memory pool, as of its last collection.",
            "pool");

    private final JvmFamilies families;
    private final Map<String, Long> usedAfter = new HashMap<>();
    private final Map<String, Long> allocated = new TreeMap<>();

    AllocationMetrics(JvmFamilies families) {
        this.families = families;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter) {
                ((NotificationEmitter) collector)
                        .addNotificationListener(this, notification -> COLLECTED.equals(notification.getType()), null);
            }
        }
    }

    @Override
    public void handleNotification(Notification notification, Object handback) {
        Object data = notification.getUserData();
        Object info = data instanceof CompositeData ? ((CompositeData) data).get("gcInfo") : null;
        if (info instanceof CompositeData) {
            Object before = ((CompositeData) info).get("memoryUsageBeforeGc");
            Object after = ((CompositeData) info).get("memoryUsageAfterGc");
            if (before instanceof TabularData && after instanceof TabularData) {
                collected((TabularData) before, (TabularData) after);
            }
        }
    }

    private synchronized void collected(TabularData before, TabularData after) {
        for (Object row : before.values()) {
            CompositeData entry = (CompositeData) row;
            String pool = (String) entry.get("key");
            Long last = usedAfter.get(pool);
            long grown = used(entry) - (last == null ? 0 : last);
            CompositeData left = after.get(new Object[] {pool});
            long now = left == null ? 0 : used(left);
            // a pool that others are emptied into grows while it is collected
            long promoted = Math.max(0, now - used(entry));
            usedAfter.put(pool, now);
            Long sum = allocated.get(pool);
            allocated.put(pool, (sum == null ? 0 : sum) + Math.max(0, grown) + promoted);
        }
    }

    private static long used(CompositeData entry) {
        return MemoryUsage.from((CompositeData) entry.get("value")).getUsed();
    }

    synchronized void write(MetricSink sink) {
        for (Map.Entry<String, Long> pool : allocated.entrySet()) {
            families.sample(sink, ALLOCATED, pool.getKey(), pool.getValue());
        }
    }
}
