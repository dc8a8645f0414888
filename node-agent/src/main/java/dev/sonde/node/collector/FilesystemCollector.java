package dev.sonde.node.collector;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.log.StateLog;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.node.jna.NativeCalls;
import dev.sonde.node.linux.JdkMountStat;
import dev.sonde.node.linux.Mount;
import dev.sonde.node.linux.MountStat;
import dev.sonde.node.linux.MountTable;
import dev.sonde.node.linux.MountVisibility;
import dev.sonde.node.linux.StatCall;
import dev.sonde.node.linux.StatPool;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sizes of the mounted file systems: {@code <procfs>/1/mountinfo} and statfs(2).
 *
 * <p>A mount that may wait for a server is asked on another thread. All of them together get the mount timeout; one
 * that has not answered by then is reported with {@code device_error="mountpoint timeout"}, and while its call is out
 * later scrapes report it so at once.
 */
public final class FilesystemCollector extends AgentCollector {
    private static final Logger LOG = LoggerFactory.getLogger(FilesystemCollector.class);
    private static final long MARGIN_MILLIS = 20;

    private final StateLog log = new StateLog(LOG);
    private final MountTable table;
    private final MountVisibility visibility;
    private final String rootfs;
    private final FilesystemOptions options;
    private @Nullable MountStat stat;
    private @Nullable StatPool pool;

    private Map<Mount, MountedFileSystem> known = new HashMap<>();
    private MountedFileSystem[] shown = {};
    private boolean tableIsFresh;

    /** @throws IllegalArgumentException when a flag's value cannot be used; the message names it */
    public FilesystemCollector(NodeContext context) {
        this(context.paths(), FilesystemOptions.of(context.flags()), null);
    }

    /** @param stat null for the system's own, which is looked up at the first scrape */
    FilesystemCollector(NodePaths paths, FilesystemOptions options, @Nullable MountStat stat) {
        super("filesystem");
        this.table = new MountTable(paths.proc("1/mountinfo"), paths.proc("self/mountinfo"));
        this.visibility = new MountVisibility(new MountTable(paths.proc("self/mountinfo"), null));
        String root = paths.rootfs();
        this.rootfs = root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
        this.options = options;
        this.stat = stat;
    }

    public static void flags(FlagSet flags) {
        FilesystemOptions.flags(flags);
    }

    /** Whether there is a mount to ask that may not answer. */
    @Override
    public boolean mayBlock() {
        try {
            readTable();
        } catch (IOException e) {
            return false;
        }
        tableIsFresh = true;
        for (MountedFileSystem fileSystem : shown) {
            if (fileSystem.mount().maySleep()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void update(MetricSink sink) throws IOException {
        if (!tableIsFresh) {
            readTable();
        }
        tableIsFresh = false;
        MountStat asked = stat();
        askSlow(asked, sink.remainingMillis());
        for (MountedFileSystem fileSystem : shown) {
            if (!fileSystem.mount().maySleep()) {
                fileSystem.call().run(asked);
            }
        }
        for (MountedFileSystem fileSystem : shown) {
            boolean answered =
                    !fileSystem.mount().maySleep() || fileSystem.call().isAnswered();
            fileSystem.emit(sink, answered, visibility, log);
        }
    }

    private MountStat stat() {
        MountStat calls = stat;
        if (calls == null) {
            calls = NativeCalls.get();
            if (calls == null) {
                LOG.warn("File systems are without inode counts and errors: {}", NativeCalls.reason());
                calls = new JdkMountStat();
            }
            stat = calls;
        }
        return calls;
    }

    private void askSlow(MountStat asked, long remainingMillis) {
        boolean any = false;
        for (MountedFileSystem fileSystem : shown) {
            if (fileSystem.mount().maySleep()) {
                StatPool threads = pool;
                if (threads == null) {
                    threads = pool = new StatPool(asked, options.workers());
                }
                threads.ask(fileSystem.call());
                any = true;
            }
        }
        if (any && pool != null) {
            // Back in time for the page to be made, or this collector would be missing from it whole.
            long inTime = remainingMillis - Math.max(MARGIN_MILLIS, remainingMillis / 10);
            pool.await(System.nanoTime() + Math.min(options.timeoutMillis(), inTime) * 1_000_000);
        }
    }

    private void readTable() throws IOException {
        if (!table.read()) {
            return;
        }
        Map<Mount, MountedFileSystem> now = new HashMap<>();
        // Of lines with the same labels the last lies on top of the others.
        Map<String, MountedFileSystem> byLabels = new LinkedHashMap<>();
        for (Mount mount : table.mounts()) {
            MountedFileSystem fileSystem = known.get(mount);
            if (fileSystem == null && !known.containsKey(mount)) {
                fileSystem = make(mount);
            }
            now.put(mount, fileSystem);
            if (fileSystem != null) {
                fileSystem.covers(byLabels.put(fileSystem.labels(), fileSystem));
            }
        }
        known = now;
        shown = byLabels.values().toArray(new MountedFileSystem[0]);
    }

    private @Nullable MountedFileSystem make(Mount mount) {
        String mountPoint = stripped(mount.mountPoint());
        if (!options.mountPoints().accepts(mountPoint) || !options.types().accepts(mount.type())) {
            return null;
        }
        String prefix = mountPoint.equals(mount.mountPoint()) ? rootfs : "";
        return new MountedFileSystem(mount, mountPoint, new StatCall(mount, prefix));
    }

    /** A mount point without the path of the host's root in front, for a table that was read inside a container. */
    private String stripped(String mountPoint) {
        if (rootfs.isEmpty() || !mountPoint.startsWith(rootfs)) {
            return mountPoint;
        }
        if (mountPoint.length() == rootfs.length()) {
            return "/";
        }
        return mountPoint.charAt(rootfs.length()) == '/' ? mountPoint.substring(rootfs.length()) : mountPoint;
    }
}
