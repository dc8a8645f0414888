package dev.sonde.node.collector;

import dev.sonde.core.io.KernelFile;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.KernelFiles;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Names of the kernel and the host as uname(2) gives them, from {@code sys/kernel} of procfs. Those files speak of the
 * reader's own UTS namespace, through whichever mount of procfs they are read; so the process's own is used.
 */
public final class UnameCollector extends AgentCollector {
    private static final MetricFamily INFO = MetricFamily.gauge(
            "node_uname_info",
            "Kernel and host as uname(2) names them; always 1.",
            "sysname",
            "release",
            "version",
            "machine",
            "nodename",
            "domainname");

    private final String directory;
    private final KernelFile hostname;
    private final KernelFile domainname;
    private byte[] knownHost = {};
    private byte[] knownDomain = {};
    private @Nullable Series info;

    public UnameCollector(NodeContext context) {
        this(directory("/proc", context.paths().procfs()) + "/sys/kernel");
    }

    UnameCollector(String directory) {
        super("uname");
        this.directory = directory;
        hostname = new KernelFile(directory + "/hostname", 128);
        domainname = new KernelFile(directory + "/domainname", 128);
    }

    /** A hardened unit may hide {@code sys} from its own procfs. */
    private static String directory(String own, String given) {
        return new File(own + "/sys/kernel/ostype").exists() ? own : given;
    }

    @Override
    public void update(MetricSink sink) throws IOException {
        KernelFiles.read(hostname);
        KernelFiles.read(domainname);
        if (info == null || !isKnown(hostname, knownHost) || !isKnown(domainname, knownDomain)) {
            info = INFO.series(
                    text("ostype"),
                    text("osrelease"),
                    text("version"),
                    machine(),
                    trimmed(hostname),
                    trimmed(domainname));
            knownHost = Arrays.copyOf(hostname.bytes(), hostname.length());
            knownDomain = Arrays.copyOf(domainname.bytes(), domainname.length());
        }
        sink.sample(info, 1);
    }

    private static boolean isKnown(KernelFile file, byte[] known) {
        return Arrays.equals(file.bytes(), 0, file.length(), known, 0, known.length);
    }

    private String text(String name) throws IOException {
        try (KernelFile file = new KernelFile(directory + '/' + name, 512)) {
            KernelFiles.read(file);
            return trimmed(file);
        }
    }

    /** The kernel says it itself since 6.1. */
    private String machine() {
        try (KernelFile file = new KernelFile(directory + "/arch", 128)) {
            return file.read() ? trimmed(file) : machine(System.getProperty("os.arch"));
        }
    }

    /** The kernel's word for what the JDK calls a machine, where they differ. */
    public static String machine(String osArch) {
        return switch (osArch) {
            case "amd64" -> "x86_64";
            case "i386", "x86" -> "i686";
            case "arm" -> "armv7l";
            default -> osArch;
        };
    }

    private static String trimmed(KernelFile file) {
        return new String(file.bytes(), 0, file.length(), StandardCharsets.UTF_8).trim();
    }
}
