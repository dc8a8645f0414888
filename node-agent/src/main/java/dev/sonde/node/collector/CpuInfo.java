package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.CpuInfoFile;
import dev.sonde.node.linux.CpuInfoFile.Processor;
import dev.sonde.node.linux.KernelFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Model, flags and clock of each CPU, from {@code proc/cpuinfo}. One thread at a time. Only clocks change, so a scrape
 * compares a digest of the rest and reads the clocks' lines; strings are made when the digest differs.
 */
final class CpuInfo {
    /** Decimals that a number of MHz may have, as the kernel prints three or six. */
    private static final int HERTZ_SCALE = 6;

    private static final long[] HERTZ = {1, 10, 100, 1000, 10_000, 100_000, 1_000_000};
    private static final long MOST_MEGAHERTZ = 1_000_000_000_000L;

    private static final MetricFamily INFO = MetricFamily.gauge(
            "node_cpu_info",
            "Model of a CPU and where it sits; always 1.",
            "package",
            "core",
            "cpu",
            "vendor",
            "family",
            "model",
            "model_name",
            "microcode",
            "stepping",
            "cachesize");
    /** A family of {@link CpufreqPolicy} too. */
    static final String FREQUENCY_NAME = "node_cpu_frequency_hertz";

    static final String FREQUENCY_HELP = "Clock of a CPU now, in hertz.";

    private static final MetricFamily FREQUENCY =
            MetricFamily.gauge(FREQUENCY_NAME, FREQUENCY_HELP, "package", "core", "cpu");
    private static final MetricFamily FLAG =
            MetricFamily.gauge("node_cpu_flag_info", "A feature flag of the first CPU; always 1.", "flag");
    private static final MetricFamily BUG =
            MetricFamily.gauge("node_cpu_bug_info", "A known bug of the first CPU; always 1.", "bug");

    private final KernelFile file;
    private final boolean clock;
    private final @Nullable Pattern flags;
    private final @Nullable Pattern bugs;
    private final ByteCursor cursor = new ByteCursor();
    private long digest;
    private Series[] infos = {};
    private Series[] clocks = {};

    CpuInfo(NodePaths paths, CpuOptions options) {
        file = new KernelFile(paths.proc("cpuinfo"), 16384);
        clock = options.clock();
        flags = options.flags();
        bugs = options.bugs();
    }

    void update(MetricSink sink) throws IOException {
        KernelFiles.read(file);
        long now = CpuInfoFile.digest(file.bytes(), file.length());
        if (now != digest || infos.length == 0) {
            build();
            digest = now;
        }
        for (Series info : infos) {
            sink.sample(info, 1);
        }
        cursor.reset(file);
        for (Series clock : clocks) {
            if (!CpuInfoFile.nextClock(cursor)) {
                return;
            }
            long megahertz = cursor.decimal();
            if (!cursor.ok() || cursor.scale() > HERTZ_SCALE || megahertz < 0 || megahertz > MOST_MEGAHERTZ) {
                throw KernelFiles.malformed(file, cursor);
            }
            sink.sample(clock, megahertz * HERTZ[HERTZ_SCALE - cursor.scale()]);
        }
    }

    private void build() throws IOException {
        List<Processor> processors = CpuInfoFile.parse(file.bytes(), file.length());
        if (processors.isEmpty()) {
            throw new IOException(file.path() + ": no processor");
        }
        List<Series> all = new ArrayList<>();
        List<Series> clocked = new ArrayList<>();
        for (Processor p : processors) {
            all.add(INFO.series(
                    p.physicalId,
                    p.coreId,
                    p.number,
                    p.vendor,
                    p.family,
                    p.model,
                    p.modelName,
                    p.microcode,
                    p.stepping,
                    p.cacheSize));
            if (p.hasClock && clock) {
                clocked.add(FREQUENCY.series(p.physicalId, p.coreId, p.number));
            }
        }
        matching(FLAG, processors.get(0).flags, flags, all);
        matching(BUG, processors.get(0).bugs, bugs, all);
        infos = all.toArray(new Series[0]);
        clocks = clocked.toArray(new Series[0]);
    }

    private static void matching(MetricFamily family, String words, @Nullable Pattern wanted, List<Series> into) {
        if (wanted == null) {
            return;
        }
        for (String word : words.trim().split("\\s+")) {
            if (!word.isEmpty() && wanted.matcher(word).find()) {
                into.add(family.series(word));
            }
        }
    }
}
