package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.DescriptorShare;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.CpuList;
import java.io.File;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What {@code devices/system/cpu} of sysfs says: thermal throttling by core and package, CPUs that are isolated or
 * online. One thread at a time.
 *
 * <p>Which CPUs, cores and packages there are is looked up when the set of CPUs changes, and otherwise rarely; a scrape
 * reads only throttle counts and the list of CPUs that are online. What cannot be read is left out.
 */
final class CpuTopology {
    /** Scrapes after which the directory is looked at again although nothing seems to have changed. */
    private static final int LOOK_AGAIN = 512;

    private static final MetricFamily CORE_THROTTLES = MetricFamily.counter(
            "node_cpu_core_throttles_total", "How often a core was throttled because of heat.", "package", "core");
    private static final MetricFamily PACKAGE_THROTTLES = MetricFamily.counter(
            "node_cpu_package_throttles_total", "How often a CPU package was throttled because of heat.", "package");
    private static final MetricFamily ISOLATED =
            MetricFamily.gauge("node_cpu_isolated", "1 for a CPU that the scheduler leaves alone.", "cpu");
    private static final MetricFamily ONLINE =
            MetricFamily.gauge("node_cpu_online", "Whether the CPU is online (1) or not (0).", "cpu");

    /** A file with one number and the series it feeds. */
    private static final class Source {
        final int cpu;
        final Series series;
        final KernelFile file;

        Source(int cpu, Series series, String path) {
            this.cpu = cpu;
            this.series = series;
            file = new KernelFile(path, 32);
        }
    }

    private final String directory;
    private final KernelFile onlineList;
    private final ByteCursor cursor = new ByteCursor();
    private final BitSet onlineCpus = new BitSet();
    private final Series[] isolated;
    private Map<String, Source> known = new HashMap<>();
    private Source[] throttles = {};
    private Source[] online = {};
    private final DescriptorShare descriptors;
    private boolean keepOpen;
    private int scrapes;

    CpuTopology(NodePaths paths, DescriptorShare descriptors) {
        this.descriptors = descriptors;
        directory = paths.sys("devices/system/cpu");
        onlineList = new KernelFile(directory + "/online", 256);
        isolated = isolated(directory + "/isolated");
    }

    /** The kernel takes isolated CPUs from its command line, so once is enough. */
    private static Series[] isolated(String path) {
        BitSet cpus = new BitSet();
        try (KernelFile file = new KernelFile(path, 256)) {
            if (!file.read() || !CpuList.parse(file.bytes(), file.length(), cpus)) {
                return new Series[0];
            }
        }
        Series[] series = new Series[cpus.cardinality()];
        int cpu = -1;
        for (int i = 0; i < series.length; i++) {
            cpu = cpus.nextSetBit(cpu + 1);
            series[i] = ISOLATED.series(Integer.toString(cpu));
        }
        return series;
    }

    /** @param changed whether other CPUs are online than in the scrape before */
    void update(MetricSink sink, boolean changed) {
        if (changed || scrapes++ % LOOK_AGAIN == LOOK_AGAIN - 1) {
            look();
        }
        for (Series cpu : isolated) {
            sink.sample(cpu, 1);
        }
        for (Source throttle : throttles) {
            read(sink, throttle);
        }
        online(sink);
    }

    private void read(MetricSink sink, Source source) {
        if (source.file.read()) {
            long value = cursor.reset(source.file).number();
            if (cursor.ok() && value >= 0) {
                sink.sample(source.series, value);
            }
        }
        if (!keepOpen) {
            source.file.close();
        }
    }

    private void online(MetricSink sink) {
        if (online.length == 0) {
            return;
        }
        boolean listed = onlineList.read() && CpuList.parse(onlineList.bytes(), onlineList.length(), onlineCpus);
        for (Source cpu : online) {
            if (listed) {
                sink.sample(cpu.series, onlineCpus.get(cpu.cpu) ? 1 : 0);
            } else {
                read(sink, cpu);
                cpu.file.close();
            }
        }
    }

    private void look() {
        String[] names = new File(directory).list();
        // Sorted as names, since which of a core's CPUs comes first there counts.
        String[] cpus = CpuNames.sorted(names == null ? new String[0] : names);
        Map<String, Source> before = known;
        known = new HashMap<>();
        if (keepOpen) {
            descriptors.giveBack(throttles.length);
        }
        throttles = throttles(cpus, before);
        keepOpen = descriptors.take(throttles.length);
        online = online(cpus, before);
        for (Source gone : before.values()) {
            gone.file.close();
        }
    }

    /** Siblings share the count of their core, and cores that of their package: the first that has it gives it. */
    private Source[] throttles(String[] cpus, Map<String, Source> before) {
        Set<String> seen = new HashSet<>();
        Source[] found = new Source[2 * cpus.length];
        int n = 0;
        for (String cpu : cpus) {
            String path = directory + '/' + cpu;
            long packageId = read(path + "/topology/physical_package_id");
            long coreId = read(path + "/topology/core_id");
            if (packageId < 0 || coreId < 0) {
                continue;
            }
            String inPackage = Long.toString(packageId);
            String core = Long.toString(coreId);
            String file = path + "/thermal_throttle/core_throttle_count";
            if (!seen.contains(inPackage + '/' + core) && read(file) >= 0) {
                seen.add(inPackage + '/' + core);
                found[n++] = source(before, cpu, file, CORE_THROTTLES, inPackage, core);
            }
            file = path + "/thermal_throttle/package_throttle_count";
            if (!seen.contains(inPackage) && read(file) >= 0) {
                seen.add(inPackage);
                found[n++] = source(before, cpu, file, PACKAGE_THROTTLES, inPackage);
            }
        }
        return Arrays.copyOf(found, n);
    }

    /** Kernels that cannot take the first CPU offline say nothing of the others' state, as the peer sees it. */
    private Source[] online(String[] cpus, Map<String, Source> before) {
        if (cpus.length == 0 || !new File(directory + '/' + cpus[0] + "/online").exists()) {
            return new Source[0];
        }
        Source[] found = new Source[cpus.length];
        for (int i = 0; i < cpus.length; i++) {
            String cpu = cpus[i];
            found[i] = source(before, cpu, directory + '/' + cpu + "/online", ONLINE, cpu.substring(3));
        }
        return found;
    }

    private Source source(Map<String, Source> before, String cpu, String path, MetricFamily family, String... labels) {
        String key = path + '\n' + String.join("\n", labels);
        Source source = before.remove(key);
        if (source == null) {
            source = new Source(CpuNames.number(cpu), family.series(labels), path);
        }
        known.put(key, source);
        return source;
    }

    private long read(String path) {
        try (KernelFile file = new KernelFile(path, 32)) {
            if (!file.read()) {
                return -1;
            }
            long value = cursor.reset(file).number();
            return cursor.ok() && value >= 0 ? value : -1;
        }
    }
}
