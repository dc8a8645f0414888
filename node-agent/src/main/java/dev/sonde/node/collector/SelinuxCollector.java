package dev.sonde.node.collector;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.SysfsAttribute;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Whether SELinux is on, and its mode: 1 enforcing, 0 permissive, -1 disabled or not known. It is on when its file
 * system ({@code fs/selinux} of sysfs) is there and a policy is loaded, before which every process has the label {@code
 * kernel}.
 */
public final class SelinuxCollector extends AgentCollector {
    private static final int DISABLED = -1;

    private final Series enabled = MetricFamily.gauge("node_selinux_enabled", "Whether SELinux is on (1) or not (0).")
            .series();
    private final Series configMode = MetricFamily.gauge(
                    "node_selinux_config_mode", "Mode of SELinux that is configured: 1 enforcing, 0 permissive.")
            .series();
    private final Series currentMode = MetricFamily.gauge(
                    "node_selinux_current_mode", "Mode of SELinux that is in force: 1 enforcing, 0 permissive.")
            .series();
    private final String enforce;
    private final String label;
    private final String config;
    private final SysfsAttribute attributes = new SysfsAttribute();

    public SelinuxCollector(NodeContext context) {
        this(context.paths());
    }

    SelinuxCollector(NodePaths paths) {
        super("selinux");
        enforce = paths.sys("fs/selinux/enforce");
        label = paths.proc("self/attr/current");
        config = paths.root("/etc/selinux/config");
    }

    @Override
    public void update(MetricSink sink) {
        boolean there = attributes.read(enforce);
        long mode = there && attributes.isNumber() ? attributes.number() : DISABLED;
        if (!there || attributes.read(label) && attributes.is("kernel")) {
            sink.sample(enabled, 0);
            return;
        }
        sink.sample(enabled, 1);
        sink.sample(configMode, configured());
        sink.sample(currentMode, mode);
    }

    private int configured() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(new FileInputStream(config), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String assignment = line.trim();
                if (assignment.startsWith("SELINUX=")) {
                    return mode(assignment.substring("SELINUX=".length()).trim());
                }
            }
        } catch (IOException e) {
            // SELinux works without the file
        }
        return DISABLED;
    }

    private static int mode(String word) {
        return switch (word) {
            case "enforcing" -> 1;
            case "permissive" -> 0;
            default -> DISABLED;
        };
    }
}
