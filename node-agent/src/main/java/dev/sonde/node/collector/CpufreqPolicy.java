package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.RawText;
import dev.sonde.node.linux.Unsigned;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A directory of cpufreq attributes and the CPUs that it speaks for. One thread at a time. */
final class CpufreqPolicy implements AutoCloseable {
    private static final long HERTZ = 1000;

    private static final String[] FILES = {
        "cpuinfo_cur_freq",
        "cpuinfo_avg_freq",
        "cpuinfo_min_freq",
        "cpuinfo_max_freq",
        "scaling_cur_freq",
        "scaling_min_freq",
        "scaling_max_freq"
    };

    /** How many files a policy may have open. */
    static final int KEPT_OPEN = FILES.length + 1;

    /** In the order of {@link #FILES}. The first is a family of {@link CpuInfo} too, with other labels. */
    private static final MetricFamily[] FAMILIES = {
        MetricFamily.gauge(CpuInfo.FREQUENCY_NAME, CpuInfo.FREQUENCY_HELP, "cpu"),
        family("frequency_avg", "Clock of a CPU since it was last asked for, on average, in hertz."),
        family("frequency_min", "Lowest clock that a CPU can have, in hertz."),
        family("frequency_max", "Highest clock that a CPU can have, in hertz."),
        family("scaling_frequency", "Clock that the governor of a CPU wants, in hertz."),
        family("scaling_frequency_min", "Lowest clock that the governor of a CPU may want, in hertz."),
        family("scaling_frequency_max", "Highest clock that the governor of a CPU may want, in hertz.")
    };

    private static final MetricFamily GOVERNOR = MetricFamily.gauge(
            "node_cpu_scaling_governor",
            "1 for the governor of a CPU, 0 for the others it could have.",
            "cpu",
            "governor");

    private final String path;
    private final List<String> cpus;
    private final KernelFile[] files = new KernelFile[FILES.length];
    private final Series[][] series;
    private final KernelFile governorFile;
    private final RawText governor = new RawText();
    private final ByteCursor cursor = new ByteCursor();
    private boolean look = true;
    private Series[] governors = {};
    private boolean[] governing = {};

    CpufreqPolicy(String path, List<String> cpus) {
        this.path = path;
        this.cpus = cpus;
        series = new Series[cpus.size()][];
        for (int i = 0; i < series.length; i++) {
            series[i] = SeriesRow.of(FAMILIES, cpus.get(i));
        }
        for (int i = 0; i < files.length; i++) {
            files[i] = new KernelFile(path + '/' + FILES[i], 64);
        }
        governorFile = new KernelFile(path + "/scaling_governor", 64);
    }

    private static MetricFamily family(String name, String help) {
        return MetricFamily.gauge("node_cpu_" + name + "_hertz", help, "cpu");
    }

    boolean isOf(List<String> others) {
        return cpus.equals(others);
    }

    /** Which governors there are to choose from is to be read again. */
    void lookAgain() {
        look = true;
    }

    void update(MetricSink sink, boolean keepOpen) {
        for (int i = 0; i < files.length; i++) {
            if (files[i].read()) {
                long kilohertz = cursor.reset(files[i]).u64();
                if (cursor.ok()) {
                    frequency(sink, i, kilohertz);
                }
            }
        }
        if (governorFile.read()) {
            if (governor.set(governorFile.bytes(), 0, governorFile.length()) || look) {
                look = false;
                choose();
            }
            for (int i = 0; i < governors.length; i++) {
                sink.sample(governors[i], governing[i] ? 1 : 0);
            }
        }
        if (!keepOpen) {
            close();
        }
    }

    private void frequency(MetricSink sink, int file, long kilohertz) {
        for (Series[] cpu : series) {
            if (kilohertz >= 0 && kilohertz <= Long.MAX_VALUE / HERTZ) {
                sink.sample(cpu[file], kilohertz * HERTZ);
            } else {
                sink.sample(cpu[file], Unsigned.toDouble(kilohertz) * HERTZ);
            }
        }
    }

    private void choose() {
        String chosen = governor.toString().trim();
        String[] available = chosen.isEmpty() ? new String[0] : available();
        Series[] fresh = new Series[available.length * cpus.size()];
        governing = new boolean[fresh.length];
        int n = 0;
        for (String cpu : cpus) {
            for (String name : available) {
                governing[n] = name.equals(chosen);
                fresh[n++] = known(GOVERNOR.series(cpu, name));
            }
        }
        governors = fresh;
    }

    /** The same object as before where there is one: a layout that stays is not sorted anew. */
    private Series known(Series made) {
        for (Series before : governors) {
            if (before.equals(made)) {
                return before;
            }
        }
        return made;
    }

    /** None are known where the file is missing; one without a name where it is empty, as with the peer. */
    private String[] available() {
        try (KernelFile file = new KernelFile(path + "/scaling_available_governors", 128)) {
            return file.read() ? text(file).split(" ", -1) : new String[0];
        }
    }

    static String text(KernelFile file) {
        return new String(file.bytes(), 0, file.length(), StandardCharsets.UTF_8).trim();
    }

    @Override
    public void close() {
        for (KernelFile file : files) {
            file.close();
        }
        governorFile.close();
    }
}
