package dev.sonde.node.oshi;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.collector.UnameCollector;
import org.jspecify.annotations.Nullable;
import oshi.software.os.OperatingSystem;

/** Names of the system and the host, as near to those of uname(2) as Java and OSHI know them. */
final class OshiUname extends AgentCollector {
    private static final MetricFamily INFO = MetricFamily.gauge(
            "node_uname_info",
            "Kernel and host as uname(2) names them; always 1.",
            "sysname",
            "release",
            "version",
            "machine",
            "nodename",
            "domainname");

    /** What a system without a NIS domain says. */
    private static final String NO_DOMAIN = "(none)";

    private final OperatingSystem system;
    private String host = "";
    private @Nullable Series info;

    OshiUname(OperatingSystem system) {
        super("uname");
        this.system = system;
    }

    @Override
    public void update(MetricSink sink) {
        String now = system.getNetworkParams().getHostName();
        Series known = info;
        if (known == null || !now.equals(host)) {
            host = now;
            known = info = INFO.series(
                    sysname(System.getProperty("os.name")),
                    System.getProperty("os.version"),
                    system.getVersionInfo().toString(),
                    UnameCollector.machine(System.getProperty("os.arch")),
                    host,
                    NO_DOMAIN);
        }
        sink.sample(known, 1);
    }

    /** The kernel's name where Java has that of the product. */
    static String sysname(String osName) {
        return osName.startsWith("Mac") ? "Darwin" : osName.startsWith("Windows") ? "Windows" : osName;
    }
}
