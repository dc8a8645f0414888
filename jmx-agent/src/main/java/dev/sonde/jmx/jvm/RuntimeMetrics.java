package dev.sonde.jmx.jvm;

import static dev.sonde.jmx.jvm.JvmFamilies.Name;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.MetricType;
import dev.sonde.core.metrics.Series;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.CompilationMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collections, classes, compilation, and which JVM it is. One thread at a time. */
final class RuntimeMetrics {
    private static final double MILLIS_PER_SECOND = 1000;
    private static final Name COLLECTIONS =
            Name.of(MetricType.SUMMARY, "jvm_gc_collection_seconds", null, "Time that a garbage collector took.", "gc");
    private static final Name LOADED =
            Name.of(MetricType.GAUGE, "jvm_classes_currently_loaded", null, "Classes that are loaded.");
    private static final Name LOADED_TOTAL =
            Name.of(MetricType.COUNTER, "jvm_classes_loaded_total", null, "Classes loaded so far.");
    private static final Name UNLOADED_TOTAL =
            Name.of(MetricType.COUNTER, "jvm_classes_unloaded_total", null, "Classes unloaded so far.");
    private static final Name COMPILATION =
            Name.of(MetricType.COUNTER, "jvm_compilation_time_seconds_total", null, "Time that the compilers took.");

    private final JvmFamilies families;
    private final List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
    private final ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
    private final @Nullable CompilationMXBean compilation = ManagementFactory.getCompilationMXBean();
    private final Series info = info("jvm_runtime_info");
    private final @Nullable Series oldInfo;

    RuntimeMetrics(JvmFamilies families, boolean oldNames) {
        this.families = families;
        this.oldInfo = oldNames ? info("jvm_info") : null;
    }

    private static Series info(String name) {
        return MetricFamily.gauge(name, "The JVM.", "runtime", "vendor", "version")
                .series(
                        System.getProperty("java.runtime.name", "unknown"),
                        System.getProperty("java.vm.vendor", "unknown"),
                        System.getProperty("java.runtime.version", "unknown"));
    }

    void write(MetricSink sink) {
        sink.sample(info, 1L);
        if (oldInfo != null) {
            sink.sample(oldInfo, 1L);
        }
        for (GarbageCollectorMXBean collector : collectors) {
            String gc = collector.getName();
            families.part(sink, COLLECTIONS, "_count", gc, collector.getCollectionCount());
            families.part(sink, COLLECTIONS, "_sum", gc, collector.getCollectionTime() / MILLIS_PER_SECOND);
        }
        families.sample(sink, LOADED, classes.getLoadedClassCount());
        families.sample(sink, LOADED_TOTAL, classes.getTotalLoadedClassCount());
        families.sample(sink, UNLOADED_TOTAL, classes.getUnloadedClassCount());
        if (compilation != null && compilation.isCompilationTimeMonitoringSupported()) {
            families.sample(sink, COMPILATION, compilation.getTotalCompilationTime() / MILLIS_PER_SECOND);
        }
    }
}
