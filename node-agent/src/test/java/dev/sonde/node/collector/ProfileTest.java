package dev.sonde.node.collector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.flags.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileTest {
    private static final String CONTAINER = "--profile=container";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/run/containerd/io.containerd.runtime.v2.task/k8s.io/77aa/rootfs",
                "/run/k3s/containerd/io.containerd.grpc.v1.cri/sandboxes/77aa/shm",
                "/run/containers/storage/overlay-containers/77aa/userdata/shm",
                "/run/netns/cni-1f2a",
                "/run/user/1000/containers/overlay-containers/77aa/userdata/shm",
                "/var/lib/kubelet/pods/1f2a/volumes/kubernetes.io~projected/kube-api-access-x",
                "/var/lib/kubelet/plugins/kubernetes.io/csi/ebs/77aa/globalmount",
                "/var/lib/containers/storage/overlay/77aa/merged",
                "/var/lib/containerd/io.containerd.snapshotter.v1.overlayfs/snapshots/7/fs",
                "/var/lib/docker/overlay2/77aa/merged",
                "/home/u/.local/share/containers/storage/overlay/77aa/merged",
                "/proc/sys/fs/binfmt_misc",
                "/dev"
            })
    void leavesOutMountsOfContainers(String mountPoint) throws UsageException {
        assertThat(fileSystems(CONTAINER).mountPoints().accepts(mountPoint)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/home",
                "/var/lib/docker",
                "/var/lib/kubelet",
                "/var/lib/containerd",
                "/run",
                "/run/user/1000",
                "/srv/var/lib/docker/x",
                "/device"
            })
    void showsMountsOfTheHost(String mountPoint) throws UsageException {
        assertThat(fileSystems(CONTAINER).mountPoints().accepts(mountPoint)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "veth1f2a3b4c",
                "cali1234567890a",
                "vxlan.calico",
                "wireguard.cali",
                "cilium_host",
                "cilium_vxlan",
                "lxc_health",
                "lxc1f2a3b4c5d6e",
                "flannel.1",
                "flannel-wg",
                "cni0",
                "cni-podman0",
                "podman1",
                "tunl0",
                "nodelocaldns",
                "kube-ipvs0",
                "kube-bridge",
                "eni1f2a3b4c5d6",
                "azv1f2a3b4c5d6",
                "docker0",
                "br-1f2a3b4c5d6e"
            })
    void leavesOutInterfacesOfContainers(String device) throws UsageException {
        assertThat(devices(CONTAINER).filter().accepts(device)).isFalse();
        assertThat(classes(CONTAINER).accepts(device)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lo",
                "eth0",
                "eno1",
                "enp3s0f1",
                "ens5",
                "eni0",
                "wlan0",
                "bond0",
                "bond0.100",
                "br0",
                "br-lan",
                "lxcbr0",
                "wg0",
                "ib0",
                "virbr0"
            })
    void showsInterfacesOfTheHost(String device) throws UsageException {
        assertThat(devices(CONTAINER).filter().accepts(device)).isTrue();
        assertThat(classes(CONTAINER).accepts(device)).isTrue();
    }

    @Test
    void leavesOutTypesThatOnlyContainersSee() throws UsageException {
        assertThat(fileSystems().types().accepts("fuse.fuse-overlayfs")).isTrue();
        NameFilter types = fileSystems(CONTAINER).types();
        assertThat(types.accepts("fuse.fuse-overlayfs")).isFalse();
        assertThat(types.accepts("overlay")).isFalse();
        assertThat(types.accepts("ext4")).isTrue();
    }

    @Test
    void changesNothingUnlessAskedFor() throws UsageException {
        assertThat(fileSystems().mountPoints().accepts("/var/lib/kubelet/pods/1f2a/volumes/x"))
                .isTrue();
        assertThat(devices().filter().accepts("cni0")).isTrue();
        assertThat(classes("--profile=host").accepts("cni0")).isTrue();
    }

    @Test
    void givesWayToFlagsThatAreGiven() throws UsageException {
        String mount = "/var/lib/kubelet/pods/1f2a/volumes/x";
        assertThat(fileSystems(CONTAINER, "--collector.filesystem.mount-points-exclude=^/srv")
                        .mountPoints()
                        .accepts(mount))
                .isTrue();
        assertThat(fileSystems(CONTAINER, "--collector.filesystem.ignored-mount-points=^/srv")
                        .mountPoints()
                        .accepts(mount))
                .isTrue();
        assertThat(fileSystems(CONTAINER, "--collector.filesystem.mount-points-include=pods")
                        .mountPoints()
                        .accepts(mount))
                .isTrue();
        assertThat(fileSystems(CONTAINER, "--collector.filesystem.fs-types-include=^overlay$")
                        .types()
                        .accepts("overlay"))
                .isTrue();
        assertThat(devices(CONTAINER, "--collector.netdev.device-exclude=^lo$")
                        .filter()
                        .accepts("cni0"))
                .isTrue();
        assertThat(devices(CONTAINER, "--collector.netdev.device-include=^cni")
                        .filter()
                        .accepts("cni0"))
                .isTrue();
        assertThat(classes(CONTAINER, "--collector.netclass.ignored-devices=^$").accepts("cni0"))
                .isTrue();
    }

    private static FilesystemOptions fileSystems(String... arguments) throws UsageException {
        return FilesystemOptions.of(parse(arguments));
    }

    private static NetdevOptions devices(String... arguments) throws UsageException {
        return NetdevOptions.of(parse(arguments));
    }

    private static NetclassOptions classes(String... arguments) throws UsageException {
        return NetclassOptions.of(parse(arguments));
    }

    private static FlagSet parse(String... arguments) throws UsageException {
        FlagSet flags = new FlagSet("test", "");
        Profile.flags(flags);
        FilesystemOptions.flags(flags);
        NetdevOptions.flags(flags);
        NetclassOptions.flags(flags);
        return flags.parse(arguments);
    }
}
