package dev.sonde.node.oshi;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import java.util.Locale;
import oshi.software.os.OperatingSystem;
import oshi.software.os.OperatingSystem.OSVersionInfo;

/** Name and version of the operating system; labels that only distributions of Linux have are empty. */
final class OshiOs extends AgentCollector {
    private static final MetricFamily INFO = MetricFamily.gauge(
            "node_os_info",
            "Name and version of the operating system; always 1.",
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
            "version_id");
    private static final MetricFamily VERSION = MetricFamily.gauge(
            "node_os_version", "Version of the operating system, major.minor.", "id", "id_like", "name");

    private final Series info;
    private final Series version;
    private final double versionNumber;

    OshiOs(OperatingSystem system) {
        super("os");
        String name = system.getFamily();
        String id = id(name);
        OSVersionInfo told = system.getVersionInfo();
        String versionId = text(told.getVersion());
        info = INFO.series(
                text(told.getBuildNumber()),
                id,
                "",
                "",
                "",
                name,
                name + ' ' + versionId,
                "",
                "",
                versionId,
                text(told.getCodeName()).toLowerCase(Locale.ROOT),
                versionId);
        version = VERSION.series(id, "", name);
        versionNumber = majorMinor(versionId);
    }

    private static String text(String orUnknown) {
        return orUnknown == null || orUnknown.equals("unknown") ? "" : orUnknown;
    }

    /** As os-release(5) has it: the first word, in lower case. */
    static String id(String name) {
        int blank = name.indexOf(' ');
        return (blank < 0 ? name : name.substring(0, blank)).toLowerCase(Locale.ROOT);
    }

    /** 13.6 of 13.6.1; 0 when it does not begin with a number. */
    static double majorMinor(String version) {
        int end = 0;
        boolean point = false;
        while (end < version.length()) {
            char c = version.charAt(end);
            if (c == '.' && !point && end > 0) {
                point = true;
            } else if (c < '0' || c > '9') {
                break;
            }
            end++;
        }
        return end == 0 ? 0 : Double.parseDouble(version.substring(0, end));
    }

    @Override
    public void update(MetricSink sink) {
        sink.sample(info, 1);
        if (versionNumber > 0) {
            sink.sample(version, versionNumber);
        }
    }
}
