package dev.sonde.node.collector;

import dev.sonde.core.io.KernelFile;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.RawText;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What the kernel says of known flaws of the CPUs, {@code devices/system/cpu/vulnerabilities}, a file for each. */
public final class CpuVulnerabilitiesCollector extends AgentCollector
        implements LabelCache.Builder<CpuVulnerabilitiesCollector.Vulnerability> {
    private static final int MOST_VULNERABILITIES = 1024;
    private static final String NOT_AFFECTED = "Not affected";

    /** Words that a file may begin with, and what they are as a state. */
    private static final String[][] STATES = {
        {"Vulnerable", "vulnerable"}, {"Mitigation", "mitigation"}, {"Unknown", "unknown"}
    };

    private static final MetricFamily INFO = MetricFamily.gauge(
            "node_cpu_vulnerabilities_info",
            "Whether the CPUs have a flaw and what is done about it; always 1.",
            "codename",
            "state",
            "mitigation");

    /** A file and what it said last. */
    static final class Vulnerability {
        private final String name;
        private final KernelFile file;
        private final RawText text = new RawText();
        private @Nullable Series series;

        Vulnerability(String name, String path) {
            this.name = name;
            this.file = new KernelFile(path, 256);
        }

        void update(MetricSink sink) {
            if (file.read()) {
                Series said = series;
                if (text.set(file.bytes(), 0, file.length()) || said == null) {
                    said = series = series(name, text.toString().trim());
                }
                sink.sample(said, 1);
            }
            file.close();
        }
    }

    private final String directory;
    private final LabelCache<Vulnerability> vulnerabilities = new LabelCache<>(MOST_VULNERABILITIES, this);

    public CpuVulnerabilitiesCollector(NodeContext context) {
        super("cpu_vulnerabilities");
        directory = context.paths().sys("devices/system/cpu/vulnerabilities");
    }

    @Override
    public Vulnerability build(String key) {
        return new Vulnerability(key, directory + '/' + key);
    }

    /** Kernels before 4.15 say nothing, which is no failure, as with the peer. */
    @Override
    public void update(MetricSink sink) {
        vulnerabilities.begin();
        String[] names = new File(directory).list();
        if (names == null) {
            return;
        }
        Arrays.sort(names);
        for (String name : names) {
            byte[] key = name.getBytes(StandardCharsets.UTF_8);
            Vulnerability vulnerability = vulnerabilities.get(key, 0, key.length);
            if (vulnerability != null) {
                vulnerability.update(sink);
            }
        }
    }

    private static Series series(String name, String text) {
        if (text.equals(NOT_AFFECTED)) {
            return INFO.series(name, "not affected", "");
        }
        for (String[] state : STATES) {
            if (text.startsWith(state[0])) {
                String rest = text.substring(state[0].length());
                return INFO.series(name, state[1], rest.startsWith(": ") ? rest.substring(2) : rest);
            }
        }
        return INFO.series(name, "unknown", text);
    }
}
