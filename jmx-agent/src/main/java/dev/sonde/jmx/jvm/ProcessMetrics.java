package dev.sonde.jmx.jvm;

import static dev.sonde.jmx.jvm.JvmFamilies.Name;

import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.MetricType;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * The process: what its operating system bean and, on Linux, {@code /proc/self/status} say. What is not known there is
 * left out. One thread at a time.
 */
final class ProcessMetrics {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;
    private static final int KIB = 1024;
    private static final Path STATUS = Paths.get("/proc/self/status");
    private static final Name CPU =
            Name.of(MetricType.COUNTER, "process_cpu_seconds_total", null, "Processor time of the process.");
    private static final Name START =
            gauge("process_start_time_seconds", "When the process started, in seconds since 1970.");
    private static final Name OPEN = gauge("process_open_fds", "Open file descriptors.");
    private static final Name MOST = gauge("process_max_fds", "File descriptors that may be open.");
    private static final Name VIRTUAL = gauge("process_virtual_memory_bytes", "Address space in use.");
    private static final Name RESIDENT = gauge("process_resident_memory_bytes", "Memory in use.");

    private final JvmFamilies families;
    private final MBeanServer server;
    private final double startSeconds = ManagementFactory.getRuntimeMXBean().getStartTime() / MILLIS_PER_SECOND;
    private final ObjectName system;

    ProcessMetrics(JvmFamilies families, MBeanServer server) throws JMException {
        this.families = families;
        this.server = server;
        this.system = new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME);
    }

    private static Name gauge(String name, String help) {
        return Name.of(MetricType.GAUGE, name, null, help);
    }

    void write(MetricSink sink) {
        families.sample(sink, START, startSeconds);
        Number cpu = attribute("ProcessCpuTime");
        if (cpu != null && cpu.longValue() >= 0) {
            families.sample(sink, CPU, cpu.longValue() / NANOS_PER_SECOND);
        }
        sample(sink, OPEN, attribute("OpenFileDescriptorCount"));
        sample(sink, MOST, attribute("MaxFileDescriptorCount"));
        status(sink);
    }

    private void sample(MetricSink sink, Name name, @Nullable Number value) {
        if (value != null) {
            families.sample(sink, name, value.doubleValue());
        }
    }

    private @Nullable Number attribute(String name) {
        try {
            Object value = server.getAttribute(system, name);
            return value instanceof Number ? (Number) value : null;
        } catch (JMException | RuntimeException e) {
            return null;
        }
    }

    private void status(MetricSink sink) {
        String text;
        try {
            text = new String(Files.readAllBytes(STATUS), StandardCharsets.US_ASCII);
        } catch (IOException | RuntimeException e) {
            return;
        }
        line(sink, VIRTUAL, text, "\nVmSize:");
        line(sink, RESIDENT, text, "\nVmRSS:");
    }

    /** A line such as {@code VmRSS:     78312 kB}. */
    private void line(MetricSink sink, Name name, String text, String key) {
        int from = text.indexOf(key);
        int end = from < 0 ? -1 : text.indexOf(" kB", from);
        if (end > 0) {
            try {
                String number = text.substring(from + key.length(), end).trim();
                families.sample(sink, name, Long.parseLong(number) * (double) KIB);
            } catch (NumberFormatException e) {
                // a kernel that writes it another way
            }
        }
    }
}
