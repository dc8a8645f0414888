package dev.sonde.node.collector;

import dev.sonde.core.io.KernelFile;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.KernelFiles;
import dev.sonde.node.linux.OsRelease;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What distribution the host runs, from {@code etc/os-release} or else {@code usr/lib/os-release}: {@code
 * os-release(5)}. Read again when the file changes. No data without such a file.
 */
public final class OsCollector extends AgentCollector {
    private static final Logger log = LoggerFactory.getLogger(OsCollector.class);

    /** Labels of the info, which are the variables in lower case. */
    private static final String[] LABELS = {
        "build_id",
        "id",
        "id_like",
        "image_id",
        "image_version",
        "name",
        "pretty_name",
        "variant",
        "variant_id",
        "version",
        "version_codename",
        "version_id"
    };

    private static final String[] VARIABLES = {
        "BUILD_ID",
        "ID",
        "ID_LIKE",
        "IMAGE_ID",
        "IMAGE_VERSION",
        "NAME",
        "PRETTY_NAME",
        "VARIANT",
        "VARIANT_ID",
        "VERSION",
        "VERSION_CODENAME",
        "VERSION_ID"
    };

    private static final MetricFamily INFO =
            MetricFamily.gauge("node_os_info", "Name and version of the operating system; always 1.", LABELS);
    private static final MetricFamily VERSION = MetricFamily.gauge(
            "node_os_version", "Version of the operating system, major.minor.", "id", "id_like", "name");
    private static final MetricFamily SUPPORT_END = MetricFamily.gauge(
            "node_os_support_end_timestamp_seconds", "Until when the operating system is supported, in Unix time.");

    private final File[] files;
    private final NoDataException absent;
    private @Nullable File known;
    private long modified;
    private long size;
    private @Nullable Series info;
    private @Nullable Series version;
    private double versionValue;
    private @Nullable Series supportEnd;
    private long supportEndValue;

    public OsCollector(NodeContext context) {
        this(context.paths());
    }

    OsCollector(NodePaths paths) {
        super("os");
        files = new File[] {new File(paths.root("/etc/os-release")), new File(paths.root("/usr/lib/os-release"))};
        absent = new NoDataException(files[0] + ": no such file");
    }

    @Override
    public void update(MetricSink sink) throws NoDataException, IOException {
        File file = files[0];
        long modifiedNow = file.lastModified();
        if (modifiedNow == 0 && !file.exists()) {
            file = files[1];
            modifiedNow = file.lastModified();
        }
        long sizeNow = file.length();
        if (info == null || !file.equals(known) || modifiedNow != modified || sizeNow != size) {
            if (!file.exists()) {
                throw absent;
            }
            info = null;
            read(file);
            known = file;
            modified = modifiedNow;
            size = sizeNow;
        }
        give(sink);
    }

    private void give(MetricSink sink) {
        if (info != null) {
            sink.sample(info, 1);
        }
        if (version != null) {
            sink.sample(version, versionValue);
        }
        if (supportEnd != null) {
            sink.sample(supportEnd, supportEndValue);
        }
    }

    private void read(File file) throws IOException {
        String content;
        try (KernelFile open = new KernelFile(file.getPath(), 1024)) {
            KernelFiles.read(open);
            content = new String(open.bytes(), 0, open.length(), StandardCharsets.UTF_8);
        }
        Map<String, String> variables = OsRelease.parse(content);
        String[] values = new String[VARIABLES.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = variables.getOrDefault(VARIABLES[i], "");
        }
        info = INFO.series(values);
        versionValue = OsRelease.majorMinor(variables.getOrDefault("VERSION_ID", ""));
        version = versionValue > 0
                ? VERSION.series(
                        variables.getOrDefault("ID", ""),
                        variables.getOrDefault("ID_LIKE", ""),
                        variables.getOrDefault("NAME", ""))
                : null;
        String end = variables.getOrDefault("SUPPORT_END", "");
        supportEndValue = OsRelease.day(end);
        supportEnd = supportEndValue != Long.MIN_VALUE ? SUPPORT_END.series() : null;
        if (supportEnd == null && !end.isEmpty()) {
            log.warn("SUPPORT_END is no day, file={} value={}", file, end);
        }
    }
}
