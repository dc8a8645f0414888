package dev.sonde.node.collector;

import dev.sonde.node.jna.NativeCalls;
import dev.sonde.node.linux.BtrfsControl;
import dev.sonde.node.linux.BtrfsControl.Volume;
import dev.sonde.node.linux.Mount;
import dev.sonde.node.linux.MountTable;
import dev.sonde.node.linux.SystemCalls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The mounted file systems that can be asked. One thread at a time. */
final class BtrfsVolumes {
    private static final Logger LOG = LoggerFactory.getLogger(BtrfsVolumes.class);

    private final NodePaths paths;
    private final MountTable mounts;
    private final @Nullable BtrfsControl control;
    private final List<Volume> volumes = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();

    BtrfsVolumes(NodePaths paths) {
        this.paths = paths;
        mounts = new MountTable(paths.proc("1/mountinfo"), paths.proc("self/mountinfo"));
        SystemCalls calls = NativeCalls.get();
        control = calls == null ? null : new BtrfsControl(calls);
        if (calls == null) {
            LOG.info("errors of Btrfs devices are not known: {}", NativeCalls.reason());
        }
    }

    /** Asks each file system once, however often it is mounted. */
    void read() {
        volumes.clear();
        asked.clear();
        if (control == null) {
            return;
        }
        try {
            mounts.read();
        } catch (IOException e) {
            LOG.debug("{}", e.getMessage());
            return;
        }
        for (Mount mount : mounts.mounts()) {
            if (mount.type().equals("btrfs") && !asked.contains(mount.device())) {
                Volume volume = control.volume(paths.root(mount.mountPoint()));
                if (volume != null) {
                    asked.add(mount.device());
                    volumes.add(volume);
                }
            }
        }
    }

    /** What is known of a file system, or null. */
    @Nullable Volume get(String id) {
        for (Volume volume : volumes) {
            if (volume.id().equals(id)) {
                return volume;
            }
        }
        return null;
    }
}
