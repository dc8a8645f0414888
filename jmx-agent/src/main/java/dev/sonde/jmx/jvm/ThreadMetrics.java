package dev.sonde.jmx.jvm;

import static dev.sonde.jmx.jvm.JvmFamilies.Name;

import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.MetricType;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;

/** Threads by number and state. One thread at a time. */
final class ThreadMetrics {
    private static final Name CURRENT = gauge("jvm_threads_current", "Threads that live.");
    private static final Name DAEMON = gauge("jvm_threads_daemon", "Daemon threads that live.");
    private static final Name PEAK = gauge("jvm_threads_peak", "The most threads that have lived at a time.");
    private static final Name STARTED =
            Name.of(MetricType.COUNTER, "jvm_threads_started_total", null, "Threads started so far.");
    private static final Name DEADLOCKED =
            gauge("jvm_threads_deadlocked", "Threads that wait for each other, for monitors or other locks.");
    private static final Name DEADLOCKED_MONITOR =
            gauge("jvm_threads_deadlocked_monitor", "Threads that wait for each other's monitors.");
    private static final Name STATE =
            Name.of(MetricType.GAUGE, "jvm_threads_state", null, "Threads by state.", "state");

    private final JvmFamilies families;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    ThreadMetrics(JvmFamilies families) {
        this.families = families;
    }

    private static Name gauge(String name, String help) {
        return Name.of(MetricType.GAUGE, name, null, help);
    }

    void write(MetricSink sink) {
        families.sample(sink, CURRENT, threads.getThreadCount());
        families.sample(sink, DAEMON, threads.getDaemonThreadCount());
        families.sample(sink, PEAK, threads.getPeakThreadCount());
        families.sample(sink, STARTED, threads.getTotalStartedThreadCount());
        families.sample(sink, DEADLOCKED, length(threads.findDeadlockedThreads()));
        families.sample(sink, DEADLOCKED_MONITOR, length(threads.findMonitorDeadlockedThreads()));
        Thread.State[] states = Thread.State.values();
        int[] counts = new int[states.length];
        int unknown = 0;
        for (ThreadInfo info : threads.getThreadInfo(threads.getAllThreadIds(), 0)) {
            if (info == null) {
                unknown++;
            } else {
                counts[info.getThreadState().ordinal()]++;
            }
        }
        for (Thread.State state : states) {
            families.sample(sink, STATE, state.name(), counts[state.ordinal()]);
        }
        families.sample(sink, STATE, "UNKNOWN", unknown);
    }

    private static int length(long @Nullable [] ids) {
        return ids == null ? 0 : ids.length;
    }
}
