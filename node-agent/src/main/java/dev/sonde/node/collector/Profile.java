package dev.sonde.node.collector;

import dev.sonde.core.flags.FlagSet;

/**
 * What kind of host the defaults of some flags are for. On one that runs containers each of these brings mounts and
 * interfaces of its own, which come and go, tell nothing about the host and make thousands of series. A flag that is
 * given always counts, and one that says what is wanted clears the defaults of what is not.
 */
public enum Profile {
    HOST,
    CONTAINER;

    private static final String FLAG = "profile";

    /**
     * The usual mount points, and those below the directories of kubelet, containerd (K3s, RKE2, k0s and MicroK8s have
     * their own), CRI-O, Docker and Podman, that of users too. The directories themselves may be disks of the host.
     */
    static final String MOUNT_POINTS_EXCLUDE = "^/(dev|proc|sys"
            + "|run/(credentials|containerd|containers|crio|docker|k0s|k3s|libpod|netns)/.+"
            + "|run/user/[0-9]+/(containers|crun|libpod|netns)/.+"
            + "|var/lib/(containerd|containers|docker|k0s|nerdctl|rancher)/.+"
            + "|var/lib/kubelet/(plugins|pods)/.+"
            + "|var/snap/(docker|microk8s)/.+"
            + "|(home/[^/]+|root)/\\.local/share/(containerd|containers|docker)/.+"
            + ")($|/)";

    /** The usual types, and those that only show a container what others have. */
    static final String TYPES_EXCLUDE =
            FilesystemOptions.TYPES_EXCLUDE.replace("|overlay|", "|aufs|fuse\\.fuse-overlayfs|fuse\\.lxcfs|overlay|");

    /**
     * The ends of containers' links, and the bridges, tunnels and dummies of the plug-ins: Calico, Cilium, flannel,
     * Weave, Antrea, OVN, those of the clouds; of kube-proxy and kube-router; of Docker and Podman.
     */
    static final String INTERFACES_EXCLUDE = "^(veth.*|cali[0-9a-f]+|vxlan(-v6)?\\.calico|(wireguard|wg-v6)\\.cali"
            + "|cilium_.+|lxc(_health|[0-9a-f]{6,})|flannel.+|weave|datapath|antrea-.+|genev_sys_[0-9]+"
            + "|ovn-k8s-.+|azv[0-9a-f]+|(eni|gke)[0-9a-f]{11}|tunl[0-9]+|cni-?[0-9a-z]*[0-9]+|nodelocaldns"
            + "|kube-(bridge|dummy-if|ipvs[0-9]+)|podman[0-9]+|docker([0-9]+|_gwbridge)|br-[0-9a-f]{12})$";

    public static void flags(FlagSet flags) {
        flags.choice(
                FLAG,
                "host",
                "Defaults of what is left out: \"container\" adds the mounts and interfaces of containers to"
                        + " filesystem.mount-points-exclude, filesystem.fs-types-exclude, netdev.device-exclude and"
                        + " netclass.ignored-devices, where these are not given.",
                "host",
                "container");
    }

    /** The value of a flag that is given, and otherwise the one for containers or the flag's own. */
    static String exclude(FlagSet flags, String flag, String forContainers) {
        boolean container = !flags.isSet(flag) && of(flags) == CONTAINER;
        return container ? forContainers : flags.getString(flag);
    }

    static Profile of(FlagSet flags) {
        return flags.getString(FLAG).equals("container") ? CONTAINER : HOST;
    }
}
