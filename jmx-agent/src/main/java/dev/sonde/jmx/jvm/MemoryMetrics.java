package dev.sonde.jmx.jvm;

import static dev.sonde.jmx.jvm.JvmFamilies.Name;

import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.MetricType;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Heap, memory pools and buffer pools; bytes throughout, -1 for a limit that is not set. One thread at a time. */
final class MemoryMetrics {
    private static final Usage AREAS = new Usage("jvm_memory_", "jvm_memory_bytes_", "a memory area", "area");
    private static final Usage POOLS = new Usage("jvm_memory_pool_", "jvm_memory_pool_bytes_", "a memory pool", "pool");
    private static final Usage COLLECTIONS =
            new Usage("jvm_memory_pool_collection_", null, "a memory pool after its last collection", "pool");
    private static final Name PENDING = Name.of(
            MetricType.GAUGE,
            "jvm_memory_objects_pending_finalization",
            null,
            "Objects that wait for their finalizer.");
    private static final Name BUFFERS_USED = Name.of(
            MetricType.GAUGE, "jvm_buffer_pool_used_bytes", null, "Memory in use by a pool of buffers.", "pool");
    private static final Name BUFFERS_CAPACITY =
            Name.of(MetricType.GAUGE, "jvm_buffer_pool_capacity_bytes", null, "Capacity of a pool of buffers.", "pool");
    private static final Name BUFFERS =
            Name.of(MetricType.GAUGE, "jvm_buffer_pool_used_buffers", null, "Buffers in use of a pool.", "pool");

    private final JvmFamilies families;
    private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    private final List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans();
    private final List<BufferPoolMXBean> buffers = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class);

    MemoryMetrics(JvmFamilies families) {
        this.families = families;
    }

    private static final class Usage {
        private static final String[] KINDS = {"used", "committed", "max", "init"};
        private final Name[] names = new Name[KINDS.length];

        Usage(String prefix, @Nullable String oldPrefix, String what, String label) {
            for (int i = 0; i < KINDS.length; i++) {
                String name = prefix + KINDS[i] + "_bytes";
                String old = oldPrefix == null ? null : oldPrefix + KINDS[i];
                names[i] = Name.of(MetricType.GAUGE, name, old, "Bytes " + KINDS[i] + " of " + what + ".", label);
            }
        }

        void write(JvmFamilies families, MetricSink sink, String label, @Nullable MemoryUsage usage) {
            if (usage == null) {
                return;
            }
            families.sample(sink, names[0], label, usage.getUsed());
            families.sample(sink, names[1], label, usage.getCommitted());
            families.sample(sink, names[2], label, usage.getMax());
            families.sample(sink, names[3], label, usage.getInit());
        }
    }

    /** Finalizers are on their way out of Java, but the peer's series is there as long as they are. */
    @SuppressWarnings("deprecation")
    void write(MetricSink sink) {
        AREAS.write(families, sink, "heap", memory.getHeapMemoryUsage());
        AREAS.write(families, sink, "nonheap", memory.getNonHeapMemoryUsage());
        families.sample(sink, PENDING, memory.getObjectPendingFinalizationCount());
        for (MemoryPoolMXBean pool : pools) {
            POOLS.write(families, sink, pool.getName(), pool.getUsage());
            COLLECTIONS.write(families, sink, pool.getName(), pool.getCollectionUsage());
        }
        for (BufferPoolMXBean pool : buffers) {
            families.sample(sink, BUFFERS_USED, pool.getName(), pool.getMemoryUsed());
            families.sample(sink, BUFFERS_CAPACITY, pool.getName(), pool.getTotalCapacity());
            families.sample(sink, BUFFERS, pool.getName(), pool.getCount());
        }
    }
}
