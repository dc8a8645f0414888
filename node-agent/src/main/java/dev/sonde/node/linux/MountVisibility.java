package dev.sonde.node.linux;

import java.io.IOException;

/**
 * Tells whether what answered at a mount point is what the host's table has there. Our own view may differ: a sandboxed
 * unit has an empty {@code /home}, a container without mount propagation misses what was mounted later. The file system
 * beneath then answers, and its size would be taken for that of the mount. One thread at a time.
 *
 * <p>Device numbers alone do not tell: btrfs subvolumes, overlay files and Ceph snapshots show other numbers than their
 * mount, all of them private. So a number that differs counts when it belongs to a mount of ours.
 */
public final class MountVisibility {
    private final MountTable own;

    /** @param own the mounts of our own namespace */
    public MountVisibility(MountTable own) {
        this.own = own;
    }

    /** @param device number that files at the mount point show, another than the table's */
    public boolean shows(Mount mount, long device) {
        if (mount.type().equals("overlay")) {
            return true;
        }
        try {
            own.read();
        } catch (IOException e) {
            return true;
        }
        for (Mount other : own.mounts()) {
            if (other.deviceNumber() == device) {
                return false;
            }
        }
        return true;
    }
}
