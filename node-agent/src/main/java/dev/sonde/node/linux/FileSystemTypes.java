package dev.sonde.node.linux;

import java.util.Set;

/** What is known about file systems by the name of their type. */
final class FileSystemTypes {
    /**
     * Types whose statfs(2) answers from memory. Everything else may wait for a server, a user's process or another
     * node: nfs, cifs, 9p, ceph, fuse and its many kinds, autofs, cluster file systems, and whatever we have not heard of.
     */
    private static final Set<String> LOCAL = Set.of(
            "adfs",
            "affs",
            "aufs",
            "bcachefs",
            "befs",
            "bfs",
            "binfmt_misc",
            "bpf",
            "btrfs",
            "cgroup",
            "cgroup2",
            "configfs",
            "cramfs",
            "debugfs",
            "devpts",
            "devtmpfs",
            "efivarfs",
            "erofs",
            "exfat",
            "ext2",
            "ext3",
            "ext4",
            "f2fs",
            "fusectl",
            "hfs",
            "hfsplus",
            "hpfs",
            "hugetlbfs",
            "iso9660",
            "jffs2",
            "jfs",
            "minix",
            "mqueue",
            "msdos",
            "nilfs2",
            "nsfs",
            "ntfs",
            "ntfs3",
            "overlay",
            "proc",
            "pstore",
            "ramfs",
            "reiserfs",
            "resctrl",
            "romfs",
            "rootfs",
            "rpc_pipefs",
            "securityfs",
            "selinuxfs",
            "squashfs",
            "sysfs",
            "tmpfs",
            "tracefs",
            "ubifs",
            "udf",
            "ufs",
            "vfat",
            "xfs",
            "zfs",
            "zonefs");

    private FileSystemTypes() {}

    static boolean answersAtOnce(String type) {
        return LOCAL.contains(type);
    }
}
