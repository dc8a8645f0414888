package dev.sonde.node.collector;

/**
 * Where the host's file systems are mounted for us: {@code /proc} on a host, {@code /host/proc} in a container.
 *
 * @param procfs as given to {@code --path.procfs}
 * @param sysfs as given to {@code --path.sysfs}
 * @param rootfs as given to {@code --path.rootfs}
 * @param udevData as given to {@code --path.udev.data}
 */
public record NodePaths(String procfs, String sysfs, String rootfs, String udevData) {
    /** A path under procfs: {@code proc("net/dev")}. */
    public String proc(String relative) {
        return procfs + '/' + relative;
    }

    /** A path under sysfs: {@code sys("class/net")}. */
    public String sys(String relative) {
        return sysfs + '/' + relative;
    }

    /** A host path as we see it: {@code root("/var/lib")} is {@code /host/root/var/lib} in a container. */
    public String root(String absolute) {
        return rootfs.equals("/") ? absolute : rootfs + absolute;
    }
}
