package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.Losses;
import dev.sonde.node.linux.SysfsAttribute;

/**
 * Whether SELinux is on, and its mode: 1 enforcing, 0 permissive, -1 disabled or not known. It is on when its file
 * system ({@code fs/selinux} of sysfs) is there and a policy is loaded, before which every process has the label {@code
 * kernel}.
 */
public final class SelinuxCollector extends AgentCollector {
    private static final int DISABLED = -1;
    private static final String ASSIGNMENT = "SELINUX=";

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
    private final KernelFile config;
    private final ByteCursor cursor = new ByteCursor();
    private final Losses losses = new Losses(SelinuxCollector.class);
    private final SysfsAttribute attributes = new SysfsAttribute(SelinuxCollector.class);

    public SelinuxCollector(NodeContext context) {
        this(context.paths());
    }

    SelinuxCollector(NodePaths paths) {
        super("selinux");
        enforce = paths.sys("fs/selinux/enforce");
        label = paths.proc("self/attr/current");
        config = new KernelFile(paths.root("/etc/selinux/config"), 1024);
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
        // SELinux works without the file.
        if (!losses.read(config)) {
            return DISABLED;
        }
        losses.found(config.path());
        cursor.reset(config);
        do {
            if (cursor.word() && cursor.wordStartsWith(ASSIGNMENT)) {
                cursor.position(cursor.wordStart() + ASSIGNMENT.length());
                cursor.word();
                return mode(cursor.wordText());
            }
        } while (cursor.nextLine());
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
