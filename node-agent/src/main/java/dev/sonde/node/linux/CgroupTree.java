package dev.sonde.node.linux;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The groups of a cgroup v2 hierarchy, {@code Documentation/admin-guide/cgroup-v2.rst}: each is a directory. Those near
 * the root come first. The root itself, which stands for the host, is none of them. One thread at a time.
 */
public final class CgroupTree {
    /** A hierarchy of more groups is only looked at so far. */
    private static final int MOST = 1 << 16;

    /**
     * What files of a group begin with, so that they need not be looked at one by one. The kernel says of groups named
     * like its files that they are the users' fault, but that its files never end like units of a service manager.
     */
    private static final String[] FILES = {
        "cgroup.",
        "cpu.",
        "cpuset.",
        "dmem.",
        "hugetlb.",
        "io.",
        "irq.",
        "memory.",
        "misc.",
        "perf_event.",
        "pids.",
        "rdma."
    };

    private static final String[] UNITS = {".scope", ".service", ".slice"};

    private final String root;

    /** @param root where it is mounted, without a slash at its end */
    public CgroupTree(String root) {
        this.root = root;
    }

    /** Paths such as {@code /system.slice/cron.service} down to a depth; 1 is the root's children alone. */
    public List<String> paths(int depth) {
        List<String> paths = new ArrayList<>();
        children("", paths);
        int from = 0;
        for (int level = 1; level < depth && from < paths.size(); level++) {
            int to = paths.size();
            for (int i = from; i < to && paths.size() < MOST; i++) {
                children(paths.get(i), paths);
            }
            from = to;
        }
        return paths;
    }

    private void children(String parent, List<String> into) {
        String[] names = new File(root + parent + '/').list();
        if (names == null) {
            return;
        }
        Arrays.sort(names);
        for (String name : names) {
            String path = parent + '/' + name;
            if (!isFile(name) && new File(root + path).isDirectory()) {
                into.add(path);
            }
        }
    }

    private static boolean isFile(String name) {
        for (String unit : UNITS) {
            if (name.endsWith(unit)) {
                return false;
            }
        }
        for (String file : FILES) {
            if (name.startsWith(file)) {
                return true;
            }
        }
        return false;
    }
}
