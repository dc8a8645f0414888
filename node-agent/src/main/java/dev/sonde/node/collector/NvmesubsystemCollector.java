package dev.sonde.node.collector;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.Devices;
import dev.sonde.node.linux.Listing;
import dev.sonde.node.linux.RawText;
import dev.sonde.node.linux.SysfsAttribute;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * NVMe subsystems and the controllers through which they are reached, {@code class/nvme-subsystem} of sysfs. No data where
 * there are none.
 */
public final class NvmesubsystemCollector extends AgentCollector {
    private static final MetricFamily INFO = MetricFamily.gauge(
            "node_nvmesubsystem_info",
            "Names of an NVMe subsystem; always 1.",
            "subsystem",
            "nqn",
            "model",
            "serial",
            "iopolicy");
    private static final MetricFamily NAMESPACE = MetricFamily.gauge(
            "node_nvmesubsystem_namespace_info",
            "Block device of a namespace of an NVMe subsystem; always 1.",
            "subsystem",
            "device");
    private static final MetricFamily PATHS = MetricFamily.gauge(
            "node_nvmesubsystem_paths", "Controllers through which an NVMe subsystem is reached.", "subsystem");
    private static final MetricFamily PATHS_LIVE = MetricFamily.gauge(
            "node_nvmesubsystem_paths_live", "Controllers of an NVMe subsystem that are live.", "subsystem");
    private static final MetricFamily PATH_STATE = MetricFamily.gauge(
            "node_nvmesubsystem_path_state",
            "Whether a controller of an NVMe subsystem is in a state.",
            "subsystem",
            "controller",
            "transport",
            "state");

    private static final String[] FILES = {"subsysnqn", "model", "serial", "iopolicy"};

    /** The kernel's {@code deleting (no IO)} is {@code deleting} too. */
    private static final String[] STATES = {"connecting", "dead", "deleting", "live", "new", "resetting"};

    private static final int LIVE = 3;
    private static final String UNKNOWN = "unknown";

    /** A controller of a subsystem. */
    private static final class Path {
        final String subsystem;
        final String name;
        final String path;
        final RawText transport = new RawText();
        final Series[] states = new Series[STATES.length + 1];
        boolean named;

        Path(String subsystem, String name, String path) {
            this.subsystem = subsystem;
            this.name = name;
            this.path = path;
        }

        /** Its state, or -1 when it cannot be read. */
        int update(MetricSink sink, SysfsAttribute attribute) {
            if (attribute.readInto(transport, path + "/transport") || !named) {
                for (int i = 0; i < states.length; i++) {
                    String state = i < STATES.length ? STATES[i] : UNKNOWN;
                    states[i] = PATH_STATE.series(subsystem, name, transport.text(), state);
                }
                named = true;
            }
            if (!attribute.read(path + "/state")) {
                return -1;
            }
            int now = STATES.length;
            for (int i = 0; i < STATES.length; i++) {
                if (attribute.is(STATES[i]) || STATES[i].equals("deleting") && attribute.is("deleting (no IO)")) {
                    now = i;
                }
            }
            for (int i = 0; i < states.length; i++) {
                sink.sample(states[i], i == now ? 1 : 0);
            }
            return now;
        }
    }

    /** A subsystem. */
    private static final class Subsystem {
        final String name;
        final Listing files;
        final RawText[] texts = new RawText[FILES.length];
        final Series paths;
        final Series live;
        List<Path> controllers = List.of();
        List<Series> namespaces = List.of();

        @Nullable Series info;

        Subsystem(String name, String path) {
            this.name = name;
            files = new Listing(path);
            for (int i = 0; i < texts.length; i++) {
                texts[i] = new RawText();
            }
            paths = PATHS.series(name);
            live = PATHS_LIVE.series(name);
        }

        void update(MetricSink sink, SysfsAttribute attribute) {
            if (!files.read()) {
                return;
            }
            if (files.changed()) {
                list();
            }
            Series known = info;
            for (int i = 0; i < FILES.length; i++) {
                if (attribute.readInto(texts[i], files.directory() + '/' + FILES[i])) {
                    known = null;
                }
            }
            if (known == null) {
                known = info = INFO.series(name, texts[0].text(), texts[1].text(), texts[2].text(), texts[3].text());
            }
            sink.sample(known, 1);
            for (Series namespace : namespaces) {
                sink.sample(namespace, 1);
            }
            int all = 0;
            int alive = 0;
            for (Path controller : controllers) {
                int state = controller.update(sink, attribute);
                all += state >= 0 ? 1 : 0;
                alive += state == LIVE ? 1 : 0;
            }
            sink.sample(paths, all);
            sink.sample(live, alive);
        }

        private void list() {
            controllers = new ArrayList<>();
            namespaces = new ArrayList<>();
            for (String entry : files.names()) {
                if (NvmeNames.isController(entry)) {
                    controllers.add(new Path(name, entry, files.directory() + '/' + entry));
                } else if (!NvmeNames.namespace(entry).isEmpty()) {
                    namespaces.add(NAMESPACE.series(name, entry));
                }
            }
        }
    }

    private final Devices<Subsystem> subsystems;
    private final SysfsAttribute attribute = new SysfsAttribute(NvmesubsystemCollector.class);
    private final NoDataException absent;

    public NvmesubsystemCollector(NodeContext context) {
        this(context.paths());
    }

    NvmesubsystemCollector(NodePaths paths) {
        super("nvmesubsystem");
        subsystems = new Devices<>(paths.sys("class/nvme-subsystem"), new Devices.Builder<>() {
            @Override
            public @Nullable Subsystem build(String name, String path) {
                return name.startsWith("nvme-subsys") ? new Subsystem(name, path) : null;
            }
        });
        absent = new NoDataException(subsystems.directory() + ": no NVMe subsystems");
    }

    @Override
    public void update(MetricSink sink) throws NoDataException {
        if (!subsystems.read()) {
            throw absent;
        }
        for (int i = 0; i < subsystems.size(); i++) {
            subsystems.get(i).update(sink, attribute);
        }
    }
}
